import FirestoreModel
import TestSupport

/// Random documents of the form's whole range, and ids that are awkward as names.
struct RandomDocument {
  var generator: SeededGenerator

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

  mutating func fields(depth: Int = 0) -> Fields {
    Fields(unsorted: (0..<below(below(6) == 0 ? 30 : 5)).map { _ in (text(), value(depth: depth + 1)) })
  }

  mutating func value(depth: Int, inArray: Bool = false) -> Value {
    switch below(depth > 5 ? 10 : 13) {
    case 0: .null
    case 1: .boolean(below(2) == 0)
    case 2: .integer(integer())
    case 3: .double(double(finite: false))
    case 4: .timestamp(timestamp())
    case 5: .string(text())
    case 6: .bytes((0..<below(9)).map { _ in UInt8(truncatingIfNeeded: generator.next()) })
    case 7: reference()
    case 8:
      .geoPoint(GeoPoint(latitude: Double(below(180_001)) / 1_000 - 90, longitude: Double(below(361)) - 180))
    case 9: inArray ? .null : .vector((0...below(4)).map { _ in infiniteOrFinite() })
    case 10:
      inArray ? .map(Fields()) : .array((0..<below(5)).map { _ in value(depth: depth + 1, inArray: true) })
    default: .map(fields(depth: depth))
    }
  }

  mutating func infiniteOrFinite() -> Double {
    let value = double(finite: false)
    return value.isNaN ? 0 : value
  }

  mutating func integer() -> Int64 {
    switch below(3) {
    case 0:
      [0, -1, .max, .min, 9_007_199_254_740_991, 9_007_199_254_740_992, -9_007_199_254_740_992][below(7)]
    case 1: Int64(below(200)) - 100
    default: Int64(bitPattern: generator.next()) >> Int64(below(64))
    }
  }

  mutating func double(finite: Bool) -> Double {
    switch below(4) {
    case 0: return [0, -0.0, 1e-7, 1e21, .leastNonzeroMagnitude, 1, 9_007_199_254_740_994, 0.1][below(8)]
    case 1: return Double(below(20_000)) / 100
    default:
      let value = Double(bitPattern: generator.next())
      if value.isNaN { return finite ? 1 : .nan }
      return finite && value.isInfinite ? 2 : below(20) == 0 && !finite ? .infinity : value
    }
  }

  mutating func timestamp() -> Timestamp {
    let seconds = [Timestamp.minimum.seconds, Timestamp.maximum.seconds, 0, -1][below(4)]
    let unit: Int32 = [1_000, 1_000_000, 1_000_000_000][below(3)]
    let nanoseconds = Int32(below(Int(1_000_000_000 / unit))) * unit
    return Timestamp(
      seconds: below(2) == 0 ? seconds : Int64(below(4_000_000_000)) - 1_000_000_000, nanoseconds: nanoseconds
    )
  }

  mutating func reference() -> Value {
    guard let path = try? DocumentPath(segments: (0..<(2 + 2 * below(3))).map { _ in id() }) else {
      return .null
    }
    let database = below(3) == 0 ? try? DatabaseName(project: "demo", database: "(default)") : nil
    return .reference(Reference(database: database, path: path))
  }

  mutating func text() -> String {
    let alphabet: [UInt32] = [
      0x24, 0x24, 0x61, 0x62, 0x20, 0x21, 0x22, 0x5C, 0, 9, 0x0A, 0x1F, 0x7F, 0x85, 0xE4, 0x61C, 0x200E,
      0x2028, 0x2069, 0xFEFF,
      0xFFFF, 0x1F600,
    ]
    return scalars(alphabet, below(below(6) == 0 ? 40 : 7))
  }

  /// A legal id, one that is awkward as a file's name more often than not.
  mutating func id() -> String {
    while true {
      let candidate: String
      switch below(6) {
      case 0:
        let stems = ["con", "PRN", "aux", "Nul", "com0", "COM9", "lpt1", "com", "cons", "x", "", "a"]
        let ends = [
          "", ".", ".json", ".JSON", ".json.json", ".json.", ".Json", ".x", "..", "json", "%", "_", "%2E",
        ]
        candidate = stems[below(stems.count)] + ends[below(ends.count)]
      case 1: candidate = scalars([0x61, 0x41, 0x2E, 0x25, 0x5F, 0x3D, 0x32, 0x45], 1 + below(450))
      case 2:
        candidate = scalars(
          [0x65E5, 0x1F600, 0x20, 0x2E, 0x2B, 0x2C, 0x40, 0x2D, 0x0A, 0x00, 0x5C, 0x3A], 1 + below(60))
      case 3: candidate = "." + scalars([0x2E, 0x61, 0x6A], below(4))
      default: candidate = scalars(Array(0x21...0x2E) + Array(0x30...0x7E), 1 + below(20))
      }
      if (try? ResourceID.check(candidate, as: .collection)) != nil { return candidate }
    }
  }

  private mutating func scalars(_ alphabet: [UInt32], _ count: Int) -> String {
    var view = String.UnicodeScalarView()
    for _ in 0..<count {
      if let scalar = Unicode.Scalar(alphabet[below(alphabet.count)]) { view.append(scalar) }
    }
    return String(view)
  }
}
