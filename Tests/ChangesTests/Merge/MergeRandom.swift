import FirestoreModel
import TestSupport

/// Random documents and edits of them, small and alike enough that the edits meet.
struct MergeRandom {
  var generator: SeededGenerator
  private var next = 0

  init(_ generator: SeededGenerator) { self.generator = generator }

  /// What the schema of these documents says.
  static let rule = Rule.map([
    "n": .counter, "l": .latest, "s": .set, "k": .keyed("id", .map(["n": .counter])),
    "m": .map(["n": .counter, "l": .latest, "s": .set]),
  ])

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

  /// A text that stands nowhere else.
  mutating func fresh() -> Value {
    next += 1
    return .string("w\(next)")
  }

  mutating func time() -> Value { .timestamp(Timestamp(seconds: Int64(below(1_000)))) }

  mutating func scalar() -> Value {
    switch below(8) {
    case 0: .integer(Int64(below(4)))
    case 1: .double([0, 1, -0.0, .nan][below(4)])
    case 2: .null
    case 3: .boolean(below(2) == 0)
    case 4: time()
    case 5: .string(["a\nb\nc", "a\nb\nc\nd", "x\nb\nc", "a\nb\nz"][below(4)])
    default: .string(["a", "b", "c", "d", "e"][below(5)])
    }
  }

  mutating func map(_ depth: Int) -> Fields {
    Fields(unsorted: (0..<below(5)).map { _ in (["p", "q", "r", "t", "id"][below(5)], value(depth + 1)) })
  }

  mutating func value(_ depth: Int) -> Value {
    switch below(depth > 3 ? 5 : 9) {
    case 5, 6: .map(map(depth))
    case 7: .array((0..<below(5)).map { _ in below(3) == 0 ? .map(map(depth + 2)) : scalar() })
    case 8: .array((0..<below(7)).map { _ in scalar() })
    default: scalar()
    }
  }

  mutating func document() -> Fields {
    var fields = map(0)
    fields["n"] = .integer(Int64(below(10)))
    fields["l"] = time()
    fields["s"] = .array(["a", "b", "c"].prefix(below(4)).map { .string($0) })
    fields["k"] = .array(
      (0..<below(4)).map {
        .map(
          Fields(unsorted: [("id", .string("k\($0)")), ("n", .integer(Int64(below(3)))), ("x", scalar())]))
      })
    return fields
  }

  /// The same with up to `count` random edits anywhere.
  mutating func edited(_ fields: Fields, _ count: Int) -> Fields {
    (0..<count).reduce(fields) { fields, _ in edited(fields, depth: 0) }
  }

  private mutating func edited(_ fields: Fields, depth: Int) -> Fields {
    var fields = fields
    guard !fields.isEmpty, below(6) > 0 else {
      fields[["p", "q", "r", "t"][below(4)]] = value(depth + 1)
      return fields
    }
    let entry = fields.entries[below(fields.count)]
    if below(8) == 0 {
      fields[entry.key] = nil
    } else {
      fields[entry.key] = edited(entry.value, depth: depth + 1)
    }
    return fields
  }

  private mutating func edited(_ value: Value, depth: Int) -> Value {
    switch value {
    case .map(let fields): return .map(edited(fields, depth: depth))
    case .array(var elements):
      switch below(elements.isEmpty ? 2 : 6) {
      case 0: elements.append(below(2) == 0 ? fresh() : scalar())
      case 1: elements.insert(below(2) == 0 ? fresh() : scalar(), at: below(elements.count + 1))
      case 2: elements.remove(at: below(elements.count))
      case 3:
        let element = elements.remove(at: below(elements.count))
        elements.insert(element, at: below(elements.count + 1))
      default:
        let index = below(elements.count)
        let changed = edited(elements[index], depth: depth + 1)
        // No array stands in an array.
        if case .array = changed { elements[index] = fresh() } else { elements[index] = changed }
      }
      return .array(elements)
    case .integer(let number) where below(2) == 0: return .integer(number + Int64(below(5)))
    default: return below(3) == 0 ? fresh() : scalar()
    }
  }
}
