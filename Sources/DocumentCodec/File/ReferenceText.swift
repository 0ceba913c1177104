internal import FirestoreModel

/// The text of a `$reference`: ids joined by `/`, or `/projects/P/databases/D/documents/…` of another database.
enum ReferenceText {
  static func parse(_ text: String) throws(ModelError) -> Reference {
    guard text.utf8.first == 0x2F else {
      let path = try DocumentPath(text)
      return Reference(path: path)
    }
    let parts = text.utf8.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
    guard parts.count > 5, parts[0] == "projects", parts[2] == "databases", parts[4] == "documents" else {
      throw ModelError(
        code: "document/reference",
        message: "a reference that starts with / names another database: /projects/P/databases/D/documents/…",
        hint: "for a document of this database leave out the leading /, as in users/u1")
    }
    return Reference(
      database: try DatabaseName(project: parts[1], database: parts[3]),
      path: try DocumentPath(segments: Array(parts[5...])))
  }
}
