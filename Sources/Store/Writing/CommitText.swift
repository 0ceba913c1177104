internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git

/// What a commit says: a line for people, and trailers for programs.
enum CommitText {
  /// The message as given, or one made from the change.
  ///
  /// - Throws: `store/message` for a message that holds a line of funnel's own: it could claim what is not so.
  static func body(
    _ message: String?, changes: [DocumentChange], files: [FileChange], via: WriteVia
  ) throws(StoreError) -> String {
    guard let message, !message.allSatisfy(\.isWhitespace) else {
      return summary(changes, files: files, via: via)
    }
    return try checked(message)
  }

  /// The message without what git would strip: blanks at line ends, empty lines around.
  ///
  /// - Throws: `store/message` for an empty one, and for one that holds a line of funnel's own.
  static func checked(_ message: String) throws(StoreError) -> String {
    var lines = message.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      var line = line
      while let last = line.utf8.last, last == 0x20 || last == 0x09 { line = line.dropLast() }
      return String(line)
    }[...]
    while lines.first?.isEmpty == true { lines = lines.dropFirst() }
    while lines.last?.isEmpty == true { lines = lines.dropLast() }
    if lines.isEmpty {
      throw StoreError(
        "store/message", "the message is empty", hint: "say what the change is for: -m …", kind: .refused)
    }
    for line in lines {
      if let pair = Trailers.parse(line[...]), pair.key.lowercased().hasPrefix("funnel-") {
        throw StoreError(
          "store/message", "the message holds a line \(pair.key): …, which only funnel writes",
          hint: "leave that line out", kind: .refused)
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func summary(_ changes: [DocumentChange], files: [FileChange], via: WriteVia) -> String {
    if changes.isEmpty {
      return files.count == 1 ? "Change \(files[0].name)" : "Change \(files.count) files"
    }
    let verb: String =
      if via == .restore {
        "Restore"
      } else if changes.allSatisfy({ $0.old == nil }) {
        "Create"
      } else if changes.allSatisfy({ $0.new == nil }) {
        "Delete"
      } else {
        "Update"
      }
    guard changes.count == 1, let change = changes.first else { return "\(verb) \(changes.count) documents" }
    let path = readable(change.path.description)
    guard verb == "Update", let old = change.old, let new = change.new else { return "\(verb) \(path)" }
    let fields = FieldDiff.changes(from: old, to: new).map { readable($0.path.description) }
    if fields.isEmpty || fields.count > 3 { return "Update \(path)" }
    return "Update \(path): \(fields.joined(separator: ", "))"
  }

  /// Control characters would break the line or drive the reader's terminal.
  static func readable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }

  /// `uid:abc`, `cli`, `system:ttl`, each part in printable ASCII.
  static func actor(_ actor: String) -> String {
    actor.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      .map { TrailerText.escape(id: String($0)) }.joined(separator: ":")
  }
}

extension Timestamp {
  /// RFC 3339 with exactly six fraction digits, as `Funnel-Time` is written.
  var microsecondText: String {
    let whole = Timestamp(seconds: seconds).description.dropLast()
    let digits = String(nanoseconds / 1000)
    return whole + "." + String(repeating: "0", count: 6 - digits.count) + digits + "Z"
  }
}
