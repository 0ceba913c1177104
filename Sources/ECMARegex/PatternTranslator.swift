/// Writes what a pattern says in PCRE2's syntax, where PCRE2 can match exactly what ECMA-262 does.
///
/// What differs between the two is written out: `\d` is ASCII, `\s` JavaScript's white space, `.` excludes its four
/// line ends, `$` is the very end, names of groups become numbers. What PCRE2 cannot do, or does otherwise, is left to
/// `BacktrackProgram`: parts that ignore case, lookbehinds of variable length or with groups in them, and back
/// references to groups that a round of a repetition or a lookaround may leave unset.
struct PatternTranslator {
  private let syntax: PatternSyntax
  private var output: [UInt8] = []
  /// PCRE2's largest count in a quantifier.
  private static let countLimit = 65_535

  /// PCRE2 cannot say it.
  private struct Inexpressible: Error {}

  /// What PCRE2 gets.
  struct Translation {
    var bytes: [UInt8]
    /// The most that one step of PCRE2 may cost.
    var costs: StepCosts
  }

  /// The pattern for PCRE2; nil when it cannot match what the pattern says.
  static func translate(_ syntax: PatternSyntax) -> Translation? {
    var translator = PatternTranslator(syntax: syntax)
    translator.output.reserveCapacity(syntax.nodes.count * 2)
    do throws(Inexpressible) {
      try translator.write(syntax.root, isFree: true)
      return Translation(bytes: translator.output, costs: translator.costs)
    } catch {
      return nil
    }
  }

  private var costs = StepCosts()

  private init(syntax: PatternSyntax) { self.syntax = syntax }

  private mutating func write(_ text: StaticString) { text.withUTF8Buffer { output.append(contentsOf: $0) } }

  /// Groups already written that a match of the whole pattern sets at most once: PCRE2 and ECMA-262 agree on what they
  /// hold.
  private var freeGroups: Set<Int> = []

  /// - Parameter isFree: no repetition and no lookaround is around the node.
  private mutating func write(_ index: Int32, isFree: Bool) throws(Inexpressible) {
    switch syntax.nodes[Int(index)].kind {
    case .choice(let first):
      for alternative in syntax.chain(first) {
        if alternative != first { write("|") }
        try write(alternative, isFree: isFree)
      }
    case .sequence(let first): for term in syntax.chain(first) { try writeTerm(term, isFree: isFree) }
    default: try writeTerm(index, isFree: isFree)
    }
  }

  private mutating func writeTerm(_ index: Int32, isFree: Bool) throws(Inexpressible) {
    switch syntax.nodes[Int(index)].kind {
    case .scalar(0xD800...0xDFFF): write("(?!)")
    case .scalar(let value): literal(value)
    case .set(let items, let isNegated):
      costs.largestClass = max(costs.largestClass, items.count)
      PatternClass.write(syntax.classItems, items, isNegated, to: &output)
    case .anything(let includesLineEnds):
      if includesLineEnds { write("[\\x{0}-\\x{10ffff}]") } else { write("[^\\n\\r\\x{2028}\\x{2029}]") }
    case .lineStart(let eachLine):
      if eachLine { write("(?:^|(?<=[\\n\\r\\x{2028}\\x{2029}]))") } else { write("^") }
    case .lineEnd(let eachLine):
      if eachLine { write("(?:$|(?=[\\n\\r\\x{2028}\\x{2029}]))") } else { write("$") }
    case .wordBoundary(let isNegated): if isNegated { write("\\B") } else { write("\\b") }
    case .choice, .sequence:
      write("(?:")
      try write(index, isFree: isFree)
      write(")")
    case .group(let child, let number):
      if isFree { freeGroups.insert(number) }
      write("(")
      try write(child, isFree: isFree)
      write(")")
    case .repeated(let child, let least, let most, let isLazy, _):
      guard least <= Self.countLimit, most == .max || most <= Self.countLimit else { throw Inexpressible() }
      costs.longestStep = max(costs.longestStep, least)
      try writeTerm(child, isFree: isFree && least == 1 && most == 1)
      switch (least, most) {
      case (0, .max): write("*")
      case (1, .max): write("+")
      case (0, 1): write("?")
      case (_, .max): output += Array("{\(least),}".utf8)
      default: output += Array("{\(least),\(most)}".utf8)
      }
      if isLazy { write("?") }
    case .look(let child, let isBehind, let isNegated):
      if isBehind {
        guard let longest = longestAlternative(child) else { throw Inexpressible() }
        costs.longestStep = max(costs.longestStep, longest)
      }
      write("(?")
      if isBehind { write("<") }
      if isNegated { write("!") } else { write("=") }
      try write(child, isFree: false)
      write(")")
    case .reference(let reference):
      let groups = syntax.groups(of: reference)
      guard groups.count == 1, freeGroups.contains(groups[0]) else { throw Inexpressible() }
      costs.hasReferences = true
      output += Array("\\g{\(groups[0])}".utf8)
    case .ignoringCase: throw Inexpressible()
    }
  }

  /// One scalar, so written that no dialect reads more into it.
  private mutating func literal(_ scalar: UInt32) {
    if scalar < 0x80 {
      let byte = UInt8(scalar)
      if byte.isASCIIDigit || byte.isASCIILetter {
        output.append(byte)
        return
      }
      if byte > 0x20, byte < 0x7F {
        // PCRE2 takes any escaped sign for itself.
        output.append(0x5C)
        output.append(byte)
        return
      }
    }
    output += Array("\\x{\(String(scalar, radix: 16))}".utf8)
  }

  // MARK: Lookbehinds

  /// What PCRE2 10.42 demands: each alternative of its own fixed length. Groups inside would be set in another order.
  ///
  /// - Returns: the longest of these lengths; nil if there is one without.
  private func longestAlternative(_ choice: Int32) -> Int? {
    guard case .choice(let first) = syntax.nodes[Int(choice)].kind else { return nil }
    var longest = 0
    for alternative in syntax.chain(first) {
      guard let length = length(alternative) else { return nil }
      longest = max(longest, length)
    }
    return longest
  }

  /// The scalars that a node matches, if always the same number. Recursion is bounded by the parser's depth limit.
  private func length(_ index: Int32) -> Int? {
    switch syntax.nodes[Int(index)].kind {
    case .scalar, .set, .anything: return 1
    case .lineStart, .lineEnd, .wordBoundary: return 0
    case .look(let child, let isBehind, _): return isBehind || length(child) == nil ? nil : 0
    case .group, .reference, .ignoringCase: return nil
    case .sequence(let first):
      var total = 0
      for term in syntax.chain(first) {
        guard let length = length(term) else { return nil }
        total += length
        guard total <= Self.countLimit else { return nil }
      }
      return total
    case .choice(let first):
      var common: Int?
      for alternative in syntax.chain(first) {
        guard let length = length(alternative), common ?? length == length else { return nil }
        common = length
      }
      return common
    case .repeated(let child, let least, let most, _, _):
      guard least == most, least <= Self.countLimit, let length = length(child) else { return nil }
      return length * least <= Self.countLimit ? length * least : nil
    }
  }
}
