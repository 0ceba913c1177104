internal import JSON

extension ZodRunner {
  mutating func string(_ rule: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    let start = issues.count
    if case .node(let index) = subject, tape.nodes[index].kind == .string {
      guard !program.strings[rule].checks.isEmpty else { return }
      if tape.nodes[index].hasEscapes {
        let bytes = tape.decoded(index)
        bytes.withUnsafeBufferPointer { check(rule, $0, &issues) }
      } else {
        check(rule, tape.content(index), &issues)
      }
      return
    }
    mismatch("string", subject, &issues)
    // Lengths are counted of whatever has one, even when the type is wrong.
    for case .length(let check) in program.strings[rule].checks { self.check(check, subject, start, &issues) }
  }

  /// The checks of a string, in order.
  private mutating func check(_ rule: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ issues: inout [RawIssue]) {
    // A URL hands its checked text on without the white space around it.
    var trimmed: [UInt8]?
    for check in program.strings[rule].checks {
      guard stop == nil else { return }
      if wantsFirstOnly, !issues.isEmpty { return }
      guard isPattern(check) || spend(bytes.count) else {
        return giveUp("the document was given up: the schema checks its strings too often")
      }
      let mark = issues.count
      if let text = trimmed {
        text.withUnsafeBufferPointer { self.check(check, $0, &issues) }
      } else {
        self.check(check, bytes, &issues)
      }
      if case .code(.url) = check, issues.count == mark {
        trimmed = WhiteSpace.trimmed(Array(bytes)).filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
      }
    }
  }

  /// Patterns count themselves, and are named when they are given up.
  private func isPattern(_ check: StringCheck) -> Bool {
    switch check {
    case .pattern, .named: true
    default: false
    }
  }

  private mutating func check(
    _ check: StringCheck, _ bytes: UnsafeBufferPointer<UInt8>, _ issues: inout [RawIssue]
  ) {
    switch check {
    case .pattern(let format, let pattern):
      guard matches(pattern, bytes) == false else { return }
      let shown = program.patterns[pattern].shown
      let message =
        format == "regex" ? "Invalid string: must match pattern \(shown)" : Messages.format(format)
      fail(
        message, [("origin", "string"), ("format", .string(format)), ("pattern", .string(shown))], &issues,
        size: shown.utf8.count)
    case .named(let format, let pattern):
      guard matches(pattern, bytes) == false else { return }
      fail(Messages.format(format), [("format", .string(format))], &issues)
    case .code(let format):
      guard !format.accepts(bytes) else { return }
      fail(Messages.format(format.rawValue), [("format", .string(format.rawValue))], &issues)
    case .startsWith(let part):
      guard !bytes.starts(with: part) else { return }
      affix("starts_with", "prefix", "start with", part, &issues)
    case .endsWith(let part):
      guard bytes.count < part.count || !bytes[(bytes.count - part.count)...].elementsEqual(part) else {
        return
      }
      affix("ends_with", "suffix", "end with", part, &issues)
    case .includes(let part):
      guard !bytes.includes(part) else { return }
      affix("includes", "includes", "include", part, &issues)
    case .length(let check):
      var units = 0
      for byte in bytes where byte & 0xC0 != 0x80 { units += 1 }
      length(check, .count(units), origin: "string", &issues)
    }
  }

  private mutating func affix(
    _ format: String, _ field: String, _ verb: String, _ part: [UInt8], _ issues: inout [RawIssue]
  ) {
    let text = String(decoding: part, as: UTF8.self)
    fail(
      "Invalid string: must \(verb) \"\(text)\"",
      [("origin", "string"), ("format", .string(format)), (field, .string(text))], &issues)
  }

  private mutating func fail(
    _ message: String, _ fields: [(name: String, value: JSONValue)], _ issues: inout [RawIssue], size: Int = 0
  ) {
    report(RawIssue("invalid_format", message, fields, .yes), &issues, size: size)
  }

