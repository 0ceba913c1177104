import JSON

/// What to write instead, where that is sure: a corrected value is only ever told when the schema takes it.
extension Explainer {
  /// What a value has wrong.
  enum Mistake {
    /// A string where a number belongs, a plain value where a tag or an array does.
    case kind
    /// It is none of the constants: perhaps in quotes, or without them.
    case constant
    /// A string without its format: perhaps a date in another one.
    case format
  }

  /// A hint for a value of the wrong kind or form: `write { "$timestamp": "2026-01-31T09:30:00Z" }`; nil if nothing
  /// that could be meant fits.
  mutating func repair(_ node: Int, _ fault: Mistake = .kind) -> String? {
    guard place >= 0, repairsLeft > 0, tape.nodes[node].length <= 60 else { return nil }
    // Looking for one costs too, where a schema has many alternatives.
    repairsLeft -= 1
    let raw = String(decoding: tape.token(node), as: UTF8.self)
    guard !raw.utf8.contains(0x0A) else { return nil }
    let wrappers = wrappers(place, depth: 0)
    for (text, words) in candidates(node, raw, wrappers, fault) where fits(text) { return words }
    guard fault == .kind else { return nil }
    if let wrapper = wrappers.first(where: { $0.example != nil }), let example = wrapper.example {
      return "\(wrapper.noun) is written \(example)"
    }
    return nil
  }

  /// Values that may be meant, the likeliest first, each with what to say.
  private func candidates(
    _ node: Int, _ raw: String, _ wrappers: [Wrapper], _ fault: Mistake
  ) -> [(text: String, words: String)] {
    var found: [(String, String)] = []
    func write(_ text: String) { found.append((text, "write \(text)")) }
    let kind = tape.nodes[node].kind
    var dates: [String] = []
    if kind == .string {
      let text = tape.string(node)
      dates = DateSpelling.corrected(text).map { JSONValue.string($0).compact() }
      if fault == .format { dates.forEach(write) }
      // `[1]` in quotes is text, not a list that somebody quoted.
      if fault != .format, text.utf8.first.map({ $0 != 0x5B && $0 != 0x7B }) ?? false {
        found.append((text, "write \(Words.cut(text)) without quotes"))
      }
    }
    if fault == .format { return found }
    if kind == .number || kind == .boolean { write("\"\(raw)\"") }
    guard fault == .kind else { return found }
    for wrapper in wrappers {
      let key = JSONValue.string(wrapper.member).compact()
      for value in [raw] + dates { write("{ \(key): \(value) }") }
      if kind == .number { write("{ \(key): \"\(raw)\" }") }
    }
    switch kind {
    case .array where tape.nodes[node].count == 1:
      write(String(decoding: tape.token(node + 1), as: UTF8.self))
    case .object where tape.nodes[node].count == 1:
      write(String(decoding: tape.token(node + 2), as: UTF8.self))
      write("[\(raw)]")
    case .array: break
    default: write("[\(raw)]")
    }
    return found
  }

  /// The wrappers that a block takes.
  private func wrappers(_ block: BlockIndex, depth: Int) -> [Wrapper] {
    guard depth < 8 else { return [] }
    if let wrapper = wrapper(block) { return [wrapper] }
    var found: [Wrapper] = []
    for index in machine.blocks[Int(block)].keywords.range {
      let instruction = tables.keywords[index].instruction
      switch instruction {
      case .ref, .anyOf, .oneOf, .allOf:
        for child in instruction.inPlaceBlocks(tables).prefix(200) where found.count < 20 {
          found += wrappers(child, depth: depth + 1)
        }
      default: continue
      }
    }
    return found
  }

  /// Whether another value would do in the place under explanation.
  private mutating func fits(_ text: String) -> Bool {
    guard repairsLeft > 0, let value = try? JSONText(parsing: Array(text.utf8)) else { return false }
    repairsLeft -= 1
    let (program, block) = (machine.program, place)
    return value.withTape { tape in
      Machine.run(program, tape) { $0.check(block, 0, Machine.noFrame) && $0.undecided == nil }
    }
  }
}

/// Dates and times as people write them, in the form of RFC 3339.
enum DateSpelling {
  /// What a text may have meant: a date alone is midnight, a missing zone is UTC, a missing second is 0. Real dates are
  /// the schema's to tell.
  static func corrected(_ text: String) -> [String] {
    var bytes = Array(text.utf8)
    guard (10...40).contains(bytes.count), bytes[4] == 0x2D, bytes[7] == 0x2D,
      bytes[..<4].allSatisfy(\.isDigit)
    else { return [] }
    if bytes.count == 10 { return [text + "T00:00:00Z"] }
    guard bytes[10] == 0x20 || bytes[10] | 0x20 == 0x74 else { return [] }
    bytes[10] = 0x54
    if let last = bytes.indices.last, bytes[last] == 0x7A { bytes[last] = 0x5A }
    var zone: [UInt8] = [0x5A]
    if let start = bytes[11...].firstIndex(where: { $0 == 0x5A || $0 == 0x2B || $0 == 0x2D }) {
      zone = Array(bytes[start...])
      bytes.removeSubrange(start...)
    }
    if bytes.last == 0x20 { bytes.removeLast() }
    if bytes.count == 16 { bytes += Array(":00".utf8) }
    if bytes.count > 20 {
      let digits = bytes.count - 20
      guard digits <= 6 else { return [] }
      bytes += [UInt8](repeating: 0x30, count: digits <= 3 ? 3 - digits : 6 - digits)
    }
    let result = String(decoding: bytes + zone, as: UTF8.self)
    return result == text ? [] : [result]
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self &- 0x30 < 10 }
}
