/// A pattern as instructions for `BacktrackMachine`: ECMA-262's own way of matching (§22.2.2), for patterns that PCRE2
/// cannot run or runs otherwise.
final class BacktrackProgram: Sendable {
  /// One step. `isBackward` steps read the text from right to left, as lookbehinds do.
  enum Step: Sendable {
    case scalar(UInt32, isBackward: Bool)
    /// A scalar by its folded form.
    case folded(UInt32, isBackward: Bool)
    case set(Int, isBackward: Bool)
    case lineStart(eachLine: Bool)
    case lineEnd(eachLine: Bool)
    case wordBoundary(isNegated: Bool, ignoresCase: Bool)
    /// Goes on at the next step, or later at `other`.
    case fork(other: Int)
    case jump(Int)
    /// Writes the place in the text into a register.
    case mark(Int)
    /// Forgets what groups hold.
    case forget(Range<Int>)
    case startLoop(counter: Int)
    /// At the head of a repetition: its round is the next step, `exit` what follows it.
    case loop(counter: Int, least: Int, most: Int, isLazy: Bool, exit: Int)
    case endLoop(counter: Int, place: Int, least: Int, head: Int)
    case reference(groups: [Int], ignoresCase: Bool, isBackward: Bool)
    /// A lookaround: the next step begins what it looks for, which ends in `matched`; then `exit`.
    case look(isNegated: Bool, exit: Int)
    case matched
  }

  let steps: [Step]
  let sets: [ScalarRanges]
  /// Two for each group, then those of loops.
  let registerCount: Int
  /// Matches at the start of the text or nowhere.
  let isAnchored: Bool

  /// - Throws: `PatternError` for a property that nobody here has data of.
  init(_ syntax: PatternSyntax) throws(PatternError) {
    var compiler = BacktrackCompiler(syntax)
    try compiler.compile(syntax.root, isBackward: false, ignoresCase: false)
    compiler.steps.append(.matched)
    steps = compiler.steps
    sets = compiler.sets
    registerCount = compiler.registerCount
    if case .lineStart(eachLine: false) = compiler.steps[0] { isAnchored = true } else { isAnchored = false }
  }
}

/// Writes the steps of a pattern. Recursion is bounded by the parser's depth limit.
struct BacktrackCompiler {
  private let syntax: PatternSyntax
  var steps: [BacktrackProgram.Step] = []
  var sets: [ScalarRanges] = []
  var registerCount: Int

  init(_ syntax: PatternSyntax) {
    self.syntax = syntax
    registerCount = 2 * (syntax.groupCount + 1)
  }

  mutating func compile(_ index: Int32, isBackward: Bool, ignoresCase: Bool) throws(PatternError) {
    switch syntax.nodes[Int(index)].kind {
    case .scalar(let value):
      if ignoresCase {
        steps.append(.folded(CaseFolding.fold(value), isBackward: isBackward))
      } else {
        steps.append(.scalar(value, isBackward: isBackward))
      }
    case .set(let items, let isNegated):
      addSet(try members(items, isNegated, ignoresCase), isBackward)
    case .anything(let includesLineEnds):
      let lineEnds = ScalarRanges([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])
      addSet(includesLineEnds ? .everything : lineEnds.inverted, isBackward)
    case .lineStart(let eachLine): steps.append(.lineStart(eachLine: eachLine))
    case .lineEnd(let eachLine): steps.append(.lineEnd(eachLine: eachLine))
    case .wordBoundary(let isNegated):
      steps.append(.wordBoundary(isNegated: isNegated, ignoresCase: ignoresCase))
    case .choice(let first): try choice(first, isBackward, ignoresCase)
    case .sequence(let first):
      let terms = Array(syntax.chain(first))
      for term in isBackward ? terms.reversed() : terms {
        try compile(term, isBackward: isBackward, ignoresCase: ignoresCase)
      }
    case .group(let child, let number):
      steps.append(.mark(2 * number + (isBackward ? 1 : 0)))
      try compile(child, isBackward: isBackward, ignoresCase: ignoresCase)
      steps.append(.mark(2 * number + (isBackward ? 0 : 1)))
    case .repeated(let child, let least, let most, let isLazy, let groups):
      let counter = registerCount
      registerCount += 2
      steps.append(.startLoop(counter: counter))
      let head = steps.count
      steps.append(.jump(0))
      steps.append(.mark(counter + 1))
      if !groups.isEmpty { steps.append(.forget(2 * groups.lowerBound..<2 * groups.upperBound)) }
      try compile(child, isBackward: isBackward, ignoresCase: ignoresCase)
      steps.append(.endLoop(counter: counter, place: counter + 1, least: least, head: head))
      steps[head] = .loop(counter: counter, least: least, most: most, isLazy: isLazy, exit: steps.count)
    case .look(let child, let isBehind, let isNegated):
      let start = steps.count
      steps.append(.jump(0))
      try compile(child, isBackward: isBehind, ignoresCase: ignoresCase)
      steps.append(.matched)
      steps[start] = .look(isNegated: isNegated, exit: steps.count)
    case .reference(let reference):
      steps.append(
        .reference(groups: syntax.groups(of: reference), ignoresCase: ignoresCase, isBackward: isBackward))
    case .ignoringCase(let child, let ignores):
      try compile(child, isBackward: isBackward, ignoresCase: ignores)
    }
  }

