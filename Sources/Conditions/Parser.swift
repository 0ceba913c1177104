internal import Diagnostics
internal import FirestoreModel

/// Reads a condition by descent, with the security rules' precedence: `? :`, `||`, `&&`, `== !=`, `in is`,
/// `< <= > >=`, `+ -`, `* / %`, `! -`, then `.` `[]` `()`.
struct Parser {
  /// How deep a condition may nest; walking it recurses as deep.
  static let deepest = 100

  /// An expression, and what a fault of it must point at.
  struct Part {
    var expression: Expression
    /// Of its tree.
    var depth: Int
    let offset: Int
    /// Where it ends, in bytes.
    var end: Int
  }

  let source: [UInt8]
  let known: [String]?
  private(set) var names: [String] = []
  private let tokens: [Token]
  private var position = 0
  private var nesting = 0

  init(_ source: [UInt8], known: [String]?) throws(ConditionError) {
    guard source.count <= Condition.longestText else {
      throw ConditionError(
        "condition/limit", "a condition of \(source.count) bytes: at most \(Condition.longestText) are read",
        at: Condition.longestText, length: 0, in: Array(source.prefix(Condition.longestText)))
    }
    self.source = source
    self.known = known
    var lexer = Lexer(source)
    tokens = try lexer.tokens()
  }

  /// The whole text.
  mutating func condition() throws(ConditionError) -> Expression {
    if token.kind == .end {
      throw fault(
        "condition/syntax", "the condition is empty", hint: "for example: planType == \"pro\"", at: token)
    }
    let part = try choice()
    if token.kind != .end { throw unexpected() }
    try requireTruth(part)
    return part.expression
  }

  // MARK: tokens

  var token: Token { tokens[position] }
  var following: Token { tokens[min(position + 1, tokens.count - 1)] }

  /// Steps over the token, which is not the end.
  mutating func advance() { position = min(position + 1, tokens.count - 1) }

