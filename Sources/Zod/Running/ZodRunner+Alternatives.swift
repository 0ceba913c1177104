internal import JSON

extension ZodRunner {
  mutating func union(_ list: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    let options = program.lists[list]
    if options.count == 1 { return run(options[0], subject, &issues) }
    let before = kept
    var results: [(issues: [RawIssue], cost: IssueCost)] = []
    var overflow: String?
    for option in options {
      let mark = kept
      var found: [RawIssue] = []
      run(option, subject, &found)
      guard stop == nil || isOverflow else { return }
      if found.isEmpty, stop == nil {
        kept = before
        return
      }
      overflow = takeOverflow() ?? overflow
      if overflow == nil {
        results.append((found, kept - mark))
      } else {
        results = []
        kept = before
      }
    }
    if let overflow { return raise(overflow) }
    // An option whose type fits, and only its checks fail, speaks for the union if it is the only one.
    let near = results.filter { !$0.issues.isAborted(from: 0) }
    if near.count == 1 {
      kept = before + near[0].cost
      issues += near[0].issues
    } else {
      let errors = JSONValue.array(results.map(\.issues.json))
      report(RawIssue("invalid_union", "Invalid input", [("errors", errors)]), &issues)
    }
  }

  /// Clears a stop for too many issues: the option at hand fails, and another may fit.
  private mutating func takeOverflow() -> String? {
    guard isOverflow, let reason = stop else { return nil }
    stop = nil
    isOverflow = false
    return reason
  }

  private mutating func raise(_ overflow: String) {
    stop = overflow
    isOverflow = true
  }

  mutating func exclusive(_ list: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    let options = program.lists[list]
    if options.count == 1 { return run(options[0], subject, &issues) }
    let before = kept
    var results: [[RawIssue]] = []
    var matching: [Int] = []
    var overflow: String?
    for (place, option) in options.enumerated() {
      var found: [RawIssue] = []
      run(option, subject, &found)
      guard stop == nil || isOverflow else { return }
      if found.isEmpty, stop == nil { matching.append(place) }
      overflow = takeOverflow() ?? overflow
      // The issues are told only if nothing matches.
      if overflow == nil, matching.isEmpty {
        results.append(found)
      } else {
        results = []
        kept = before
      }
    }
    switch matching.count {
    case 1: break
    case 0:
      if let overflow { return raise(overflow) }
      report(RawIssue("invalid_union", "Invalid input", [("errors", .array(results.map(\.json)))]), &issues)
    default:
      report(
        RawIssue(
          "invalid_union", "Invalid input: more than one option matched",
          [
            ("errors", []), ("inclusive", false), ("matches", .array(matching.map { .int(Int64($0)) })),
          ]), &issues)
    }
  }

  mutating func discriminated(_ place: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    guard case .node(let index) = subject, tape.nodes[index].kind == .object else {
      return mismatch("object", subject, &issues)
    }
    let rule = program.discriminators[place]
    let value = property(rule.key, of: index).subject
    if let choice = self.place(of: value, in: rule.table) {
      return run(rule.choices[choice].node, subject, &issues)
    }
    let key = String(decoding: rule.key, as: UTF8.self)
    var issue = RawIssue(
      "invalid_union", rule.message,
      [
        ("errors", []), ("note", "No matching discriminator"), ("discriminator", .string(key)),
        ("options", rule.shown),
      ])
    issue.reversedPath = [.key(key)]
    report(issue, &issues)
  }

  /// Both sides run; a key is refused only if both refuse it.
  mutating func intersection(_ list: Int, _ subject: Subject, _ issues: inout [RawIssue]) {
    let sides = program.lists[list]
    let before = kept
    var found: [RawIssue] = []
    run(sides[0], subject, &found)
    if sides.count > 1 {
      var reconciliation = Reconciliation(found)
      for side in sides.dropFirst() where stop == nil {
        found = []
        run(side, subject, &found)
        reconciliation.meet(found)
      }
      found = reconciliation.issues
    }
    // One side's issues may be void by the other: too many of them say nothing yet.
    isOverflow = false
    if found.isEmpty { kept = before }
    issues += found
  }
}

/// What is left of the issues of an intersection's sides, one after the other: a key stays refused only as long as each
/// refuses it.
struct Reconciliation {
  private struct Refusal {
    let key: [UInt8]
    var left = false
    var right = false
  }

  /// Of anything but refused keys.
  private var kept: [RawIssue] = []
  private var refused: [RawIssue] = []

  /// - Parameter issues: of the first side.
  init(_ issues: [RawIssue]) { refused = keep(issues) }

  /// The refused keys come last.
  var issues: [RawIssue] { kept + refused }

  /// Weighs the issues of a further side.
  mutating func meet(_ issues: [RawIssue]) { refused = Self.shared(refused, keep(issues)) }

  /// - Returns: the issues that refuse keys; the others are kept.
  private mutating func keep(_ issues: [RawIssue]) -> [RawIssue] {
    var refused: [RawIssue] = []
    for issue in issues {
      switch issue.rejected {
      case .keys where issue.reversedPath.isEmpty: refused.append(issue)
      case .key where issue.reversedPath.count == 1: refused.append(issue)
      default: kept.append(issue)
      }
    }
    return refused
  }

  /// What two sides refuse both.
  private static func shared(_ left: [RawIssue], _ right: [RawIssue]) -> [RawIssue] {
    guard !left.isEmpty, !right.isEmpty else { return [] }
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
        case .keys(let keys):
          if whole == nil { whole = issue }
          for key in keys { refuse(key, isLeft: isLeft) }
        case .key(let key):
          if single[key] == nil { single[key] = issue }
          refuse(key, isLeft: isLeft)
        case .nothing: break
        }
      }
    }
    collect(left, isLeft: true)
    collect(right, isLeft: false)

    var found: [RawIssue] = []
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
        found.append(issue)
      }
    }
    for key in both where !aggregated.contains(key) {
      if let issue = single[key] { found.append(issue) }
    }
    return found
  }
}