  private mutating func choice(_ first: Int32, _ isBackward: Bool, _ ignoresCase: Bool) throws(PatternError) {
    var jumps: [Int] = []
    for alternative in syntax.chain(first) {
      let isLast = syntax.nodes[Int(alternative)].next < 0
      let fork = steps.count
      if !isLast { steps.append(.fork(other: 0)) }
      try compile(alternative, isBackward: isBackward, ignoresCase: ignoresCase)
      guard !isLast else { continue }
      jumps.append(steps.count)
      steps.append(.jump(0))
      steps[fork] = .fork(other: steps.count)
    }
    for jump in jumps { steps[jump] = .jump(steps.count) }
  }

  /// Sets of classes and of properties by what they were made of: a property alone costs some 20 ms.
  private var known: [ClassKey: ScalarRanges] = [:]
  private var properties: [UnicodeProperty: ScalarRanges] = [:]
  /// Ranges of all different sets, at most: some dozens of milliseconds.
  private var rangesLeft = 300_000

  private struct ClassKey: Hashable {
    var items: [ClassItem]
    var isNegated: Bool
    var ignoresCase: Bool
  }

  private mutating func addSet(_ set: ScalarRanges, _ isBackward: Bool) {
    sets.append(set)
    steps.append(.set(sets.count - 1, isBackward: isBackward))
  }

  private mutating func members(
    _ items: Range<Int32>, _ isNegated: Bool, _ ignoresCase: Bool
  ) throws(PatternError) -> ScalarRanges {
    let key = ClassKey(
      items: items.map { syntax.classItems[Int($0)] }, isNegated: isNegated, ignoresCase: ignoresCase)
    if let set = known[key] { return set }
    let set = try makeSet(items, ignoresCase)
    known[key] = isNegated ? set.inverted : set
    return isNegated ? set.inverted : set
  }

  private mutating func set(of property: UnicodeProperty) throws(PatternError) -> ScalarRanges {
    if let set = properties[property] { return set }
    let set =
      property.nameForPCRE2.map { PropertyRanges.all(named: $0) } ?? ScalarRanges.computed(property)
    guard let set else { throw PatternError(unknown: property) }
    properties[property] = set
    return set
  }

  private mutating func makeSet(_ items: Range<Int32>, _ ignoresCase: Bool) throws(PatternError)
    -> ScalarRanges
  {
    var ranges: [ClosedRange<UInt32>] = []
    for index in items {
      switch syntax.classItems[Int(index)] {
      case .range(let low, let high): ranges.append(low...high)
      case .shorthand(let letter):
        var set = ScalarRanges(PatternClass.shorthand(letter))
        // Of the shorthands only `\w` knows of case: `ſ` and the Kelvin sign are in it (§22.2.2.7.3, WordCharacters).
        if ignoresCase, letter | 0x20 == 0x77 { set = set.closedUnderCase }
        ranges += (letter & 0x20 == 0 ? set.inverted : set).ranges
      case .property(let property, let isNegated):
        let known = try set(of: property)
        ranges += (isNegated ? known.inverted : known).ranges
      }
    }
    rangesLeft -= ranges.count
    guard rangesLeft > 0 else {
      throw PatternError(reason: "has too many different classes of many scalars", place: 0)
    }
    let set = ScalarRanges(ranges)
    return ignoresCase ? set.closedUnderCase : set
  }
}

extension PatternError {
  /// For a property that is one, but newer than the data here.
  init(unknown property: UnicodeProperty) {
    self.init(
      reason: "uses \\p{\(property.nameForPCRE2 ?? "…")}, which is newer than the Unicode data of PCRE2 here",
      place: 0)
  }
}
