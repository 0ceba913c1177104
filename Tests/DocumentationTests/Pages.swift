import Diagnostics
import Platform

/// The project's pages: README.md and what is below docs/.
enum Pages {
  static let runner = ConsoleRunner()
  static var root: String { runner.root }

  /// Names relative to the root, sorted.
  static let all: [String] = {
    var found = ["README.md"]
    var folders = ["docs"]
    while let folder = folders.popLast() {
      for name in (try? Files.list(root + "/" + folder)) ?? [] {
        let path = folder + "/" + name
        if name.hasSuffix(".md") {
          found.append(path)
        } else if FileStatus.of(root + "/" + path)?.kind == .directory {
          folders.append(path)
        }
      }
    }
    return found.sorted()
  }()

  static func text(_ name: String) throws -> String {
    String(decoding: try Files.read(root + "/" + name), as: UTF8.self)
  }

  static func lines(_ name: String) throws -> [String] {
    try text(name).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Whether `make docs` runs: pages are written anew instead of compared.
  static var isWriting: Bool { Environment["FUNNEL_DOCS"] == "write" }

  static func write(_ text: String, to name: String) throws {
    if try Files.readIfPresent(root + "/" + name) == Array(text.utf8) { return }
    try Files.write(Array(text.utf8), to: root + "/" + name)
  }
}
