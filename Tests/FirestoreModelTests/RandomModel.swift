import FirestoreModel

/// Random values with a liking for the edges.
struct RandomModel<Generator: RandomNumberGenerator> {
  var generator: Generator

  mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &generator)] }

  mutating func string() -> String {
    pick(["", "a", "b", "aa", "é", "e\u{301}", "\u{0}", "😀", "\u{FFFF}", "`", "\\", "a.b", "__", "0", "x-y"])
  }

  mutating func key() -> String {
    let key = string()
    return key.isEmpty ? "k" : key
  }

  mutating func double() -> Double {
    pick([
      0, -0.0, 1, -1, 0.5, 1.5, .nan, .infinity, -.infinity, 0x1p53, 0x1p63, -0x1p63,
      .greatestFiniteMagnitude,
      .leastNonzeroMagnitude, 9_007_199_254_740_994,
    ])
  }

  mutating func integer() -> Int64 {
    pick([0, 1, -1, 2, .max, .min, .max - 1, 1 << 53, (1 << 53) + 1, -(1 << 53), 9_223_372_036_854_774_784])
  }

  mutating func path() -> DocumentPath {
    let ids = ["a", "b", "__id7__", "__id10__", "__id-3__", "A", "é", "a-b", "_", "10", "9"]
    var segments: [String] = []
    for _ in 0..<Int.random(in: 1...2, using: &generator) { segments += [pick(["c", "d"]), pick(ids)] }
    guard let path = try? DocumentPath(segments: segments) else { preconditionFailure("ids above are legal") }
    return path
  }

  mutating func value(depth: Int = 0) -> Value {
    switch Int.random(in: 0..<(depth < 3 ? 12 : 10), using: &generator) {
    case 0: return .null
    case 1: return .boolean(pick([false, true]))
    case 2: return .integer(integer())
    case 3: return .double(double())
    case 4:
      return .timestamp(Timestamp(microsecondsSince1970: pick([0, -1, 1, 1_000_000, 1_700_000_000_123_456])))
    case 5: return .string(string())
    case 6: return .bytes(pick([[], [0], [0, 0], [1], [255], [128, 1]]))
    case 7: return .reference(Reference(path: path()))
    case 8: return .geoPoint(GeoPoint(latitude: pick([0, -0.0, 1, -90]), longitude: pick([0, 5, -180])))
    case 9:
      return .vector(
        (0..<Int.random(in: 1...3, using: &generator)).map { _ in pick([0, -0.0, 1, .infinity]) })
    case 10:
      return .array((0..<Int.random(in: 0...3, using: &generator)).map { _ in value(depth: depth + 1) })
    default: return .map(fields(depth: depth + 1))
    }
  }

  mutating func fields(depth: Int = 0) -> Fields {
    Fields(
      unsorted: (0..<Int.random(in: 0...3, using: &generator)).map { _ in (key(), value(depth: depth + 1)) })
  }

  mutating func fieldPath() -> FieldPath {
    let segments = (0..<Int.random(in: 1...3, using: &generator)).map { _ in key() }
    guard let path = try? FieldPath(segments: segments) else { preconditionFailure("keys are not empty") }
    return path
  }
}
