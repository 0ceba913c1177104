public import FirestoreModel

/// Random fields of every type, and random edits of them.
public struct RandomFields {
  public var random: SeededGenerator

  public init(random: SeededGenerator) { self.random = random }

  private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

  /// A document's worth.
  public mutating func fields(_ depth: Int = 0) -> Fields {
    Fields(unsorted: (0..<below(6)).map { _ in (name(), value(depth + 1)) })
  }

  private mutating func name() -> String {
    ["a", "b", "c", "$d", "a/b", "m~n", "é", "0", "list", "-"][below(10)]
  }

  private mutating func text() -> String {
    let words = ["one", "two", "three", "four", "日本", "\n", "\"", "e\u{301}", ".", "~"]
    return (0..<below(below(4) == 0 ? 30 : 3)).map { _ in words[below(words.count)] }.joined(separator: " ")
  }

  /// A value of any type; an array holds no array and no vector.
  public mutating func value(_ depth: Int, inArray: Bool = false) -> Value {
    switch below(depth > 4 ? 10 : 14) {
    case 0: return .null
    case 1: return .boolean(below(2) == 0)
    case 2: return .integer([0, 1, -1, .max, .min, 1 << 53][below(6)])
    case 3: return .double([0, -0.0, 1, 0.1, .nan, .infinity, 1e300][below(7)])
    case 4: return .timestamp(Timestamp(seconds: Int64(below(4)), nanoseconds: Int32(below(3)) * 1_000))
    case 5: return .string(text())
    case 6: return .bytes((0..<below(4)).map { UInt8($0) })
    case 7:
      guard let path = try? DocumentPath("users/u\(below(3))") else { return .null }
      return .reference(Reference(path: path))
    case 8: return .geoPoint(GeoPoint(latitude: Double(below(90)), longitude: -0.5))
    case 9: return inArray ? .integer(Int64(below(3))) : .vector((0...below(3)).map { Double($0 + below(2)) })
    case 10, 11:
      guard !inArray else { return .map(fields(depth)) }
      return .array((0..<below(8)).map { _ in value(depth + 1, inArray: true) })
    default: return .map(fields(depth))
    }
  }

  /// The same with some changes.
  public mutating func edited(_ old: Fields, _ depth: Int = 0) -> Fields {
    var result = old
    for _ in 0..<(1 + below(3)) {
      guard let entry = result.entries.randomElement(using: &random), below(4) > 0 else {
        result[name()] = value(depth + 1)
        continue
      }
      switch (below(5), entry.value) {
      case (0, _): result[entry.key] = nil
      case (1...3, .map(let inner)): result[entry.key] = .map(edited(inner, depth + 1))
      case (1...3, .array(let elements)): result[entry.key] = .array(edited(elements, depth + 1))
      case (1...3, .string(let text)): result[entry.key] = .string(text + " more")
      default: result[entry.key] = value(depth + 1)
      }
    }
    return result
  }

  private mutating func edited(_ old: [Value], _ depth: Int) -> [Value] {
    var result = old
    for _ in 0..<(1 + below(3)) {
      let place = below(result.count + 1)
      switch below(5) {
      case 0 where place < result.count: result.remove(at: place)
      case 1 where place < result.count:
        let element = result.remove(at: place)
        result.insert(element, at: below(result.count + 1))
      case 2: result.shuffle(using: &random)
      case 3 where place < result.count:
        if case .map(let inner) = result[place] { result[place] = .map(edited(inner, depth + 1)) }
      default: result.insert(value(depth + 1, inArray: true), at: place)
      }
    }
    return result
  }
}
