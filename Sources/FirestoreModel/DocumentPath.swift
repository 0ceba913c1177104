/// A document's path below the database's root: `users/u1/personas/p1`. Raw ids, an even number of them.
///
/// Sorted as Firestore sorts `__name__`: id by id, `__id7__` by number first, else by UTF-8 bytes.
public struct DocumentPath: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Collection id, document id, and so on by turns.
  public let segments: [String]

  /// Reads ids joined by `/`; nothing is unescaped.
  public init(_ text: String) throws(ModelError) {
    try self.init(segments: ResourceID.split(text))
  }

  /// - Throws: `name/…` for an id that cannot be one, `name/shape` when the number of ids is odd.
  public init(segments: [String]) throws(ModelError) {
    guard !segments.isEmpty, segments.count % 2 == 0 else {
      throw ModelError(
        code: "name/shape",
        message: "\"\(ModelError.excerpt(segments.joined(separator: "/")))\" is no document's path: "
          + Self.fault(segments),
        hint: "a document's path is collection/document, or collection/document/collection/document")
    }
    try ResourceID.check(path: segments)
    self.segments = segments
  }

  private static func fault(_ segments: [String]) -> String {
    if segments.count <= 1, segments.first?.isEmpty != false { return "it is empty" }
    if segments.contains(where: \.isEmpty) { return "it begins or ends with a slash, or has two in a row" }
    return "it has \(segments.count) \(segments.count == 1 ? "part" : "parts")"
  }

  /// A path whose ids are known to be right.
  package init(checked segments: [String]) { self.segments = segments }

  /// The document's id.
  public var id: String { segments[segments.count - 1] }

  /// The collection that holds the document.
  public var collection: CollectionPath { CollectionPath(checked: Array(segments.dropLast())) }

  /// The path of a subcollection of this document.
  public func collection(_ id: String) throws(ModelError) -> CollectionPath {
    try CollectionPath(segments: segments + [id])
  }

  public var description: String { segments.joined(separator: "/") }

  /// Bytes of `description`.
  public var byteCount: Int { segments.reduce(segments.count - 1) { $0 + $1.utf8.count } }

  public static func == (left: Self, right: Self) -> Bool { ResourceID.equal(left.segments, right.segments) }
  public static func < (left: Self, right: Self) -> Bool {
    ResourceID.compare(left.segments, right.segments) < 0
  }
  public func hash(into hasher: inout Hasher) { ResourceID.hash(segments, into: &hasher) }
}
