/// What a parse accepts beyond the grammar's own rules.
public struct JSONOptions: Sendable {
  /// What happens when a key stands twice in one object (RFC 8259 §4 leaves it open).
  public enum DuplicateKeys: Sendable {
    /// An error that names both places.
    case reject
    /// The last one holds; the earlier ones are not seen through the cursor.
    case lastWins
  }

  /// The deepest that any program may ask for: readers of a tree may recurse this far.
  public static let deepest = 1_000
  /// The most bytes that a text may ever have; offsets and counts of the tape rely on it.
  public static let largest = 64 << 20

  /// Arrays and objects inside each other, the outermost counted as one; at most `deepest`.
  public var maximumDepth: Int
  /// Bytes of the whole text; at most `largest`.
  public var maximumByteCount: Int
  /// See `DuplicateKeys`.
  public var duplicateKeys: DuplicateKeys

  /// Strict by default: 200 levels, 64 MiB, a key that stands twice is an error.
  public init(
    maximumDepth: Int = 200, maximumByteCount: Int = 64 << 20, duplicateKeys: DuplicateKeys = .reject
  ) {
    self.maximumDepth = maximumDepth
    self.maximumByteCount = maximumByteCount
    self.duplicateKeys = duplicateKeys
  }
}
