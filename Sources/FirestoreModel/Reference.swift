/// A database by its project's id and its own: `projects/demo/databases/(default)`.
public struct DatabaseName: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let project: String
  /// `(default)` unless named.
  public let database: String

  /// - Throws: `name/database` when an id is empty or has other than letters, digits and `- _ . : ( )`.
  public init(project: String, database: String = "(default)") throws(ModelError) {
    for id in [project, database] where id.isEmpty || !id.utf8.allSatisfy(Self.isAllowed) {
      throw ModelError(
        code: "name/database",
        message: "\"\(ModelError.excerpt(id))\" cannot name a project or database: "
          + (id.isEmpty ? "it is empty" : "only letters, digits and - _ . : ( ) can stand in such a name"))
    }
    self.project = project
    self.database = database
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }

  public var description: String { "projects/\(project)/databases/\(database)" }

  public static func == (left: Self, right: Self) -> Bool {
    UTF8Order.equal(left.project, right.project) && UTF8Order.equal(left.database, right.database)
  }
  public static func < (left: Self, right: Self) -> Bool { compare(left, right) < 0 }
  public func hash(into hasher: inout Hasher) {
    UTF8Order.hash(project, into: &hasher)
    UTF8Order.hash(database, into: &hasher)
  }

  static func compare(_ a: DatabaseName, _ b: DatabaseName) -> Int {
    let projects = UTF8Order.compare(a.project, b.project)
    return projects != 0 ? projects : UTF8Order.compare(a.database, b.database)
  }
}

/// A value that points to a document, of this database or another.
public struct Reference: Hashable, Sendable, CustomStringConvertible {
  /// nil: the database that holds the value.
  public let database: DatabaseName?
  public let path: DocumentPath

  public init(database: DatabaseName? = nil, path: DocumentPath) {
    self.database = database
    self.path = path
  }

  /// `users/u1`, or `/projects/P/databases/D/documents/users/u1` of another database: the file form's text.
  public var description: String {
    guard let database else { return path.description }
    return "/\(database)/documents/\(path)"
  }

  /// This database first, then others by name; then by path. Negative, zero or positive.
  static func compare(_ a: Reference, _ b: Reference) -> Int {
    switch (a.database, b.database) {
    case (nil, nil): break
    case (nil, _?): return -1
    case (_?, nil): return 1
    case (let left?, let right?):
      let order = DatabaseName.compare(left, right)
      if order != 0 { return order }
    }
    return ResourceID.compare(a.path.segments, b.path.segments)
  }
}