  mutating func number(_ rule: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    guard let value = double(subject), value.isFinite else {
      mismatch("number", subject, &issues)
      if let value = double(subject) {
        issues[issues.count - 1].fields.append(("received", .string(JavaScriptNumber.text(value))))
      }
      return
    }
    for check in program.numbers[rule].checks {
      guard stop == nil else { return }
      guard spend(0) else {
        return giveUp("the document was given up: the schema checks its numbers too often")
      }
      switch check {
      case .integer(let format): guard integer(format, value, subject, &issues) else { return }
      case .min(let bound, let inclusive):
        if inclusive ? value < bound : value <= bound { bounded(false, "number", bound, inclusive, &issues) }
      case .max(let bound, let inclusive):
        if inclusive ? value > bound : value >= bound { bounded(true, "number", bound, inclusive, &issues) }
      case .multipleOf(let step):
        guard JavaScriptNumber.remainder(value, step) != 0 else { continue }
        report(
          RawIssue(
            "not_multiple_of", "Invalid number: must be a multiple of \(JavaScriptNumber.text(step))",
            [("origin", "number"), ("divisor", Messages.json(step))], .yes), &issues)
      }
    }
  }

  /// Gives whether later checks still run.
  private mutating func integer(
    _ format: IntegerFormat, _ value: Double, _ subject: Subject, _ issues: inout [RawIssue]
  ) -> Bool {
    guard value == value.rounded(.towardZero) else {
      report(
        RawIssue(
          "invalid_type", Messages.type(expected: "int", received: received(subject)),
          [("expected", "int"), ("format", .string(format.rawValue))], .no), &issues)
      return false
    }
    let safe = 9_007_199_254_740_991.0
    if value.magnitude > safe {
      let isBig = value > 0
      let bound = isBig ? safe : -safe
      report(
        RawIssue(
          isBig ? "too_big" : "too_small",
          Messages.size(isBig, origin: "int", bound: bound, inclusive: true),
          [
            (isBig ? "maximum" : "minimum", Messages.json(bound)),
            ("note", "Integers must be within the safe integer range."), ("origin", "int"),
            ("inclusive", true),
          ], .yes), &issues)
      return true
    }
    switch format {
    case .safeint: break
    case .int32:
      if value < -2_147_483_648 { bounded(false, "number", -2_147_483_648, true, &issues) }
      if value > 2_147_483_647 { bounded(true, "number", 2_147_483_647, true, &issues) }
    case .uint32:
      if value < 0 { bounded(false, "number", 0, true, &issues) }
      if value > 4_294_967_295 { bounded(true, "number", 4_294_967_295, true, &issues) }
    }
    return true
  }

  private mutating func bounded(
    _ isBig: Bool, _ origin: String, _ bound: Double, _ inclusive: Bool, _ issues: inout [RawIssue]
  ) {
    report(
      RawIssue(
        isBig ? "too_big" : "too_small",
        Messages.size(isBig, origin: origin, bound: bound, inclusive: inclusive),
        [
          ("origin", .string(origin)), (isBig ? "maximum" : "minimum", Messages.json(bound)),
          ("inclusive", .bool(inclusive)),
        ], .yes), &issues)
  }

  mutating func literal(_ rule: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    guard place(of: subject, in: program.literals[rule].table) == nil else { return }
    let rule = program.literals[rule]
    report(RawIssue("invalid_value", rule.message, [("values", rule.shown)]), &issues)
  }

  /// Which of some constants a value is.
  func place(of subject: Subject, in table: LiteralTable) -> Int? {
    switch subject {
    case .number(let value): return table.place(of: value)
    case .undefined, .function: return nil
    case .node(let index):
      switch tape.nodes[index].kind {
      case .null: return table.placeOfNull()
      case .boolean: return table.place(of: tape.nodes[index].isTrue)
      case .number: return table.place(of: double(index))
      case .string: return withString(index) { table.place(of: $0) }
      case .array, .object: return nil
      }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether these bytes stand somewhere in it; in time for both lengths together (Knuth, Morris, Pratt).
  func includes(_ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard count >= part.count else { return false }
    guard part.count > 16 else {
      for start in 0...(count - part.count)
      where self[start] == first && self[start..<(start + part.count)].elementsEqual(part) {
        return true
      }
      return false
    }
    // How much of the part's start is still matched when the byte after so many does not fit.
    var fallback = [Int](repeating: 0, count: part.count)
    var matched = 0
    for index in 1..<part.count {
      while matched > 0, part[index] != part[matched] { matched = fallback[matched - 1] }
      if part[index] == part[matched] { matched += 1 }
      fallback[index] = matched
    }
    matched = 0
    for byte in self {
      while matched > 0, byte != part[matched] { matched = fallback[matched - 1] }
      if byte == part[matched] { matched += 1 }
      if matched == part.count { return true }
    }
    return false
  }
}
