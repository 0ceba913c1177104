/// A path to a field through maps: `address.city`, `` `a.b`.c ``.
///
/// A segment is bare when it is `[A-Za-z_][A-Za-z_0-9]*`, else quoted in backticks, where `` \` `` and `\\` stand for
/// a backtick and a backslash (google.firestore.v1: StructuredQuery.FieldReference).
public struct FieldPath: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Raw field names, at least one, none empty.
  public let segments: [String]

  /// Reads the quoted form.
  ///
  /// - Throws: `field-path/empty`, `field-path/form` or `field-path/length`.
  public init(_ text: String) throws(ModelError) {
    var scanner = FieldPathScanner(text)
    try self.init(segments: try scanner.segments())
  }

  /// - Throws: `field-path/empty`, `field-path/length`.
  public init(segments: [String]) throws(ModelError) {
    guard !segments.isEmpty, !segments.contains(where: { $0.isEmpty }) else {
      throw ModelError(
        code: "field-path/empty",
        message: segments.isEmpty
          ? "a field path must not be empty"
          : "a field path must not have an empty part")
    }
    guard segments.count <= Limits.fieldPathSegmentCount else {
      throw ModelError(
        code: "field-path/length",
        message:
          "a field path has \(segments.count) parts; at most \(Limits.fieldPathSegmentCount) are allowed")
    }
    self.segments = segments
  }

  /// Takes segments as they are: of a document that was read, whose names need not be legal.
  package init(checked segments: [String]) { self.segments = segments }

  /// The path of one segment.
  public init(key: String) throws(ModelError) { try self.init(segments: [key]) }

  /// The quoted form, that `init(_:)` reads back.
  public var description: String { segments.map(Self.quoted).joined(separator: ".") }

  /// Whether `other` is this path or lies below it.
  public func isPrefix(of other: FieldPath) -> Bool {
    segments.count <= other.segments.count && zip(segments, other.segments).allSatisfy(UTF8Order.equal)
  }

  public static func == (left: Self, right: Self) -> Bool { ResourceID.equal(left.segments, right.segments) }
  public static func < (left: Self, right: Self) -> Bool {
    for (a, b) in zip(left.segments, right.segments) {
      let order = UTF8Order.compare(a, b)
      if order != 0 { return order < 0 }
    }
    return left.segments.count < right.segments.count
  }
  public func hash(into hasher: inout Hasher) { ResourceID.hash(segments, into: &hasher) }

  /// One segment as a path spells it.
  public static func quoted(_ segment: String) -> String {
    var isBare = !segment.isEmpty
    for (index, byte) in segment.utf8.enumerated() where !FieldPathScanner.isBare(byte, first: index == 0) {
      isBare = false
      break
    }
    if isBare { return segment }
    var bytes: [UInt8] = [FieldPathScanner.backtick]
    for byte in segment.utf8 {
      if byte == FieldPathScanner.backtick || byte == FieldPathScanner.backslash {
        bytes.append(FieldPathScanner.backslash)
      }
      bytes.append(byte)
    }
    bytes.append(FieldPathScanner.backtick)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Reads the text of a field path.
struct FieldPathScanner {
  static let backtick = UInt8(ascii: "`")
  static let backslash = UInt8(ascii: "\\")

  private let text: String
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  static func isBare(_ byte: UInt8, first: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): !first
    default: false
    }
  }

  mutating func segments() throws(ModelError) -> [String] {
    guard !bytes.isEmpty else { throw fault("is empty", code: "field-path/empty") }
    var segments: [String] = []
    while true {
      segments.append(try segment())
      if index == bytes.count { return segments }
      guard bytes[index] == UInt8(ascii: ".") else { throw fault("needs \".\" after a quoted part") }
      index += 1
    }
  }

  private mutating func segment() throws(ModelError) -> String {
    guard index < bytes.count else { throw fault("ends in \".\"") }
    if bytes[index] == Self.backtick { return try quotedSegment() }
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: ".") {
      guard Self.isBare(bytes[index], first: index == start) else {
        throw fault("has a part that must be quoted in backticks")
      }
      index += 1
    }
    guard index > start else { throw fault("has an empty part") }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func quotedSegment() throws(ModelError) -> String {
    index += 1
    var raw: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == Self.backtick {
        guard !raw.isEmpty else { throw fault("has an empty part") }
        return String(decoding: raw, as: UTF8.self)
      }
      if byte == Self.backslash {
        guard index < bytes.count, bytes[index] == Self.backtick || bytes[index] == Self.backslash else {
          throw fault("has a backslash before something other than a backtick or a backslash")
        }
        raw.append(bytes[index])
        index += 1
      } else {
        raw.append(byte)
      }
    }
    throw fault("has a backtick that is never closed")
  }

  private func fault(_ what: String, code: String = "field-path/form") -> ModelError {
    ModelError(
      code: code, message: "Invalid property path \"\(ModelError.excerpt(text))\": it \(what)",
      hint: "join names by \".\"; a name with other than letters, digits and _ goes in backticks: `a-b`.c")
  }
}