  mutating func take(_ symbol: String) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: String, _ why: String) throws(ConditionError) {
    if take(symbol) { return }
    throw fault("condition/syntax", "\(symbol) is missing \(why)", at: token)
  }

  /// Where the token before this one ends.
  var lastEnd: Int { position == 0 ? 0 : tokens[position - 1].offset + tokens[position - 1].length }

  mutating func use(name: String, at token: Token) throws(ConditionError) {
    if let known, !known.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
      let near = Suggestion.nearest(to: name, among: known)
      throw fault(
        "condition/name", "there is no \(VisibleText.of(name)) here",
        hint: near.map { "did you mean \($0)?" } ?? "there are " + known.joined(separator: ", "), at: token)
    }
    if !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { names.append(name) }
  }

  // MARK: operators

  /// Runs a rule one level deeper.
  mutating func deeper<R>(_ rule: (inout Parser) throws(ConditionError) -> R) throws(ConditionError) -> R {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.deepest else { throw tooDeep(at: token) }
    return try rule(&self)
  }

  mutating func choice() throws(ConditionError) -> Part {
    try deeper { (parser) throws(ConditionError) in
      let condition = try parser.either()
      guard parser.take("?") else { return condition }
      try parser.requireTruth(condition)
      let first = try parser.choice()
      try parser.expect(":", "between the two answers of ?")
      let second = try parser.choice()
      return try parser.join(
        .choice(condition.expression, first.expression, second.expression), condition, first, second)
    }
  }

  private mutating func either() throws(ConditionError) -> Part {
    try parts("||", { (parser) throws(ConditionError) in try parser.both() }) { .any($0) }
  }

  private mutating func both() throws(ConditionError) -> Part {
    try parts("&&", { (parser) throws(ConditionError) in try parser.equality() }) { .all($0) }
  }

  /// A row of parts is one node, however long, so that it costs no depth.
  private mutating func parts(
    _ symbol: String, _ rule: (inout Parser) throws(ConditionError) -> Part,
    _ make: ([Expression]) -> Expression
  ) throws(ConditionError) -> Part {
    let first = try rule(&self)
    guard token.isSymbol(symbol) else { return first }
    try requireTruth(first)
    var all = [first]
    while take(symbol) {
      let next = try rule(&self)
      try requireTruth(next)
      all.append(next)
    }
    let depth = all.reduce(0) { max($0, $1.depth) } + 1
    guard depth <= Self.deepest else { throw tooDeep(at: token) }
    return Part(
      expression: make(all.map(\.expression)), depth: depth, offset: first.offset, end: lastEnd)
  }

  private mutating func equality() throws(ConditionError) -> Part {
    var left = try membership()
    while case .symbol(let symbol) = token.kind, symbol == "==" || symbol == "!=" {
      advance()
      let right = try membership()
      let comparison: Comparison = symbol == "==" ? .equal : .unequal
      left = try join(.comparison(comparison, left.expression, right.expression), left, right)
    }
    return left
  }

  private mutating func membership() throws(ConditionError) -> Part {
    var left = try order()
    while true {
      if token.isWord("in") {
        advance()
        let right = try order()
        left = try join(.isIn(left.expression, right.expression), left, right)
      } else if token.isWord("is") {
        advance()
        let type = try valueType()
        left = try join(.isType(left.expression, type), left)
      } else {
        return left
      }
    }
  }

  private mutating func valueType() throws(ConditionError) -> ValueType {
    let words = ValueType.words.map(\.word)
    guard case .word(let word) = token.kind else {
      throw fault(
        "condition/syntax", "is needs a type", hint: "one of " + words.joined(separator: ", "), at: token)
    }
    guard let type = ValueType.words.first(where: { $0.word == word })?.type else {
      let near = Suggestion.nearest(to: word, among: words)
      throw fault(
        "condition/name", "there is no type \(word)",
        hint: near.map { "did you mean \($0)?" } ?? "one of " + words.joined(separator: ", "), at: token)
    }
    advance()
    return type
  }

  private mutating func order() throws(ConditionError) -> Part {
    let left = try sum()
    let comparison: Comparison
    switch token.kind {
    case .symbol("<"): comparison = .less
    case .symbol("<="): comparison = .lessOrEqual
    case .symbol(">"): comparison = .greater
    case .symbol(">="): comparison = .greaterOrEqual
    default: return left
    }
    advance()
    let right = try sum()
    if case .symbol(let symbol) = token.kind, ["<", "<=", ">", ">="].contains(symbol) {
      throw fault(
        "condition/syntax", "one comparison cannot follow another", hint: "write a < b && b < c", at: token)
    }
    return try join(.comparison(comparison, left.expression, right.expression), left, right)
  }

  private mutating func sum() throws(ConditionError) -> Part {
    var left = try product()
    while case .symbol(let symbol) = token.kind, symbol == "+" || symbol == "-" {
      advance()
      let right = try product()
      left = try join(
        .arithmetic(symbol == "+" ? .add : .subtract, left.expression, right.expression), left, right)
    }
    return left
  }

  private mutating func product() throws(ConditionError) -> Part {
    var left = try prefixed()
    while case .symbol(let symbol) = token.kind, ["*", "/", "%"].contains(symbol) {
      advance()
      let right = try prefixed()
      let operation: Arithmetic = symbol == "*" ? .multiply : symbol == "/" ? .divide : .remainder
      left = try join(.arithmetic(operation, left.expression, right.expression), left, right)
    }
    return left
  }

  private mutating func prefixed() throws(ConditionError) -> Part {
    let start = token
    if take("!") {
      let inner = try deeper { (parser) throws(ConditionError) in try parser.prefixed() }
      try requireTruth(inner)
      return try join(.not(inner.expression), inner, from: start.offset)
    }
    if take("-") {
      // The least integer has no positive counterpart.
      if case .integer(let number) = token.kind, number == UInt64(Int64.max) + 1 {
        advance()
        return Part(expression: .literal(.integer(.min)), depth: 1, offset: start.offset, end: lastEnd)
      }
      let inner = try deeper { (parser) throws(ConditionError) in try parser.prefixed() }
      return try join(.negated(inner.expression), inner, from: start.offset)
    }
    return try postfixed()
  }

  // MARK: parts

  /// A node over parts.
  func join(_ expression: Expression, _ parts: Part..., from offset: Int? = nil) throws(ConditionError)
    -> Part
  {
    let depth = parts.reduce(0) { max($0, $1.depth) } + 1
    guard depth <= Self.deepest else { throw tooDeep(at: token) }
    return Part(expression: expression, depth: depth, offset: offset ?? parts[0].offset, end: lastEnd)
  }

  /// Refuses what can never be true or false: most likely something was forgotten.
  func requireTruth(_ part: Part) throws(ConditionError) {
    guard let kind = part.expression.kind, kind != "boolean" else { return }
    throw ConditionError(
      "condition/value", "this is a \(kind), and neither true nor false", hint: "compare it: … == …",
      at: part.offset, length: part.end - part.offset, in: source)
  }

  func tooDeep(at token: Token) -> ConditionError {
    fault("condition/limit", "the condition is nested more than \(Self.deepest) deep", at: token)
  }

  func fault(_ code: String, _ message: String, hint: String? = nil, at token: Token) -> ConditionError {
    ConditionError(
      code, message, hint: hint, at: token.offset, length: token.length, in: source)
  }

  /// What stands where nothing fits.
  func unexpected() -> ConditionError {
    let words = [
      "and": "&&", "or": "||", "not": "!", "equals": "==", "eq": "==", "ne": "!=", "contains": "in",
    ]
    switch token.kind {
    case .end: return fault("condition/syntax", "the condition ends too early", at: token)
    case .word(let word):
      let hint = words[word.lowercased()].map { "did you mean \($0)?" }
      return fault(
        "condition/syntax", "\(word) is not expected here", hint: hint ?? "join parts by && or ||", at: token)
    case .symbol(let symbol): return fault("condition/syntax", "\(symbol) is not expected here", at: token)
    case .quotedName, .integer, .double, .string:
      return fault(
        "condition/syntax", "a value is not expected here", hint: "join parts by && or ||", at: token)
    }
  }
}
