/// Bytes that Firestore counts for documents, names and values (Firestore: storage size calculations).
///
/// The page leaves open what empty arrays and maps count; recorded from the emulator: one byte each, and no other map
/// has an overhead of its own.
public enum StorageSize {
  /// Name, fields and 32 bytes. A nil path counts as a name without ids.
  public static func document(_ fields: Fields, at path: DocumentPath?) -> Int {
    name(path?.segments ?? []) + entries(fields) + 32
  }

  /// 16 bytes and each id: 8 for a number (`__id7__`), else its bytes and one.
  public static func name(_ path: DocumentPath) -> Int { name(path.segments) }

  private static func name(_ segments: [String]) -> Int {
    segments.reduce(16) { $0 + (ResourceID.number($1) == nil ? $1.utf8.count + 1 : 8) }
  }

  /// Of a value alone. Recursion goes as deep as the value, so check its depth first.
  public static func value(_ value: Value) -> Int {
    switch value {
    case .null, .boolean: 1
    case .integer, .double, .timestamp: 8
    case .string(let string): string.utf8.count + 1
    case .bytes(let bytes): bytes.count
    case .reference(let reference): name(reference.path)
    case .geoPoint: 16
    case .array(let elements): elements.isEmpty ? 1 : elements.reduce(0) { $0 + Self.value($1) }
    case .vector(let numbers): 8 * numbers.count
    case .map(let fields): fields.isEmpty ? 1 : entries(fields)
    }
  }

  private static func entries(_ fields: Fields) -> Int {
    fields.entries.reduce(0) { $0 + $1.key.utf8.count + 1 + value($1.value) }
  }
}
