/// Firestore's limits, each with its source, and the check of a whole document against them.
public enum Limits {
  /// Of a document, by the storage-size formula (Firestore: usage and limits, "1 MiB (1,048,576 bytes)").
  public static let documentByteCount = 1_048_576
  /// Maps and arrays within each other (Firestore: usage and limits, "maximum depth of fields in a map or array").
  public static let valueDepth = 20
  /// Of a document's or collection's id (Firestore: usage and limits).
  public static let idByteCount = 1_500
  /// Of a document's path below `documents/` (Firestore: usage and limits, "maximum size for a document name: 6 KiB").
  public static let pathByteCount = 6_144
  /// Collections within documents within collections (Firestore: usage and limits, "maximum depth of subcollections").
  public static let collectionDepth = 100
  static let pathSegmentCount = 2 * collectionDepth
  /// Of a field's name (Firestore: usage and limits).
  public static let fieldNameByteCount = 1_500
  /// Parts of a field path: no longer one can lead anywhere in a document, so this bounds work, not data.
  public static let fieldPathSegmentCount = 100
  /// Dimensions of a vector (Firestore: vector search, limitations).
  public static let vectorCount = 2_048
}
