internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import Merging
internal import Platform
internal import Store

struct HooksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hooks",
    abstract: "Make git merge, show and check documents as funnel does, in this clone.",
    discussion: """
      install writes the merge driver and the diff driver into the clone's configuration, binds documents to them where
      .gitattributes does not, and adds the hooks pre-commit, pre-merge-commit and commit-msg. Hooks that are there
      already are kept and run first. Git takes none of this from the repository itself, so each clone needs it.
      """,
    subcommands: [Install.self, Uninstall.self, Status.self, Run.self])

  struct Install: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Install them; what is there already stays.")
    @OptionGroup var output: OutputOptions

    func run() throws {
      let parts = try CloneSetup(try Store(), program: CloneSetup.ownProgram()).install()
      HooksCommand.show(parts, output)
    }
  }

  struct Uninstall: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take away what install wrote, and put back what was there before.")
    @OptionGroup var output: OutputOptions

    func run() throws {
      let parts = try CloneSetup(try Store(), program: CloneSetup.ownProgram()).uninstall()
      HooksCommand.show(parts, output)
    }
  }

  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what is installed.", discussion: "Exits with 1 when something is missing.")
    @OptionGroup var output: OutputOptions

    func run() throws {
      let parts = try CloneSetup(try Store(), program: CloneSetup.ownProgram()).status()
      HooksCommand.show(parts, output)
      if parts.contains(where: { $0.state != .installed }) { throw CommandExit.negative() }
    }
  }

  /// What the installed hooks call.
  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check what git is about to commit; git's hooks run it.", shouldDisplay: false)

    @Argument(help: "The hook.")
    var name: String

    @Argument(help: "What git gave it.")
    var arguments: [String] = []

    func run() throws {
      // Funnel itself is committing: it has judged.
      if Environment[Store.judgedVariable] == "1" { return }
      let checks = try HookChecks.stores().map { HookChecks($0) }
      if name == "commit-msg", let file = arguments.first {
        // What git is at is the repository's, whichever store asks.
        let forged = try checks.first?.forgedLines(in: try Files.read(file)) ?? []
        guard let line = forged.first else { return }
        throw StoreError(
          "hooks/forged", "the message holds the line \(line), which only funnel writes",
          hint: "leave it out", kind: .refused)
      }
      guard ["pre-commit", "pre-merge-commit"].contains(name) else { return }
      var isRefused = false
      for check in checks {
        let found = try check.staged()
        for finding in found.findings { Output.note(ErrorReport.render(finding, found.sources)) }
        if !found.findings.isEmpty { isRefused = true }
      }
      if !isRefused { return }
      Output.note("Nothing was committed. --no-verify leaves the check out.")
      throw CommandExit.negative()
    }
  }

  fileprivate static func show(_ parts: [CloneSetup.Part], _ output: OutputOptions) {
    if output.json {
      Output.json([
        "parts": .array(
          parts.map {
            ["name": .string($0.name), "state": .string($0.state.rawValue), "detail": .string($0.detail)]
          })
      ])
      return
    }
    for part in parts {
      let state = DeltaText.pad(part.state.rawValue, 10)
      Output.line(DeltaText.pad(part.name, 17) + state + Output.safe(part.detail))
    }
  }
}
