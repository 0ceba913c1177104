/// Firestore's limits, each with its source, and the check of a whole document against them.
///
/// "Recorded" means: as Google's emulator answers, see `Tests/FirestoreModelTests/Fixtures/README.md`.
public enum Limits {
  /// Of a document, by `StorageSize` (Firestore: usage and limits, "1 MiB (1,048,576 bytes)").
  public static let documentByteCount = 1_048_576
  /// Of one string or bytes value (Firestore: usage and limits, "1 MiB - 89 bytes (1,048,487 bytes)").
  public static let valueByteCount = 1_048_487
  /// Maps and arrays within each other (Firestore: usage and limits). Recorded: an empty array and a vector do not
  /// count, an empty map does.
  public static let valueDepth = 20
  /// Of a document's or collection's id (Firestore: usage and limits).
  public static let idByteCount = 1_500
  /// Of a document's path below `documents/` (Firestore: usage and limits, "maximum size for a document name: 6 KiB").
  public static let pathByteCount = 6_144
  /// Collections within documents within collections (Firestore: usage and limits, "maximum depth of subcollections").
  public static let collectionDepth = 100
  static let pathSegmentCount = 2 * collectionDepth
  /// Of a field's name (Firestore: usage and limits). Recorded: for a nested field it bounds the names from the top
  /// joined by dots, so that a nested name of 1,500 bytes is always too long.
  public static let fieldNameByteCount = 1_500
  /// Parts of a field path: a longer one cannot lead anywhere in a document, so this bounds work, not data.
  public static let fieldPathSegmentCount = 100
  /// Parts of a path in an update mask (recorded: "paths must have at most 20 elements").
  public static let maskPathSegmentCount = 20
  /// Bytes of a path in an update mask, names joined by dots (recorded: 1,499 are taken, 1,500 are not).
  public static let maskPathByteCount = 1_499
  /// Dimensions of a vector (Firestore: vector search, limitations).
  public static let vectorCount = 2_048

  /// Checks a whole document: its values and field names at every level, and its storage size.
  ///
  /// - Parameter path: the document's name, which counts towards the size; nil counts as an empty name.
  /// - Throws: `limits/…`, `field/…` or `value/…`, with the field at fault.
  public static func check(_ fields: Fields, at path: DocumentPath?) throws(ModelError) {
    try ValueCheck.check(fields)
    let size = StorageSize.document(fields, at: path)
    guard size <= documentByteCount else {
      throw ModelError(
        code: "limits/document-size",
        message:
          "the document has \(size) bytes by Firestore's storage size; at most \(documentByteCount) are allowed",
        hint: "split it, or move what is large into documents of a subcollection")
    }
  }
}
