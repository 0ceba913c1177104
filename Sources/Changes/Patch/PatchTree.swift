internal import JSON

/// What patches ask of JSON trees.
enum PatchTree {
  /// An object that is one value in the file form: `{"$timestamp": …}`. Its inside is no place to patch.
  static func isTag(_ value: JSONValue) -> Bool {
    guard case .object(let members) = value, members.count == 1 else { return false }
    let key = members[0].0.utf8
    return key.first == 0x24 && key.dropFirst().first != 0x24
  }

  static func index(of key: String, in members: [(String, JSONValue)]) -> Int? {
    members.firstIndex { $0.0.utf8.elementsEqual(key.utf8) }
  }

  /// Equality as RFC 6902 §4.6 has it: numbers by value, members in any order.
  static func isEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
    switch (left, right) {
    case (.array(let a), .array(let b)): return a.count == b.count && zip(a, b).allSatisfy(isEqual)
    case (.object(let a), .object(let b)):
      guard a.count == b.count else { return false }
      // As a rule both are sorted.
      if zip(a, b).allSatisfy({ $0.0.utf8.elementsEqual($1.0.utf8) }) {
        return zip(a, b).allSatisfy { isEqual($0.1, $1.1) }
      }
      let places = Dictionary(
        b.enumerated().map { (ByteSlice($1.0), $0) }, uniquingKeysWith: { first, _ in first })
      return a.allSatisfy { member in
        places[ByteSlice(member.0)].map { isEqual(member.1, b[$0].1) } ?? false
      }
    case (.int(let a), .double(let b)), (.double(let b), .int(let a)): return Int64(exactly: b) == a
    case (.double(let a), .double(let b)): return a == b
    default: return left == right
    }
  }

  /// How many values a tree has, itself included; counting ends above `limit`. Nil: deeper than any document may be.
  static func size(_ value: JSONValue, limit: Int, depth: Int = 0) -> Int? {
    guard depth < 200 else { return nil }
    var total = 1
    func add(_ child: JSONValue) -> Bool {
      guard let size = size(child, limit: limit - total, depth: depth + 1) else { return false }
      total += size
      return true
    }
    switch value {
    case .array(let elements):
      for element in elements where total <= limit { if !add(element) { return nil } }
    case .object(let members):
      for member in members where total <= limit { if !add(member.1) { return nil } }
    default: break
    }
    return total
  }
}
