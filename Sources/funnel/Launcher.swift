internal import ArgumentParser
internal import Diagnostics
internal import Platform

/// Parses the command line, runs the command, and turns what it throws into words and an exit code: the one place
/// where errors end.
enum Launcher {
  static func run(_ arguments: [String]) {
    let isJSON = asksForJSON(arguments.prefix { $0 != "--" })
    do {
      let rest = try changeDirectories(arguments)
      if try FastPath.run(rest) { return }
      var command: any ParsableCommand
      do { command = try Funnel.parseAsRoot(rest) } catch {
        guard isJSON, Funnel.exitCode(for: error).rawValue != 0 else { Funnel.exit(withError: error) }
        throw UsageError(Funnel.message(for: error))
      }
      try command.run()
    } catch let error as CommandExit {
      exitProcess(error.code)
    } catch let error as any Explained {
      ErrorReport.print(error, asJSON: isJSON)
      exitProcess(error.kind.exitCode)
    } catch {
      // Help, and what ArgumentParser itself throws from `run`.
      Funnel.exit(withError: error)
    }
  }

  /// Whether errors shall be JSON too, as far as can be told before the command line is read.
  private static func asksForJSON(_ arguments: ArraySlice<String>) -> Bool {
    arguments.contains { $0 == "--json" || $0 == "--format=json" }
      || zip(arguments, arguments.dropFirst()).contains { $0 == ("--format", "json") }
  }

  /// `-C DIR` before the command, as git takes it; several add up.
  private static func changeDirectories(_ arguments: [String]) throws(FileError) -> [String] {
    let rest = withoutDirectories(arguments[...])
    for index in stride(from: 1, to: rest.startIndex, by: 2) { try Files.changeDirectory(arguments[index]) }
    return Array(rest)
  }

  /// The command line without what `changeDirectories` takes.
  static func withoutDirectories(_ arguments: ArraySlice<String>) -> ArraySlice<String> {
    var rest = arguments
    while rest.first == "-C", rest.count > 1 { rest = rest.dropFirst(2) }
    return rest
  }
}

/// A command that has said all it had to say ends with this code.
struct CommandExit: Error {
  let code: Int32

  static func negative() -> CommandExit { CommandExit(code: FaultKind.negative.exitCode) }
}

/// The command line is wrong in a way that the parser cannot see.
struct UsageError: Explained {
  let message: String
  var hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  var code: String { "usage" }
  var kind: FaultKind { .usage }
}
