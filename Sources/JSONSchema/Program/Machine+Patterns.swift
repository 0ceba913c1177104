import ECMARegex
import JSON

extension Machine {
  /// What a match that was given up costs of the budget for work: a document of many such strings must end too.
  private static let costOfGivingUp = 50_000

  /// Whether the string at `node` matches a pattern of the program. A match that was given up is a no, and remembered.
  mutating func matches(_ pattern: Int, _ node: Int) -> Bool {
    budget &-= 1 &+ Int(tape.nodes[node].length) >> 6
    guard budget > 0 else {
      giveUp(.work, node)
      return false
    }
    if let answer = quickAnswer(pattern, node) { return answer }
    let matcher = matcher ?? PatternMatcher()
    self.matcher = matcher
    let compiled = program.tables.patterns[pattern]
    if let answer = withString(node, { matcher.matches(compiled, $0) }) { return answer }
    budget &-= Self.costOfGivingUp
    giveUp(.patternSteps(pattern: pattern), node)
    return false
  }
}
