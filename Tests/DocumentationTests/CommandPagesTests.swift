import JSON
import Platform
import Testing

/// A command that nobody documented is not finished.
struct CommandPagesTests {
  @Test("docs/cli.md is what --help says")
  func reference() throws {
    var page = """
      # Commands

      What `funnel help COMMAND` prints, for every command. This page is made by `make docs`; a test compares it.


      """
    page += "## funnel\n\n```text\n\(try Commands.help([]))```\n"
    for command in try Commands.all() {
      page += "\n## funnel \(command.name)\n\n```text\n\(try Commands.help(command.words))```\n"
    }
    if Pages.isWriting { return try Pages.write(page, to: "docs/cli.md") }
    #expect(try Pages.text("docs/cli.md") == page, "run make docs")
  }

  @Test("Every command has a sentence, and every option of it a help text")
  func help() throws {
    for command in try Commands.all() {
      #expect(!command.abstract.isEmpty, "\(command.name) has no abstract")
      for option in command.undocumented { Issue.record("\(command.name) \(option) has no help text") }
    }
  }

  @Test("Every command is run in some page")
  func examples() throws {
    let commands = try Pages.all.flatMap { page in
      try ConsoleBlock.all(in: Pages.lines(page)).flatMap(\.steps).map { $0.command.joined(separator: " ") }
    }
    for command in try Commands.all() {
      #expect(
        commands.contains {
          $0.contains("funnel \(command.name)") || $0.contains("funnel -C shop \(command.name)")
        },
        "no page shows funnel \(command.name)")
    }
  }

  @Test("Every command's JSON has a section in docs/json.md")
  func shapes() throws {
    let sections = Set(
      Markdown.headings(in: try Pages.text("docs/json.md"), level: 2).flatMap {
        $0.split(separator: ", ").map(String.init)
      })
    for command in try Commands.all() where !command.isGroup {
      #expect(sections.contains(command.name), "docs/json.md has no section \(command.name)")
    }
  }
}

/// The commands as the binary itself lists them.
enum Commands {
  struct Command {
    /// `get`; `schema diff` for one of a group.
    var name: String
    var abstract: String
    /// Whether it only holds other commands.
    var isGroup = false
    var words: [String] { name.split(separator: " ").map(String.init) }
    /// Arguments and options without help.
    var undocumented: [String]
  }

  private static var binary: String { Pages.runner.binaries + "/funnel" }

  static func help(_ command: [String]) throws -> String {
    let outcome = try Subprocess.run(
      [binary] + command + ["--help"], environment: ["COLUMNS": "100", "NO_COLOR": "1"], capture: true)
    return String(decoding: outcome.output, as: UTF8.self)
  }

  /// In the order of `funnel --help`.
  static func all() throws -> [Command] {
    let outcome = try Subprocess.run([binary, "--experimental-dump-help"], capture: true)
    let root = try JSONText(parsing: outcome.output).root.member("command")
    return commands(below: root, prefix: "")
  }

  /// The commands in a group, each before those in itself.
  private static func commands(below group: JSONNode?, prefix: String) -> [Command] {
    (group?.member("subcommands").map { Array($0.elements) } ?? []).flatMap { node -> [Command] in
      // What git runs, and no person, is not shown.
      guard let name = node.member("commandName")?.string, name != "help",
        node.member("shouldDisplay")?.isTrue ?? true
      else { return [] }
      let arguments = node.member("arguments").map { Array($0.elements) } ?? []
      let undocumented = arguments.filter { ($0.member("abstract")?.string ?? "").isEmpty }
        .compactMap { $0.member("valueName")?.string }
      let inner = commands(below: node, prefix: prefix + name + " ")
      let command = Command(
        name: prefix + name, abstract: node.member("abstract")?.string ?? "", isGroup: !inner.isEmpty,
        undocumented: undocumented)
      return [command] + inner
    }
  }
}
