import JSON

/// JSON Schema's equality (core §4.2.2): numbers by value, strings by their code points, objects without order.
///
/// Recursion is bounded by the parser's nesting limit; work by `budget`, which falls to 0 on hostile input.
struct Equality {
  /// Comparisons left.
  var budget: Int

  mutating func equal(_ a: JSONTape, _ i: Int, _ b: JSONTape, _ j: Int) -> Bool {
    let kind = a.nodes[i].kind
    guard kind == b.nodes[j].kind, budget > 0 else { return false }
    budget &-= 1
    switch kind {
    case .null: return true
    case .boolean: return a.nodes[i].isTrue == b.nodes[j].isTrue
    case .number: return Self.equalNumbers(a, i, b, j)
    case .string: return Self.equalStrings(a, i, b, j)
    case .array:
      guard a.nodes[i].count == b.nodes[j].count else { return false }
      var left = i + 1
      var right = j + 1
      for _ in 0..<a.nodes[i].count {
        guard equal(a, left, b, right) else { return false }
        left = Int(a.nodes[left].next)
        right = Int(b.nodes[right].next)
      }
      return true
    case .object: return equalObjects(a, i, b, j)
    }
  }

  /// Objects are mostly written in the same order, so the search for a key goes on from the last one found.
  private mutating func equalObjects(_ a: JSONTape, _ i: Int, _ b: JSONTape, _ j: Int) -> Bool {
    let count = a.nodes[i].count
    guard count == b.nodes[j].count else { return false }
    let end = Int(b.nodes[j].next)
    var key = i + 1
    var candidate = j + 1
    for _ in 0..<count {
      var tries = 0
      while true {
        if candidate >= end { candidate = j + 1 }
        budget &-= 1
        guard tries < count, budget > 0 else { return false }
        if Self.equalStrings(a, key, b, candidate) { break }
        candidate = Int(b.nodes[candidate + 1].next)
        tries += 1
      }
      guard equal(a, key + 1, b, candidate + 1) else { return false }
      key = Int(a.nodes[key + 1].next)
      candidate = Int(b.nodes[candidate + 1].next)
    }
    return true
  }

  static func equalStrings(_ a: JSONTape, _ i: Int, _ b: JSONTape, _ j: Int) -> Bool {
    if !a.nodes[i].hasEscapes, !b.nodes[j].hasEscapes { return a.content(i).equals(b.content(j)) }
    return a.decoded(i) == b.decoded(j)
  }

  static func equalNumbers(_ a: JSONTape, _ i: Int, _ b: JSONTape, _ j: Int) -> Bool {
    if a.nodes[i].isIntegerSyntax, b.nodes[j].isIntegerSyntax, let left = a.int64(i), let right = b.int64(j) {
      return left == right
    }
    return Decimal.compare(Decimal(a.token(i)), Decimal(b.token(j))) == 0
  }

  /// Equal values have equal hashes.
  static func hash(_ tape: JSONTape, _ index: Int) -> UInt64 {
    let node = tape.nodes[index]
    let kind = UInt64(node.kind.rawValue)
    switch node.kind {
    case .null: return 0x11
    case .boolean: return node.isTrue ? 0x21 : 0x22
    case .number: return Decimal(tape.token(index)).hash
    case .string:
      if node.hasEscapes {
        return tape.decoded(index).withUnsafeBufferPointer { UInt64($0.tableHash) &* 31 &+ kind }
      }
      return UInt64(tape.content(index).tableHash) &* 31 &+ kind
    case .array:
      var hash = kind
      var child = index + 1
      for _ in 0..<node.count {
        hash = hash &* 0x100_0000_01B3 &+ Self.hash(tape, child)
        child = Int(tape.nodes[child].next)
      }
      return hash
    case .object:
      var hash = kind
      var key = index + 1
      for _ in 0..<node.count {
        hash = hash &+ ((Self.hash(tape, key) &* 0x9E37_79B9_7F4A_7C15) ^ Self.hash(tape, key + 1))
        key = Int(tape.nodes[key + 1].next)
      }
      return hash
    }
  }
}
