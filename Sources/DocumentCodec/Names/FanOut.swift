public import FirestoreModel
internal import Diagnostics
internal import Hashing

/// Which collections are spread over folders by the hash of the id, and by how many hex digits.
///
/// Patterns are those of `funnel.json`'s `fanOut`: `users`, `users/{userId}/analyses`. A literal document id beats a
/// wildcard at the first difference; the names of wildcards do not matter.
public struct FanOut: Sendable, Equatable {
  /// Segments of a pattern; nil is a wildcard.
  private struct Pattern: Sendable, Equatable {
    var segments: [String?]
    var digits: Int
    var text: String
  }

  /// The more literal first, so that the first match is the one that holds.
  private var patterns: [Pattern]

  /// No collection is fanned out.
  public static let none = FanOut()

  private init() { patterns = [] }

  /// - Throws: `fan-out/digits` unless 1 to 4, `fan-out/pattern` for what is no collection's pattern,
  ///   `fan-out/duplicate` for two that differ only in the names of wildcards.
  public init(patterns: [String: Int]) throws(CodecError) {
    self.init()
    // Sorted, so that of several faults the same one is named each time.
    for (text, digits) in patterns.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      guard (1...4).contains(digits) else {
        throw CodecError(
          code: "fan-out/digits", message: "fanOut of \"\(text)\" is 1 to 4 hex digits, found \(digits)",
          hint: "leave a collection out to keep it flat", kind: .configuration)
      }
      let segments = try Self.segments(of: text)
      if let twin = self.patterns.first(where: { Self.same($0.segments, segments) }) {
        throw CodecError(
          code: "fan-out/duplicate",
          message: "fanOut names one collection twice: \"\(twin.text)\" and \"\(text)\"",
          hint: "keep one of the two", kind: .configuration)
      }
      self.patterns.append(Pattern(segments: segments, digits: digits, text: text))
    }
    self.patterns.sort { Self.precedes($0.segments, $1.segments) }
  }

  /// The same digits for every collection; names of wildcards do not count.
  public static func == (left: FanOut, right: FanOut) -> Bool {
    left.patterns.elementsEqual(right.patterns) { $0.digits == $1.digits && same($0.segments, $1.segments) }
  }

  /// Digits by pattern, as in `funnel.json`.
  public var settings: [String: Int] {
    Dictionary(patterns.map { ($0.text, $0.digits) }, uniquingKeysWith: { first, _ in first })
  }

  /// The digits that suit a collection of so many documents: from 1,000 up the fewest that leave at most 50 a folder.
  public static func recommendedDigits(forCount count: Int) -> Int {
    guard count >= 1_000 else { return 0 }
    var digits = 1
    while digits < 4, count > 50 << (4 * digits) { digits += 1 }
    return digits
  }

  /// Hex digits for a collection; 0 when it is flat.
  public func digits(for collection: CollectionPath) -> Int { digits(for: collection.segments[...]) }

  func digits(for collection: ArraySlice<String>) -> Int {
    patterns.first { Self.matches($0.segments, collection) }?.digits ?? 0
  }

  /// The folders of an id: with 3 digits `["=3f", "=a"]`, from SHA-256 of its UTF-8.
  public func folders(for id: String, digits: Int) -> [String] { Self.folders(for: id, digits: digits) }

  /// The folders of an id; none for 0 digits.
  public static func folders(for id: String, digits: Int) -> [String] {
    guard digits > 0 else { return [] }
    let hash = Digest.sha256(Array(id.utf8))
    var folders: [String] = []
    var done = 0
    while done < min(digits, 2 * hash.count) {
      let byte = hash[done / 2]
      let count = min(digits - done, 2)
      folders.append(
        String(unsafeUninitializedCapacity: 1 + count) { buffer in
          buffer[0] = 0x3D
          buffer[1] = digit(byte >> 4)
          if count == 2 { buffer[2] = digit(byte & 15) }
          return 1 + count
        })
      done += 2
    }
    return folders
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 | value : 0x57 &+ value }

  private static func segments(of text: String) throws(CodecError) -> [String?] {
    let parts = text.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
    guard parts.count % 2 == 1 else {
      throw CodecError(
        code: "fan-out/pattern",
        message: "\"\(text)\" is no collection's pattern: it has \(parts.count) parts",
        hint: "write users, or users/{userId}/personas", kind: .configuration)
    }
    var segments: [String?] = []
    for (index, part) in parts.enumerated() {
      let isWildcard = part.utf8.first == 0x7B && part.utf8.last == 0x7D
      if isWildcard, index % 2 == 1, part.utf8.count > 2 {
        segments.append(nil)
        continue
      }
      guard !isWildcard else {
        throw CodecError(
          code: "fan-out/pattern", message: "\"\(text)\": \(part) cannot stand for a collection",
          hint: "wildcards with a name stand for documents, as in users/{userId}/personas",
          kind: .configuration)
      }
      do throws(ModelError) {
        try ResourceID.check(part, as: index % 2 == 0 ? .collection : .document)
      } catch {
        throw CodecError(
          code: "fan-out/pattern", message: "\"\(text)\" is no collection's pattern: \(error.message)",
          hint: error.hint, kind: .configuration)
      }
      segments.append(part)
    }
    return segments
  }

  private static func matches(_ pattern: [String?], _ path: ArraySlice<String>) -> Bool {
    guard pattern.count == path.count else { return false }
    // From the end: the collection's own id tells most apart.
    for (segment, id) in zip(pattern.reversed(), path.reversed()) {
      if let segment, !segment.utf8.elementsEqual(id.utf8) { return false }
    }
    return true
  }

  private static func same(_ a: [String?], _ b: [String?]) -> Bool {
    a.elementsEqual(b) { left, right in
      switch (left, right) {
      case (nil, nil): true
      case (let left?, let right?): left.utf8.elementsEqual(right.utf8)
      default: false
      }
    }
  }

  /// Shorter first; then at the first difference a literal before a wildcard, else by bytes.
  private static func precedes(_ a: [String?], _ b: [String?]) -> Bool {
    if a.count != b.count { return a.count < b.count }
    for (left, right) in zip(a, b) {
      switch (left, right) {
      case (nil, nil): continue
      case (_?, nil): return true
      case (nil, _?): return false
      case (let left?, let right?):
        if left.utf8.elementsEqual(right.utf8) { continue }
        return left.utf8.lexicographicallyPrecedes(right.utf8)
      }
    }
    return false
  }
}
