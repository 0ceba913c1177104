import Platform
import Testing

/// The catalogue of errors names the codes that the sources throw, all of them and no others.
struct ErrorPageTests {
  private static let areas = [
    "apply", "audit", "batch", "commit", "condition", "conflict", "conflicts", "demo", "diff", "doctor",
    "document", "drift", "edit", "fan-out", "field",
    "field-path", "git",
    "history", "hooks", "import", "json", "keyword", "limits", "log", "merge", "merge-file", "name", "patch",
    "resolve", "restore", "review", "schema", "seal", "settings", "store",
    "timestamp",
    "validate", "value", "wire", "worktree", "write", "x-funnel", "zod",
  ]

  @Test("docs/errors.md lists the codes of the sources")
  func catalogue() throws {
    let page = try documented()
    let sources = try thrown()
    #expect(sources.subtracting(page).sorted() == [], "codes that no page explains")
    #expect(page.subtracting(sources).sorted() == [], "codes that nothing throws")
    #expect(sources.count > 100, "the sources were not found")
  }

  /// What stands in the first column of the page's tables.
  private func documented() throws -> Set<String> {
    var codes: Set<String> = []
    for line in try Pages.lines("docs/errors.md") {
      guard line.hasPrefix("| `"), let code = line.dropFirst(3).split(separator: "`").first else { continue }
      if code == "usage" || code.hasSuffix("/…") { continue }
      #expect(codes.insert(String(code)).inserted, "\(code) stands twice on the page")
    }
    return codes
  }

  private func thrown() throws -> Set<String> {
    var codes: Set<String> = []
    for (name, text) in try sources() {
      // After == a code is only looked for.
      for match in text.matches(of: #/(== )?"([a-z-]+)/([A-Za-z0-9-]+)"/#)
      where match.1 == nil && Self.areas.contains(String(match.2)) {
        codes.insert("\(match.2)/\(match.3)")
      }
      // The JSON parser and the decoder of documents add their area themselves.
      if name.hasPrefix("JSON/") {
        for match in text.matches(of: #/make\(\s*"([a-z0-9-]+)"/#) { codes.insert("json/\(match.1)") }
      }
      if name.hasPrefix("DocumentCodec/File/") {
        for match in text.matches(of: #/DecodeFault\(\s*"([a-z0-9-]+)"/#) {
          codes.insert("document/\(match.1)")
        }
      }
    }
    return codes
  }

  /// The hand-written sources, by their path below Sources/, without the demo's texts.
  private func sources() throws -> [(name: String, text: String)] {
    var found: [(String, String)] = []
    var folders = [""]
    while let folder = folders.popLast() {
      for entry in try Files.list(Pages.root + "/Sources/" + folder)
      where entry != "Generated" && entry != "FunnelFlow" {
        let name = folder + entry
        if entry.hasSuffix(".swift") {
          found.append((name, try Pages.text("Sources/" + name)))
        } else if FileStatus.of(Pages.root + "/Sources/" + name)?.kind == .directory {
          folders.append(name + "/")
        }
      }
    }
    return found
  }
}
