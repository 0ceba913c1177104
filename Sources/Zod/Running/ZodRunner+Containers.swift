internal import JSON

extension ZodRunner {
  /// The place on the tape, if this is a value of that kind.
  private func container(_ kind: JSONKind, _ subject: Subject) -> Int? {
    guard case .node(let index) = subject, tape.nodes[index].kind == kind else { return nil }
    return index
  }

  mutating func array(_ rule: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    let start = issues.count
    let element = program.arrays[rule].element
    if let index = container(.array, subject) {
      var next = index + 1
      for place in 0..<tape.nodes[index].count {
        let mark = issues.count
        run(element, .node(next), &issues)
        prefix(.index(place), &issues, from: mark)
        next = Int(tape.nodes[next].next)
      }
    } else {
      mismatch("array", subject, &issues)
    }
    for check in program.arrays[rule].checks { self.check(check, subject, start, &issues) }
  }

  mutating func tuple(_ rule: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    guard let index = container(.array, subject) else { return mismatch("tuple", subject, &issues) }
    let rule = program.tuples[rule]
    let count = tape.nodes[index].count
    if rule.rest == nil {
      if count < rule.required { return outside(false, rule.required, &issues) }
      if count > rule.items.count { outside(true, rule.items.count, &issues) }
    }
    var next = index + 1
    var fixed: [RawIssue] = []
    for place in 0..<min(rule.items.count, max(count, rule.required)) {
      let item = rule.items[place]
      let mark = fixed.count
      if place < count {
        run(item, .node(next), &fixed)
        next = Int(tape.nodes[next].next)
      } else if place < rule.required {
        run(item, .undefined, &fixed)
      }
      prefix(.index(place), &fixed, from: mark)
    }
    // What follows is judged first: its issues come before those of the fixed items.
    if let rest = rule.rest, count > rule.items.count {
      for place in rule.items.count..<count {
        let mark = issues.count
        run(rest, .node(next), &issues)
        prefix(.index(place), &issues, from: mark)
        next = Int(tape.nodes[next].next)
      }
    }
    issues += fixed
  }

  private mutating func outside(_ isBig: Bool, _ bound: Int, _ issues: inout [RawIssue]) {
    report(
      RawIssue(
        isBig ? "too_big" : "too_small",
        Messages.size(isBig, origin: "array", bound: Double(bound), inclusive: true),
        [
          (isBig ? "maximum" : "minimum", .int(Int64(bound))), ("inclusive", true), ("origin", "array"),
        ]), &issues)
  }

  mutating func object(_ place: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    guard let index = container(.object, subject) else { return mismatch("object", subject, &issues) }
    let rule = program.objects[place]
    step(rule.properties.count / 16)
    var values = [Int](repeating: 0, count: rule.properties.count)
    var hasUnknown = false
    var next = index + 1
    let end = Int(tape.nodes[index].next)
    while next < end {
      if !tape.nodes[next].isSuperseded {
        if let property = withString(next, { rule.names.place(of: $0) }) {
          values[property] = next + 1
        } else {
          hasUnknown = true
        }
      }
      next = Int(tape.nodes[next + 1].next)
    }
    for (property, value) in zip(rule.properties, values) {
      guard stop == nil else { return }
      if property.name == Inherited.proto { continue }
      self.property(property, value, &issues)
    }
    guard hasUnknown else { return }
    switch rule.catchall {
    case .strip: break
    case .strict: unrecognized(unknownKeys(index, rule).map { tape.decoded($0.key) }, &issues)
    case .schema(let node):
      for member in unknownKeys(index, rule) {
        let name = tape.decoded(member.key)
        if name == Inherited.proto { continue }
        let mark = issues.count
        run(node, .node(member.value), &issues)
        prefix(.key(String(decoding: name, as: UTF8.self)), &issues, from: mark)
      }
    }
  }

  private mutating func property(
    _ property: ObjectRule.Property, _ value: Int, _ issues: inout [RawIssue]
  ) {
    let mark = issues.count
    var isPresent = true
    if value != 0 {
      run(property.node, .node(value), &issues)
    } else if let length = Inherited.functionLength(property.name) {
      run(property.node, .function(length), &issues)
    } else if property.isRequired {
      isPresent = false
      run(property.node, .undefined, &issues)
    } else {
      return
    }
    if issues.count > mark {
      prefix(.key(String(decoding: property.name, as: UTF8.self)), &issues, from: mark)
    } else if !isPresent, stop == nil {
      var issue = RawIssue(
        "invalid_type", Messages.type(expected: "nonoptional", received: "undefined"),
        [("expected", "nonoptional")])
      issue.reversedPath = [.key(String(decoding: property.name, as: UTF8.self))]
      report(issue, &issues)
    }
  }

