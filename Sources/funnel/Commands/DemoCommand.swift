internal import ArgumentParser
internal import FunnelFlow
internal import Git
internal import JSON
internal import Platform
internal import Store

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Make a store of Funnel Flow demo data, of any size, the same for the same seed.",
    discussion:
      "Some 20 valid documents a user, several authors, branches, and two hand edits (one of them refused).")

  @Argument(help: "A folder that is empty or not there yet.")
  var directory: String

  @Flag(name: .long, help: "A repository without files: for servers and for size.")
  var bare = false

  @Option(name: .long, help: "How many users.")
  var users = 50

  @Option(name: .long, help: "The same seed makes the same store.")
  var seed: UInt64 = 1

  @Option(name: .long, help: "How many edits after the import.")
  var commits = 30

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if users < 1 || users > 10_000_000 { throw ValidationError("--users must be from 1 to 10,000,000") }
    if commits < 0 || commits > 10_000_000 { throw ValidationError("--commits must be from 0 to 10,000,000") }
  }

  func run() throws {
    let demo = DemoStore(generator: DemoGenerator(seed: seed, users: users), commits: commits)
    var bar = ProgressLine()
    let (store, documents) = try demo.make(at: directory, bare: bare) { what, done, total in
      bar.show(what, done, total)
    }
    bar.clear()
    let summary = try store.summary()
    if output.json {
      Output.json([
        "directory": .string(directory), "users": .int(Int64(users)), "documents": .int(Int64(documents)),
        "commit": .string(summary.commit.description),
      ])
    } else {
      Output.line(
        "\(documents) documents of \(users) users in \(directory), \(commits) commits, at \(summary.commit.short)"
      )
    }
  }
}
