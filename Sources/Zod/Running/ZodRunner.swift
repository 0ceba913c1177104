internal import ECMARegex
internal import JSON

/// A value of JavaScript that a schema may meet.
enum Subject {
  /// A value of the document, by its place on the tape.
  case node(Int)
  /// What an absent key reads as.
  case undefined
  /// What an absent key reads as when every object inherits it, with its `length`.
  case function(Int)
  /// A record's key, read as a number.
  case number(Double)
}

/// Judges one document, and lists the issues as zod does.
struct ZodRunner {
  /// Schemas applied to values, at most, and more for each value: beyond is a union that multiplies itself.
  static let stepLimit = 200_000
  static let stepsPerValue = 16
  /// Schemas inside each other, at most: the stack bears these.
  static let depthLimit = 1_500

  let program: ZodProgram
  let tape: JSONTape
  /// Why the document cannot be judged; everything found is void then.
  private(set) var stop: String?
  private var stepsLeft: Int
  private var depth = 0
  private var matcher: PatternMatcher?

  /// - Parameter valueCount: of the document.
  init(_ program: ZodProgram, _ tape: JSONTape, valueCount: Int) {
    self.program = program
    self.tape = tape
    stepsLeft = Self.stepLimit + valueCount * Self.stepsPerValue
  }

  mutating func giveUp(_ reason: String) { if stop == nil { stop = reason } }

  /// Applies a schema to a value; its issues are appended, with paths from the value on.
  mutating func run(_ node: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    guard stop == nil else { return }
    stepsLeft -= 1
    guard stepsLeft >= 0 else {
      return giveUp("the document was given up: the schema's unions multiply over it")
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      return giveUp("the document is nested too deeply for its schema")
    }
    switch program.nodes[node] {
    case .any: break
    case .never: mismatch("never", subject, &issues)
    case .null: if kind(subject) != .null { mismatch("null", subject, &issues) }
    case .boolean: if kind(subject) != .boolean { mismatch("boolean", subject, &issues) }
    case .string(let rule): string(rule, subject, &issues)
    case .number(let rule): number(rule, subject, &issues)
    case .literal(let rule): literal(rule, subject, &issues)
    case .array(let rule): array(rule, subject, &issues)
    case .tuple(let rule): tuple(rule, subject, &issues)
    case .object(let rule): object(rule, subject, &issues)
    case .record(let rule): record(rule, subject, &issues)
    case .union(let list): union(list, subject, &issues)
    case .exclusive(let list): exclusive(list, subject, &issues)
    case .discriminated(let rule): discriminated(rule, subject, &issues)
    case .intersection(let list): intersection(list, subject, &issues)
    case .nullable(let inner): if kind(subject) != .null { run(inner, subject, &issues) }
    case .defaulted(let inner):
      if case .undefined = subject { break }
      run(inner, subject, &issues)
    }
  }

  /// Whether a pattern matches; nil when it was given up, and the run with it.
  mutating func matches(_ rule: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
    let rule = program.patterns[rule]
    let matcher = self.matcher ?? PatternMatcher()
    self.matcher = matcher
    let answer: Bool? =
      if rule.isLegacy, bytes.contains(where: { $0 >= 0xF0 }) {
        LegacyPattern.units(bytes).withUnsafeBufferPointer { matcher.matches(rule.pattern, $0) }
      } else {
        matcher.matches(rule.pattern, bytes)
      }
    if answer == nil {
      giveUp("the pattern \(rule.shown) was given up: it needs too many steps for this string")
    }
    return answer
  }
}

// Reading values.
extension ZodRunner {
  func kind(_ subject: Subject) -> JSONKind? {
    switch subject {
    case .node(let index): tape.nodes[index].kind
    case .number: .number
    case .undefined, .function: nil
    }
  }

  /// A number's value; what lies beyond the doubles is infinite, as `JSON.parse` has it.
  func double(_ index: Int) -> Double {
    switch tape.double(index) {
    case .finite(let value): value
    case .overflow: tape.token(index).first == 0x2D ? -.infinity : .infinity
    case .underflow: tape.token(index).first == 0x2D ? -0.0 : 0
    }
  }

  func double(_ subject: Subject) -> Double? {
    switch subject {
    case .number(let value): value
    case .node(let index): tape.nodes[index].kind == .number ? double(index) : nil
    case .undefined, .function: nil
    }
  }

  /// A string node's value, lent.
  @inline(__always) func withString<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result)
    -> Result
  {
    guard tape.nodes[index].hasEscapes else { return body(tape.content(index)) }
    return tape.decoded(index).withUnsafeBufferPointer(body)
  }

  /// What zod calls the type of a value.
  func received(_ subject: Subject) -> String {
    switch subject {
    case .undefined: return "undefined"
    case .function: return "function"
    case .number: return "number"
    case .node(let index):
      switch tape.nodes[index].kind {
      case .null: return "null"
      case .boolean: return "boolean"
      case .string: return "string"
      case .array: return "array"
      case .object: return "object"
      case .number:
        let value = double(index)
        return value.isFinite ? "number" : JavaScriptNumber.text(value)
      }
    }
  }

  func mismatch(_ expected: String, _ subject: Subject, _ issues: inout [RawIssue]) {
    issues.append(
      RawIssue(
        "invalid_type", Messages.type(expected: expected, received: received(subject)),
        [("expected", .string(expected))]))
  }

  /// The members of an object as JavaScript lists them.
  func members(_ index: Int) -> [(key: Int, value: Int)] {
    var found: [(key: Int, value: Int)] = []
    found.reserveCapacity(tape.nodes[index].count)
    var next = index + 1
    let end = Int(tape.nodes[index].next)
    while next < end {
      if !tape.nodes[next].isSuperseded { found.append((next, next + 1)) }
      next = Int(tape.nodes[next + 1].next)
    }
    return KeyOrder.sorted(found) { member in withString(member.key) { KeyOrder.index($0) } }
  }

  /// An object's own member.
  func member(_ name: [UInt8], of index: Int) -> Int? {
    var next = index + 1
    let end = Int(tape.nodes[index].next)
    while next < end {
      if !tape.nodes[next].isSuperseded, withString(next, { $0.elementsEqual(name) }) { return next + 1 }
      next = Int(tape.nodes[next + 1].next)
    }
    return nil
  }

  /// What `object[name]` reads, and whether `name in object`.
  func property(_ name: [UInt8], of index: Int) -> (subject: Subject, isPresent: Bool) {
    if let value = member(name, of: index) { return (.node(value), true) }
    if let length = Inherited.functionLength(name) { return (.function(length), true) }
    return (.undefined, false)
  }
}
