internal import FirestoreModel
internal import JSON

/// Names as requests give them: a document's full resource name, or its path below `documents/`.
enum WireName {
  /// The name of a document that a write is about.
  ///
  /// - Returns: the database only when the name gives it.
  static func document(_ node: JSONNode) throws(WireFault) -> (database: DatabaseName?, path: DocumentPath) {
    guard let text = node.string else { throw .invalid("TYPE_STRING", node) }
    guard !text.isEmpty else {
      throw .refused("name/empty", "Document name \"\" lacks \"projects\" at index 0.", node)
    }
    guard let name = try full(text, node) else { return (nil, try bare(text, node)) }
    if let database = name.database, !database.database.utf8.elementsEqual("(default)".utf8) {
      throw .refused(
        "name/database",
        "Document name \"\(excerpt(text))\" is of the database \"\(database.database)\"; "
          + "only \"(default)\" can be written", node)
    }
    return name
  }

  /// A reference in a value.
  ///
  /// - Parameter own: the database of the write's own document; nil when its name is a bare path.
  static func reference(_ node: JSONNode, own: DatabaseName?) throws(WireFault) -> Reference {
    guard let text = node.string else { throw .invalid("TYPE_STRING", node) }
    if let (database, path) = try full(text, node) {
      return Reference(database: database == own ? nil : database, path: path)
    }
    // Recorded: Firestore takes full names only. Bare ones go with documents that are named so themselves.
    guard own == nil, !text.isEmpty else {
      throw .refused(
        "name/resource", "Resource name \"\(excerpt(text))\" lacks \"projects\" at index 0.", node,
        hint: "write it as projects/P/databases/(default)/documents/users/u1")
    }
    return Reference(path: try bare(text, node))
  }

  /// `projects/P/databases/D`.
  static func database(_ node: JSONNode) throws(WireFault) -> DatabaseName {
    guard let text = node.string else { throw .invalid("TYPE_STRING", node) }
    let parts = split(text)
    guard parts.count == 4, matches(parts[0], "projects"), matches(parts[2], "databases") else {
      throw .refused(
        "name/database", "Database name \"\(excerpt(text))\" is not of the form projects/P/databases/D", node)
    }
    return try name(parts, node)
  }

  /// nil when the text has not the form `projects/…/databases/…/documents…`.
  private static func full(
    _ text: String, _ node: JSONNode
  ) throws(WireFault) -> (database: DatabaseName?, path: DocumentPath)? {
    guard text.utf8.starts(with: "projects/".utf8) else { return nil }
    let parts = split(text)
    guard parts.count >= 5, matches(parts[2], "databases"), matches(parts[4], "documents") else { return nil }
    let database = try name(parts, node)
    do throws(ModelError) {
      return (database, try DocumentPath(segments: Array(parts.dropFirst(5))))
    } catch {
      throw .model(error, node)
    }
  }

  private static func name(_ parts: [String], _ node: JSONNode) throws(WireFault) -> DatabaseName {
    do throws(ModelError) {
      return try DatabaseName(project: parts[1], database: parts[3])
    } catch {
      throw .model(error, node)
    }
  }

  private static func bare(_ text: String, _ node: JSONNode) throws(WireFault) -> DocumentPath {
    do throws(ModelError) {
      return try DocumentPath(text)
    } catch {
      throw .model(error, node)
    }
  }

  private static func split(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { String($0) ?? "" }
  }

  private static func matches(_ part: String, _ word: String) -> Bool { part.utf8.elementsEqual(word.utf8) }

  private static func excerpt(_ text: String) -> String {
    text.utf8.count <= 120 ? text : String(text.unicodeScalars.prefix(100).map(Character.init)) + "…"
  }
}
