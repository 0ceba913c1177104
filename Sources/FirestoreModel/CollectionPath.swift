/// A collection's path below the database's root: `users`, `users/u1/personas`. Raw ids, an odd number of them.
public struct CollectionPath: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Collection id, document id, and so on by turns.
  public let segments: [String]

  /// Reads ids joined by `/`; nothing is unescaped.
  public init(_ text: String) throws(ModelError) {
    try self.init(segments: ResourceID.split(text))
  }

  /// - Throws: `name/…` for an id that cannot be one, `name/shape` when the number of ids is even.
  public init(segments: [String]) throws(ModelError) {
    guard segments.count % 2 == 1 else {
      throw ModelError(
        code: "name/shape",
        message: "\"\(ModelError.excerpt(segments.joined(separator: "/")))\" is no collection's path: "
          + "it has \(segments.count) parts",
        hint: "a collection's path is collection, or collection/document/collection")
    }
    try ResourceID.check(path: segments)
    self.segments = segments
  }

  init(checked segments: [String]) { self.segments = segments }

  /// The collection's id: its last segment.
  public var id: String { segments[segments.count - 1] }

  /// The document that the collection lies below; nil at the root.
  public var parent: DocumentPath? {
    segments.count == 1 ? nil : DocumentPath(checked: Array(segments.dropLast()))
  }

  /// The document of that id in this collection.
  public func document(_ id: String) throws(ModelError) -> DocumentPath {
    try DocumentPath(segments: segments + [id])
  }

  public var description: String { segments.joined(separator: "/") }

  public static func == (left: Self, right: Self) -> Bool { ResourceID.equal(left.segments, right.segments) }
  public static func < (left: Self, right: Self) -> Bool {
    ResourceID.compare(left.segments, right.segments) < 0
  }
  public func hash(into hasher: inout Hasher) { ResourceID.hash(segments, into: &hasher) }
}
