extension PatternParser {
  /// A group, an assertion or a part with switches of its own; gives whether it may be repeated (assertions may not, in
  /// Unicode mode).
  mutating func group() throws(PatternError) -> (Int32, isQuantifiable: Bool) {
    let start = index
    index += 1
    guard take("?") else {
      let number = try addGroup(named: nil, at: start)
      return (add(.group(try body(start), number: number)), true)
    }
    if take(":") { return (try body(start), true) }
    if take("=") { return (add(.look(try body(start), isBehind: false, isNegated: false)), false) }
    if take("!") { return (add(.look(try body(start), isBehind: false, isNegated: true)), false) }
    if looksAt("<=") || looksAt("<!") {
      let isNegated = scalars[index + 1] == 0x21
      index += 2
      return (add(.look(try body(start), isBehind: true, isNegated: isNegated)), false)
    }
    if take("<") {
      let name = try groupName()
      let number = try addGroup(named: name, at: start)
      return (add(.group(try body(start), number: number)), true)
    }
    return (try modified(start), true)
  }

  /// What stands up to the closing parenthesis.
  private mutating func body(_ start: Int) throws(PatternError) -> Int32 {
    let node = try disjunction()
    guard take(")") else { throw fault("has a ( without a )", at: start) }
    return node
  }

  /// `(?i:…)`, `(?s-im:…)`: the `(?` is read.
  private mutating func modified(_ start: Int) throws(PatternError) -> Int32 {
    let outer = flags
    defer { flags = outer }
    var seen: PatternFlags = []
    var isRemoving = false
    var fresh = flags
    while let scalar = next, scalar != 0x3A {
      index += 1
      if scalar == 0x2D, !isRemoving {
        isRemoving = true
        continue
      }
      guard let flag = PatternFlags(scalar), seen.isDisjoint(with: flag) else {
        throw fault("has an unknown kind of group after (?", at: start)
      }
      seen.formUnion(flag)
      if isRemoving { fresh.subtract(flag) } else { fresh.formUnion(flag) }
    }
    guard take(":"), !seen.isEmpty else { throw fault("has an unknown kind of group after (?", at: start) }
    flags = fresh
    let node = try body(start)
    guard outer.contains(.ignoreCase) != fresh.contains(.ignoreCase) else { return node }
    return add(.ignoringCase(node, fresh.contains(.ignoreCase)))
  }

  /// A group's name up to its `>`, the `<` already read. It is an identifier, in which `\u…` stands for a character.
  mutating func groupName() throws(PatternError) -> String {
    var name = String.UnicodeScalarView()
    while let scalar = next, scalar != 0x3E {
      let start = index
      index += 1
      var value = scalar
      if scalar == 0x5C {
        guard take("u") else { throw fault("has a group's name that is no identifier", at: start) }
        value = try unicodeEscape(start)
      }
      let character = Unicode.Scalar(value) ?? " "
      let isStart = character.properties.isIDStart || value == 0x24 || value == 0x5F
      let isPart = character.properties.isIDContinue || value == 0x200C || value == 0x200D
      guard isStart || (!name.isEmpty && isPart) else {
        throw fault("has a group's name that is no identifier", at: start)
      }
      name.append(character)
    }
    guard !name.isEmpty, take(">") else { throw fault("has a group's name without an end") }
    return String(name)
  }
}
