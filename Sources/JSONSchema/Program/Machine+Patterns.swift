import ECMARegex

extension Machine {
  /// Whether the string at `node` matches a pattern of the program. A match that was given up is a no, and remembered.
  mutating func matches(_ pattern: Int, _ node: Int) -> Bool {
    let matcher = matcher ?? PatternMatcher()
    self.matcher = matcher
    let compiled = program.tables.patterns[pattern]
    if let answer = withString(node, { matcher.matches(compiled, $0) }) { return answer }
    giveUp(.patternSteps(pattern: pattern), node)
    return false
  }
}