  private func unknownKeys(_ index: Int, _ rule: ObjectRule) -> [(key: Int, value: Int)] {
    members(index).filter { member in withString(member.key) { rule.names.place(of: $0) } == nil }
  }

  mutating func unrecognized(_ keys: [[UInt8]], _ issues: inout [RawIssue]) {
    guard !keys.isEmpty else { return }
    var issue = RawIssue(
      "unrecognized_keys", Messages.unrecognized(keys),
      [("keys", .array(keys.map { .string(String(decoding: $0, as: UTF8.self)) }))], .yes)
    issue.rejected = .keys(keys)
    report(issue, &issues)
  }

  mutating func record(_ place: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    guard let index = container(.object, subject) else { return mismatch("record", subject, &issues) }
    let rule = program.records[place]
    if let values = rule.values, !rule.isPartial {
      listed(rule, values, index, &issues)
    } else {
      open(rule, index, &issues)
    }
  }

  /// A record whose keys are listed and must all be there.
  private mutating func listed(
    _ rule: RecordRule, _ keys: [ZodLiteral], _ index: Int, _ issues: inout [RawIssue]
  ) {
    step(keys.count / 16)
    var values = [Int](repeating: 0, count: keys.count)
    var unknown: [[UInt8]] = []
    for member in members(index) {
      if let place = withString(member.key, { rule.names.place(of: $0) }) {
        values[place] = member.value
      } else {
        unknown.append(tape.decoded(member.key))
      }
    }
    for (key, value) in zip(keys, values) {
      guard let name = key.name, name != Inherited.proto else { continue }
      var step = ZodPathPart.key(String(decoding: name, as: UTF8.self))
      if case .number(let number) = key, let place = Int(exactly: number) { step = .index(place) }
      let mark = issues.count
      if value != 0 {
        run(rule.value, .node(value), &issues)
      } else {
        run(rule.value, Inherited.functionLength(name).map { .function($0) } ?? .undefined, &issues)
      }
      prefix(step, &issues, from: mark)
    }
    unrecognized(unknown, &issues)
  }

  /// A record that judges each key it meets.
  private mutating func open(_ rule: RecordRule, _ index: Int, _ issues: inout [RawIssue]) {
    var unknown: [[UInt8]] = []
    for member in members(index) {
      guard stop == nil else { return }
      let name = tape.decoded(member.key)
      if name == Inherited.proto { continue }
      let before = kept
      var found: [RawIssue] = []
      wantsFirstOnly = rule.isLoose
      run(rule.key, .node(member.key), &found)
      wantsFirstOnly = false
      if !rule.isLoose, !found.isEmpty, isNumeric(name) {
        var again: [RawIssue] = []
        let listed = kept
        run(rule.key, .number(JavaScriptNumber.parse(name)), &again)
        kept = listed
        if again.isEmpty {
          found = []
          kept = before
        }
      }
      // A key's issues may be void yet: too many of them say nothing.
      guard stop == nil else { return isOverflow = false }
      if found.isEmpty || rule.isLoose || rule.values != nil { kept = before }
      let step = ZodPathPart.key(String(decoding: name, as: UTF8.self))
      if found.isEmpty {
        let mark = issues.count
        run(rule.value, .node(member.value), &issues)
        prefix(step, &issues, from: mark)
      } else if rule.isLoose {
        continue
      } else if rule.values != nil {
        unknown.append(name)
      } else {
        var issue = RawIssue(
          "invalid_key", "Invalid key in record", [("origin", "record"), ("issues", found.json)])
        issue.reversedPath = [step]
        issue.rejected = .key(name)
        report(issue, &issues)
      }
    }
    unrecognized(unknown, &issues)
  }

  /// `-?digits`, a fraction perhaps.
  private func isNumeric(_ name: [UInt8]) -> Bool {
    var bytes = name[...]
    if bytes.first == 0x2D { bytes = bytes.dropFirst() }
    let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    return (1...2).contains(parts.count)
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 &- 0x30 < 10 } }
  }
}
