/// The ids of documents and collections: what may be one, and how they sort.
public enum ResourceID {
  /// Which kind of id is meant: only a document's may be a number (`__id7__`).
  public enum Role: Sendable { case document, collection }

  /// Checks an id (Firestore: limits, constraints on document and collection ids).
  ///
  /// Not empty, no `/`, not `.` or `..`, not `__…__` (but `__id<int64>__` names a document by number), at most 1,500
  /// bytes.
  /// - Throws: `name/empty`, `name/slash`, `name/dots`, `name/reserved` or `name/length`.
  public static func check(_ id: String, as role: Role = .document) throws(ModelError) {
    let count = id.utf8.count
    if count == 0 {
      throw ModelError(code: "name/empty", message: "an id must not be empty")
    }
    if count > Limits.idByteCount {
      throw ModelError(
        code: "name/length",
        message:
          "the id \"\(ModelError.excerpt(id))\" has \(count) bytes; at most \(Limits.idByteCount) are allowed"
      )
    }
    if id.utf8.contains(UInt8(ascii: "/")) {
      throw ModelError(
        code: "name/slash", message: "the id \"\(ModelError.excerpt(id))\" must not contain \"/\"")
    }
    if count <= 2, id.utf8.allSatisfy({ $0 == UInt8(ascii: ".") }) {
      throw ModelError(code: "name/dots", message: "the id \"\(id)\" must not be \".\" or \"..\"")
    }
    if isReserved(id), role == .collection || number(id) == nil {
      throw ModelError(
        code: "name/reserved",
        message: "Resource id \"\(ModelError.excerpt(id))\" is invalid because it is reserved.",
        hint: "ids that start and end with \"__\" belong to Firestore")
    }
  }

  /// `__…__` of five bytes or more.
  static func isReserved(_ name: String) -> Bool {
    let bytes = name.utf8
    return bytes.count >= 5 && bytes.starts(with: "__".utf8) && bytes.suffix(2).elementsEqual("__".utf8)
  }

  /// The number of an id of the form `__id7__`: canonical decimal of an int64 other than 0 (recorded), else nil.
  public static func number(_ id: String) -> Int64? {
    let bytes = id.utf8
    guard bytes.count >= 7, bytes.count <= 26, bytes.starts(with: "__id".utf8),
      bytes.suffix(2).elementsEqual("__".utf8)
    else { return nil }
    let digits = String(decoding: bytes.dropFirst(4).dropLast(2), as: UTF8.self)
    guard let number = Int64(digits), number != 0, String(number).utf8.elementsEqual(digits.utf8) else {
      return nil
    }
    return number
  }

  /// Firestore's order of ids: numbers first, by value, then all others by UTF-8 bytes. Negative, zero or positive.
  public static func compare(_ a: String, _ b: String) -> Int {
    // Nearly all ids start otherwise; only then is parsing worth it.
    if a.utf8.first == UInt8(ascii: "_") || b.utf8.first == UInt8(ascii: "_") {
      switch (number(a), number(b)) {
      case (let left?, let right?): return left < right ? -1 : left == right ? 0 : 1
      case (_?, nil): return -1
      case (nil, _?): return 1
      case (nil, nil): break
      }
    }
    return UTF8Order.compare(a, b)
  }

  static func compare(_ a: [String], _ b: [String]) -> Int {
    for index in 0..<min(a.count, b.count) {
      let order = compare(a[index], b[index])
      if order != 0 { return order }
    }
    return a.count - b.count
  }

  static func equal(_ a: [String], _ b: [String]) -> Bool {
    a.elementsEqual(b, by: UTF8Order.equal)
  }

  static func hash(_ segments: [String], into hasher: inout Hasher) {
    hasher.combine(segments.count)
    for segment in segments { UTF8Order.hash(segment, into: &hasher) }
  }

  /// Splits at every `/`, checking each part; the shape (odd, even) is the caller's to judge.
  static func split(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { String($0) ?? "" }
  }

  /// Checks the ids and the length of a whole path.
  static func check(path segments: [String]) throws(ModelError) {
    var byteCount = -1
    for (index, segment) in segments.enumerated() {
      try check(segment, as: index % 2 == 0 ? .collection : .document)
      byteCount += segment.utf8.count + 1
    }
    guard segments.count <= Limits.pathSegmentCount else {
      throw ModelError(
        code: "name/depth",
        message:
          "the path has \(segments.count) parts; subcollections nest at most \(Limits.collectionDepth) deep")
    }
    guard byteCount <= Limits.pathByteCount else {
      throw ModelError(
        code: "name/path-length",
        message: "the path has \(byteCount) bytes; at most \(Limits.pathByteCount) are allowed")
    }
  }
}
