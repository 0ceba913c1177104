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
  /// Schemas applied to values, at most, and more for each value: beyond is a union that multiplies itself, or one of
  /// very many options at very many values.
  static let stepLimit = 200_000
  static let stepsPerValue = 16
  /// Checks of strings and numbers, at most, and more for each byte: beyond is a schema with very many of them.
  static let checkLimit = 1_000_000
  /// Schemas inside each other, at most: the stack bears these.
  static let depthLimit = 1_500

  let program: ZodProgram
  let tape: JSONTape
  /// Why the document cannot be judged; everything found is void then.
  var stop: String?
  /// The stop is for too many issues: what was being judged fails for certain, though its issues are not listed.
  var isOverflow = false
  /// The issues that are kept.
  var kept = IssueCost()
  /// Only the first issue of a string is wanted.
  var wantsFirstOnly = false
  private let bytesLimit: Int
  private let stepsLimit: Int
  private var stepsLeft: Int
  private var workLeft: Int
  private var depth = 0
  private var matcher: PatternMatcher?

  /// - Parameters:
  ///   - valueCount: of the document.
  ///   - byteCount: of the document's text.
  init(_ program: ZodProgram, _ tape: JSONTape, valueCount: Int, byteCount: Int) {
    self.program = program
    self.tape = tape
    stepsLimit = Self.stepLimit + valueCount * Self.stepsPerValue
    stepsLeft = stepsLimit
    workLeft = 64 * (Self.checkLimit + byteCount)
    bytesLimit = IssueCost.bytesLimit + 4 * byteCount
  }

  mutating func giveUp(_ reason: String) { if stop == nil { stop = reason } }

  /// Takes steps for a long table that one value is held against.
  mutating func step(_ count: Int) { stepsLeft -= count }

  /// Takes what a check of this many bytes costs; false if nothing is left.
  mutating func spend(_ byteCount: Int) -> Bool {
    workLeft -= 64 + byteCount
    return workLeft >= 0
  }

  /// Adds an issue, and gives up when they are too many.
  mutating func report(_ issue: RawIssue, _ issues: inout [RawIssue], size: Int = 0) {
    issues.append(issue)
    // What the fields repeat of the message is about as long as it.
    keep(IssueCost(count: 1, bytes: 64 + 2 * issue.message.utf8.count + size))
  }

  /// Puts a step before the paths of the issues from `start` on.
  mutating func prefix(_ part: ZodPathPart, _ issues: inout [RawIssue], from start: Int) {
    guard issues.count > start else { return }
    for index in start..<issues.count { issues[index].reversedPath.append(part) }
    var size = 20
    if case .key(let name) = part { size += name.utf8.count }
    keep(IssueCost(count: 0, bytes: size * (issues.count - start)))
  }

  private mutating func keep(_ cost: IssueCost) {
    kept = kept + cost
    guard stop == nil else { return }
    if kept.count > IssueCost.countLimit {
      stop = "the document was given up: it has more than 10,000 issues"
      isOverflow = true
    } else if kept.bytes > bytesLimit {
      stop = "the document was given up: its issues fill more than \(bytesLimit >> 20) MiB"
      isOverflow = true
    }
  }

  /// Applies a schema to a value; its issues are appended, with paths from the value on.
  mutating func run(_ node: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    guard stop == nil else { return }
    stepsLeft -= 1
    guard stepsLeft >= 0 else {
      return giveUp(
        "the document was given up: judging it takes more than \(stepsLimit) steps, each of one schema at one value"
      )
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
    guard spend(bytes.count) else {
      giveUp("the pattern \(rule.shown) was given up: the schema tries too many patterns on this document")
      return nil
    }
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

  mutating func mismatch(_ expected: String, _ subject: Subject, _ issues: inout [RawIssue]) {
    report(
      RawIssue(
        "invalid_type", Messages.type(expected: expected, received: received(subject)),
        [("expected", .string(expected))]), &issues)
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
