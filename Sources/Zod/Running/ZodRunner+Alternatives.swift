internal import JSON

extension ZodRunner {
  mutating func union(_ list: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    let options = program.lists[list]
    if options.count == 1 { return run(options[0], subject, &issues) }
    var results: [[RawIssue]] = []
    for option in options {
      var found: [RawIssue] = []
      run(option, subject, &found)
      guard stop == nil else { return }
      if found.isEmpty { return }
      results.append(found)
    }
    // An option whose type fits, and only its checks fail, speaks for the union if it is the only one.
    let near = results.filter { !$0.isAborted(from: 0) }
    if near.count == 1 {
      issues += near[0]
    } else {
      issues.append(RawIssue("invalid_union", "Invalid input", [("errors", .array(results.map(\.json)))]))
    }
  }

  mutating func exclusive(_ list: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    let options = program.lists[list]
    if options.count == 1 { return run(options[0], subject, &issues) }
    var results: [[RawIssue]] = []
    var matching: [Int] = []
    for (place, option) in options.enumerated() {
      var found: [RawIssue] = []
      run(option, subject, &found)
      guard stop == nil else { return }
      if found.isEmpty { matching.append(place) }
      results.append(found)
    }
    switch matching.count {
    case 1: break
    case 0:
      issues.append(RawIssue("invalid_union", "Invalid input", [("errors", .array(results.map(\.json)))]))
    default:
      issues.append(
        RawIssue(
          "invalid_union", "Invalid input: more than one option matched",
          [
            ("errors", []), ("inclusive", false), ("matches", .array(matching.map { .int(Int64($0)) })),
          ]))
    }
  }

  mutating func discriminated(_ place: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    guard case .node(let index) = subject, tape.nodes[index].kind == .object else {
      return mismatch("object", subject, &issues)
    }
    let rule = program.discriminators[place]
    let value = property(rule.key, of: index).subject
    for choice in rule.choices where equals(value, choice.value) { return run(choice.node, subject, &issues) }
    let options = rule.choices.map(\.value)
    let key = String(decoding: rule.key, as: UTF8.self)
    var issue = RawIssue(
      "invalid_union", Messages.discriminator(options),
      [
        ("errors", []), ("note", "No matching discriminator"), ("discriminator", .string(key)),
        ("options", .array(options.map(Messages.json))),
      ])
    issue.reversedPath = [.key(key)]
    issues.append(issue)
  }

  /// Both sides run; a key is refused only if both refuse it.
  mutating func intersection(_ list: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    let sides = program.lists[list]
    var left: [RawIssue] = []
    run(sides[0], subject, &left)
    for side in sides.dropFirst() {
      var right: [RawIssue] = []
      run(side, subject, &right)
      guard stop == nil else { return }
      left = Reconciliation.merged(left, right)
    }
    issues += left
  }
}

/// What is left of the issues of the two sides of an intersection.
enum Reconciliation {
  private struct Refusal {
    let key: [UInt8]
    var left = false
    var right = false
  }

  static func merged(_ left: [RawIssue], _ right: [RawIssue]) -> [RawIssue] {
    var kept: [RawIssue] = []
    var refusals: [Refusal] = []
    var places: [[UInt8]: Int] = [:]
    var whole: RawIssue?
    var single: [[UInt8]: RawIssue] = [:]

    func refuse(_ key: [UInt8], isLeft: Bool) {
      let place = places[key] ?? refusals.count
      if place == refusals.count {
        places[key] = place
        refusals.append(Refusal(key: key))
      }
      if isLeft { refusals[place].left = true } else { refusals[place].right = true }
    }
    func collect(_ issues: [RawIssue], isLeft: Bool) {
      for issue in issues {
        switch issue.rejected {
        case .keys(let keys) where issue.reversedPath.isEmpty:
          if whole == nil { whole = issue }
          for key in keys { refuse(key, isLeft: isLeft) }
        case .key(let key) where issue.reversedPath.count == 1:
          if single[key] == nil { single[key] = issue }
          refuse(key, isLeft: isLeft)
        default: kept.append(issue)
        }
      }
    }
    collect(left, isLeft: true)
    collect(right, isLeft: false)
    guard !refusals.isEmpty else { return kept }

    let both = refusals.filter { $0.left && $0.right }.map(\.key)
    var aggregated: Set<[UInt8]> = []
    if var issue = whole, case .keys(let keys) = issue.rejected {
      let listed = Set(keys)
      let shared = both.filter { listed.contains($0) }
      if !shared.isEmpty {
        aggregated = Set(shared)
        issue.rejected = .keys(shared)
        issue.message = Messages.unrecognized(shared)
        issue.fields = [("keys", .array(shared.map { .string(String(decoding: $0, as: UTF8.self)) }))]
        kept.append(issue)
      }
    }
    for key in both where !aggregated.contains(key) {
      if let issue = single[key] { kept.append(issue) }
    }
    return kept
  }
}
