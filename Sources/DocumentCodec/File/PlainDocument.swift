internal import FirestoreModel
public import JSON

/// Tells documents that are surely in order without building their values: nearly all of a store, at a fraction of the
/// cost. What it does not know it leaves to `DocumentFile.decode` and `Limits.check`, which alone say what is wrong.
private struct PlainDocument {
  let tape: JSONTape

  /// A text of n bytes counts at most 4 n for Firestore (`[1,1,…]`: 8 for a number), so this is far from the limits of
  /// a document and of a value.
  static let byteCount = 200_000
  /// Names of this size stay below the limit of a field's path, as deep as `depth` lets them stand.
  private static let nameByteCount = 60
  private static let depth = 18

  /// Recursion is bounded by `depth`.
  func hasPlainMembers(_ object: Int, depth: Int) -> Bool {
    guard depth <= Self.depth else { return false }
    let end = Int(tape.nodes[object].next)
    var key = object + 1
    while key < end {
      guard isPlainName(key), isPlain(key + 1, depth: depth + 1, inArray: false) else { return false }
      key = Int(tape.nodes[key + 1].next)
    }
    return true
  }

  private func isPlainName(_ key: Int) -> Bool {
    let node = tape.nodes[key]
    guard !node.hasEscapes, !node.isSuperseded, node.length >= 3, node.length <= Self.nameByteCount + 2 else {
      return false
    }
    // `$` is the database's, `__` may be.
    let first = tape.bytes[Int(node.offset) + 1]
    return first != 0x24 && (first != 0x5F || tape.bytes[Int(node.offset) + 2] != 0x5F)
  }

  private func isPlain(_ index: Int, depth: Int, inArray: Bool) -> Bool {
    let node = tape.nodes[index]
    switch node.kind {
    case .null, .boolean, .string: return true
    case .number:
      if node.isIntegerSyntax { return node.length <= 16 }
      return node.length <= 24 && !tape.token(index).contains { $0 | 0x20 == 0x65 }
    case .array:
      guard !inArray, depth <= Self.depth else { return false }
      var element = index + 1
      while element < Int(node.next) {
        guard isPlain(element, depth: depth + 1, inArray: true) else { return false }
        element = Int(tape.nodes[element].next)
      }
      return true
    case .object:
      if node.count == 1, tape.bytes[Int(tape.nodes[index + 1].offset) + 1] == 0x24 { return isTime(index) }
      return hasPlainMembers(index, depth: depth)
    }
  }

  /// `{ "$timestamp": … }` with a time in UTC of the years 1000 to 9999; the 29th of February is left to the calendar.
  private func isTime(_ object: Int) -> Bool {
    let key = tape.nodes[object + 1]
    let value = tape.nodes[object + 2]
    guard !key.hasEscapes, value.kind == .string, !value.hasEscapes,
      tape.content(object + 1).elementsEqual("$timestamp".utf8)
    else { return false }
    let text = tape.content(object + 2)
    guard text.count == 20 || text.count == 24 || text.count == 27, text[text.count - 1] == 0x5A else {
      return false
    }
    func two(_ index: Int) -> Int {
      let tens = text[index] &- 0x30
      let ones = text[index + 1] &- 0x30
      return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : 100
    }
    guard text[4] == 0x2D, text[7] == 0x2D, text[10] == 0x54, text[13] == 0x3A, text[16] == 0x3A else {
      return false
    }
    let month = two(5)
    let day = two(8)
    guard two(0) >= 10, two(0) < 100, two(2) < 100, month >= 1, month <= 12, day >= 1, day <= 31,
      two(11) < 24,
      two(14) < 60, two(17) < 60
    else { return false }
    if day > 28, month == 2 || (day == 31 && (month == 4 || month == 6 || month == 9 || month == 11)) {
      return false
    }
    guard text.count > 20 else { return true }
    return text[19] == 0x2E && text[20..<(text.count - 1)].allSatisfy { $0 &- 0x30 < 10 }
  }
}

extension DocumentFile {
  /// Whether a text is surely a document without any fault of its form and within Firestore's limits: `decode` and
  /// `Limits.check` would take it. False says nothing: ask them. Costs one pass over the tape, and no memory.
  public static func isPlain(_ text: JSONText) -> Bool {
    text.withTape { tape in
      guard tape.nodes[0].kind == .object, tape.nodes[0].length <= PlainDocument.byteCount else {
        return false
      }
      return PlainDocument(tape: tape).hasPlainMembers(0, depth: 0)
    }
  }
}
