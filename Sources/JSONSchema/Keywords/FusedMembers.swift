import JSON

/// What the keywords about members of one schema say together, for one pass over an object.
struct MembersPlan: Sendable {
  /// Names of `properties` and of `required`.
  var table: NameTable
  /// Bits of the required names that must have been met.
  var required: UInt64
  /// Required names beyond the 64th, entries of the pool.
  var furtherRequired: Extent
  var patterns: Extent
  /// Of `additionalProperties`, or of `unevaluatedProperties` where it says the same; -1 without one.
  var additional: BlockIndex
}

/// `properties`, `patternProperties`, `additionalProperties` and `required` of one schema in one pass. Only in the fast
/// reading; the keywords that it was made from explain themselves.
struct FusedMembers: Keyword {
  let plan: Int32

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .object else { return true }
    let plan = machine.members + Int(plan)
    let table = plan.pointee.table
    let additional = plan.pointee.additional
    let patterns = plan.pointee.patterns
    if additional < 0, patterns.count == 0 {
      guard machine.needsPass(over: node, for: table.entries.count) else {
        return acceptsIndexed(plan, node, &machine, frame)
      }
    } else {
      machine.budget &-= machine.tape.nodes[node].count
    }
    let nodes = machine.tape.nodes
    let end = Int(nodes[node].next)
    var accepted = true
    var met: UInt64 = 0
    var place = 0
    var key = node + 1
    while key < end {
      let value = key &+ 1
      let entry = machine.lookUp(key, in: table)
      var block = additional
      if entry >= 0 {
        let name = machine.names + entry
        if name.pointee.required >= 0 { met |= 1 << UInt64(name.pointee.required) }
        if name.pointee.isDeclared { block = name.pointee.block }
      }
      if patterns.count > 0 {
        let isDeclared = entry >= 0 && machine.names[entry].isDeclared
        let matched = machine.checkPatterns(patterns, key: key)
        if !isDeclared, matched.any { block = -1 }
        if matched.any { machine.mark(frame, place) }
        if !matched.accepted { accepted = false }
      }
      if block >= 0 {
        machine.mark(frame, place)
        if !machine.check(block, value, Machine.noFrame) { accepted = false }
      }
      if !accepted, !machine.isLenient { return false }
      key = Int(nodes[value].next)
      place &+= 1
    }
    if met & plan.pointee.required != plan.pointee.required { return false }
    for entry in plan.pointee.furtherRequired.range where machine.member(entry, of: node) < 0 { return false }
    return accepted
  }

  /// The same where only names decide, for few of them in an object that has an index.
  private func acceptsIndexed(
    _ plan: UnsafePointer<MembersPlan>, _ node: Int, _ machine: inout Machine, _ frame: Int
  ) -> Bool {
    var accepted = true
    for entry in plan.pointee.table.entries.range {
      let name = machine.names + entry
      let member = machine.indexed(entry, of: node)
      guard member.key >= 0 else {
        guard name.pointee.required >= 0 else { continue }
        if !machine.isLenient { return false }
        accepted = false
        continue
      }
      guard name.pointee.isDeclared else { continue }
      machine.mark(frame, Int(member.place))
      if !machine.check(name.pointee.block, Int(member.key) + 1, Machine.noFrame) {
        if !machine.isLenient { return false }
        accepted = false
      }
    }
    for entry in plan.pointee.furtherRequired.range where machine.member(entry, of: node) < 0 { return false }
    return accepted
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {}
}

extension Machine {
  /// The entry of a member's key in a table, or -1.
  @inline(__always) func lookUp(_ key: Int, in table: NameTable) -> Int {
    if !tape.nodes[key].hasEscapes { return find(tape.content(key), in: table) }
    return tape.decoded(key).withUnsafeBufferPointer { find($0, in: table) }
  }

  /// Checks a member's value by all patterns that its key matches.
  mutating func checkPatterns(_ patterns: Extent, key: Int) -> (any: Bool, accepted: Bool) {
    var any = false
    for index in patterns.range {
      let entry = program.tables.patternEntries[index]
      guard matches(Int(entry.pattern), key) else { continue }
      any = true
      if !check(entry.block, key + 1, Machine.noFrame), !isLenient { return (true, false) }
    }
    return (any, true)
  }
}
