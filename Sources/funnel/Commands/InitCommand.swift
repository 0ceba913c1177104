internal import ArgumentParser
internal import Git
internal import JSON
internal import Platform
internal import Store

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a store: a repository if there is none, its files, and a commit of them.")

  @Argument(help: "The folder; this one if not given.")
  var directory: String = "."

  @Flag(name: .long, help: "A repository without files: for servers and for size.")
  var bare = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let options = WriteOptions(runsHooks: false, now: { Environment.microsecondsNow })
    let store = try Store.initialize(at: directory, bare: bare, options: options)
    let commit = try store.tip(of: nil)
    if output.json {
      Output.json([
        "directory": .string(store.directory ?? store.repository.gitDirectory), "bare": .bool(bare),
        "branch": .string(try store.currentBranch()), "commit": .string(commit.description),
      ])
    } else {
      Output.line("A funnel store in \(directory) on \(try store.currentBranch()), \(commit.short)")
    }
  }
}
