internal import Diagnostics
internal import DocumentCodec
internal import Git
internal import Platform
internal import Store

/// The lines that bind documents to the drivers. New stores have them in `.gitattributes`; for others they go into
/// `.git/info/attributes`, which is this clone's alone.
struct AttributeFile {
  let store: Store

  private static let start =
    "# funnel hooks install wrote these lines; funnel hooks uninstall takes them away."
  private static let end = "# end of funnel's lines"

  init(_ store: Store) { self.store = store }

  private var place: String { store.repository.commonDirectory + "/info/attributes" }

  func status() throws(StoreError) -> CloneSetup.Part {
    let isBound = try isBound()
    return CloneSetup.Part(
      name: "attributes", state: isBound ? .installed : .missing,
      detail: try isBound
        ? (hasLines() ? ".git/info/attributes" : ".gitattributes") : "documents are not bound to the drivers")
  }

  /// Whether the drivers are asked for documents, by whatever file says so.
  private func isBound() throws(StoreError) -> Bool {
    for folder in DocumentFolder.allCases {
      let name = (store.root.components + [folder.rawValue, "users", "x.json"]).joined(separator: "/")
      for attribute in ["merge", "diff"] {
        let value = try storing { () throws(GitError) in try store.repository.attribute(attribute, of: name) }
        if value != "funnel" { return false }
      }
    }
    return true
  }

  func install() throws(StoreError) {
    if try isBound() { return }
    var lines = try otherLines()
    lines.append(Self.start)
    for folder in DocumentFolder.allCases {
      let pattern = (store.root.components + [folder.rawValue, "**", "*.json"]).joined(separator: "/")
      lines.append("\(Self.quoted(pattern)) merge=funnel diff=funnel")
    }
    lines.append(Self.end)
    try write(lines)
  }

  func uninstall() throws(StoreError) {
    if try hasLines() { try write(try otherLines()) }
  }

  /// A pattern with blanks is written as a C string (gitattributes(5)).
  private static func quoted(_ pattern: String) -> String {
    guard pattern.utf8.contains(where: { $0 == 0x20 || $0 == 0x22 || $0 == 0x5C }) else { return pattern }
    var text = "\""
    for scalar in pattern.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }

  private func hasLines() throws(StoreError) -> Bool { try lines().contains(Self.start) }

  private func lines() throws(StoreError) -> [String] {
    let bytes = try storing { () throws(FileError) in try Files.readIfPresent(place) } ?? []
    return bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The user's own lines.
  private func otherLines() throws(StoreError) -> [String] {
    var kept: [String] = []
    var isOurs = false
    for line in try lines() {
      if line == Self.start { isOurs = true }
      if !isOurs { kept.append(line) }
      if line == Self.end { isOurs = false }
    }
    return kept
  }

  private func write(_ lines: [String]) throws(StoreError) {
    let place = place
    try storing { () throws(FileError) in
      if lines.isEmpty {
        try Files.remove(place)
        return
      }
      try Files.makeDirectories(Files.parent(of: place))
      try Files.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: place + ".new")
      try Files.rename(place + ".new", to: place)
    }
  }
}
