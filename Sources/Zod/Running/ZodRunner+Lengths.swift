internal import JSON

/// A `length` as JavaScript compares it with a number.
enum Length {
  case count(Int)
  /// What an object calls its length: as a number, and whether it is one.
  case given(Double, isNumber: Bool)

  var number: Double {
    switch self {
    case .count(let value): Double(value)
    case .given(let value, _): value
    }
  }
}

extension ZodRunner {
  /// A check of a length on any value that has one, unless what failed from `start` on forbids it.
  mutating func check(_ check: LengthCheck, _ subject: Subject, _ start: Int, _ issues: inout [RawIssue]) {
    guard !issues.isStopped(from: start) else { return }
    switch subject {
    case .undefined, .number: return
    case .function(let length): self.length(check, .count(length), origin: "unknown", &issues)
    case .node(let index):
      switch tape.nodes[index].kind {
      case .null, .boolean, .number: return
      case .string:
        let count = withString(index) { bytes in
          var count = 0
          for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
          return count
        }
        length(check, .count(count), origin: "string", &issues)
      case .array: length(check, .count(tape.nodes[index].count), origin: "array", &issues)
      case .object:
        guard let member = member(Array("length".utf8), of: index) else { return }
        let isNumber = tape.nodes[member].kind == .number
        length(check, .given(coerced(member), isNumber: isNumber), origin: "unknown", &issues)
      }
    }
  }

  mutating func length(_ check: LengthCheck, _ length: Length, origin: String, _ issues: inout [RawIssue]) {
    let value = length.number
    let isBig: Bool
    let bound: Double
    var isExact = false
    switch check {
    case .min(let least):
      if value >= least { return }
      isBig = false
      bound = least
    case .max(let most):
      if value <= most { return }
      isBig = true
      bound = most
    case .exactly(let count):
      if case .given(_, isNumber: false) = length {} else if value == count { return }
      isBig = value > count
      bound = count
      isExact = true
    }
    var fields: [(name: String, value: JSONValue)] = [
      ("origin", .string(origin)), (isBig ? "maximum" : "minimum", Messages.json(bound)), ("inclusive", true),
    ]
    if isExact { fields.append(("exact", true)) }
    report(
      RawIssue(
        isBig ? "too_big" : "too_small",
        Messages.size(isBig, origin: origin, bound: bound, inclusive: true, exact: isExact), fields, .yes),
      &issues)
  }

  /// `Number(value)`; NaN for objects.
  private func coerced(_ index: Int) -> Double {
    switch tape.nodes[index].kind {
    case .null: 0
    case .boolean: tape.nodes[index].isTrue ? 1 : 0
    case .number: double(index)
    case .string: JavaScriptNumber.parse(tape.decoded(index))
    case .array: joined(index, depth: 0).map(JavaScriptNumber.parse) ?? .nan
    case .object: .nan
    }
  }

  /// `String(array)` where that can be a number: of no element or of one; nil for all else.
  private func joined(_ index: Int, depth: Int) -> [UInt8]? {
    guard tape.nodes[index].count <= 1, depth < 1_000 else { return nil }
    guard tape.nodes[index].count == 1 else { return [] }
    switch tape.nodes[index + 1].kind {
    case .null: return []
    case .boolean, .object: return nil
    case .number: return Array(JavaScriptNumber.text(double(index + 1)).utf8)
    case .string: return tape.decoded(index + 1)
    case .array: return joined(index + 1, depth: depth + 1)
    }
  }
}
