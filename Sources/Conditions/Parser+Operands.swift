internal import Diagnostics
internal import ECMARegex
internal import FirestoreModel

extension Parser {
  /// An operand with what hangs on it: `.member`, `[index]`, `.method(…)`.
  mutating func postfixed() throws(ConditionError) -> Part {
    var part = try operand()
    while true {
      if take(".") {
        part = try member(of: part)
      } else if take("[") {
        let place = try choice()
        try expect("]", "after an index")
        part = try join(.index(part.expression, place.expression), part, place)
      } else {
        return part
      }
    }
  }

  private mutating func member(of whole: Part) throws(ConditionError) -> Part {
    let name = token
    switch name.kind {
    case .word(let word):
      advance()
      if take("(") { return try call(word, at: name, on: whole) }
      return try join(.member(whole.expression, word), whole)
    case .quotedName(let word):
      advance()
      return try join(.member(whole.expression, word), whole)
    default: throw fault("condition/syntax", "a field's name is missing after the dot", at: name)
    }
  }

  private mutating func call(_ name: String, at token: Token, on whole: Part) throws(ConditionError) -> Part {
    if name == "matches" {
      let pattern = try pattern()
      try expect(")", "after the pattern")
      return try join(.matches(whole.expression, pattern), whole)
    }
    guard let method = Method(rawValue: name) else { throw unknownMethod(name, at: token) }
    let arguments = try list(until: ")")
    guard arguments.count == method.arguments else {
      throw fault(
        "condition/syntax",
        "\(name) takes \(Self.count(method.arguments)), here there are \(arguments.count)",
        at: token)
    }
    var part = try join(.call(method, whole.expression, arguments.map(\.expression)), whole)
    for argument in arguments { part.depth = max(part.depth, argument.depth + 1) }
    guard part.depth <= Self.deepest else { throw tooDeep(at: token) }
    return part
  }

  private func unknownMethod(_ name: String, at token: Token) -> ConditionError {
    let foreign = [
      "contains": "value in list, or .hasAny([value])", "includes": "value in list, or .hasAny([value])",
      "length": ".size()", "count": ".size()", "startsWith": ".matches(\"prefix.*\")",
      "endsWith": ".matches(\".*suffix\")", "test": ".matches(\"…\")", "match": ".matches(\"…\")",
      "toLowerCase": ".lower()", "toUpperCase": ".upper()", "getHours": ".hours()",
    ]
    let near = Suggestion.nearest(to: name, among: Method.allCases.map(\.rawValue) + ["matches"])
    let hint =
      foreign[name].map { "did you mean \($0)?" } ?? near.map { "did you mean .\($0)()?" }
      ?? "there are matches, " + Method.allCases.map(\.rawValue).joined(separator: ", ")
    return fault("condition/name", "there is no method \(name)", hint: hint, at: token)
  }

  private static func count(_ number: Int) -> String {
    number == 0 ? "no argument" : number == 1 ? "one argument" : "\(number) arguments"
  }

  /// A pattern of ECMA-262 that must match the whole text, as in the security rules.
  private mutating func pattern() throws(ConditionError) -> Pattern {
    guard case .string(let text) = token.kind else {
      throw fault("condition/syntax", "matches needs a pattern in quotes", at: token)
    }
    do throws(PatternError) {
      // Alone first, so that no parenthesis of it closes ours.
      _ = try Pattern.make(text)
      let whole = try Pattern.make("^(?:\(text))$")
      advance()
      return whole
    } catch {
      throw fault(
        "condition/value", "the pattern \(VisibleText.of(error.reason))",
        hint: "a regular expression of ECMA-262; a backslash is written \\\\", at: token)
    }
  }

  /// Parts between commas, up to and over the closing symbol.
  private mutating func list(until closing: String) throws(ConditionError) -> [Part] {
    var parts: [Part] = []
    if take(closing) { return parts }
    while true {
      parts.append(try choice())
      if take(closing) { return parts }
      try expect(",", "between two values, or \(closing) after the last")
      if take(closing) { return parts }
    }
  }

  private mutating func operand() throws(ConditionError) -> Part {
    let start = token
    func literal(_ value: Value) -> Part {
      Part(expression: .literal(value), depth: 1, offset: start.offset, end: start.offset + start.length)
    }
    switch start.kind {
    case .integer(let number):
      guard let value = Int64(exactly: number) else {
        throw fault("condition/value", "\(number) is beyond the integers that Firestore has", at: start)
      }
      advance()
      return literal(.integer(value))
    case .double(let number):
      advance()
      return literal(.double(number))
    case .string(let text):
      advance()
      return literal(.string(text))
    case .word("true"), .word("false"):
      advance()
      return literal(.boolean(start.isWord("true")))
    case .word("null"):
      advance()
      return literal(.null)
    case .word("in"), .word("is"): throw unexpected()
    case .word(let name):
      if following.isSymbol("(") { return try function(name) }
      return try path(name)
    case .quotedName(let name): return try path(name)
    case .symbol("("):
      advance()
      var inner = try choice()
      try expect(")", "that closes this parenthesis")
      inner.end = lastEnd
      return Part(expression: inner.expression, depth: inner.depth, offset: start.offset, end: inner.end)
    case .symbol("["):
      advance()
      let elements = try list(until: "]")
      let depth = elements.reduce(0) { max($0, $1.depth) } + 1
      guard depth <= Self.deepest else { throw tooDeep(at: start) }
      return Part(
        expression: .list(elements.map(\.expression)), depth: depth, offset: start.offset, end: lastEnd)
    case .symbol("{"): return try map()
    default: throw unexpected()
    }
  }

  private mutating func path(_ name: String) throws(ConditionError) -> Part {
    let start = token
    try use(name: name, at: start)
    advance()
    return Part(expression: .name(name), depth: 1, offset: start.offset, end: lastEnd)
  }

  private mutating func map() throws(ConditionError) -> Part {
    let start = token
    advance()
    var entries: [(key: String, value: Expression)] = []
    var depth = 0
    while !take("}") {
      if !entries.isEmpty { try expect(",", "between two entries, or } after the last") }
      guard case .string(let key) = token.kind else {
        throw fault("condition/syntax", "a key of a map stands in quotes", at: token)
      }
      advance()
      try expect(":", "after a key")
      let value = try choice()
      depth = max(depth, value.depth)
      entries.append((key, value.expression))
    }
    guard depth < Self.deepest else { throw tooDeep(at: start) }
    return Part(expression: .map(entries), depth: depth + 1, offset: start.offset, end: lastEnd)
  }

  private mutating func function(_ name: String) throws(ConditionError) -> Part {
    let start = token
    advance()
    advance()
    switch name {
    case "exists", "has":
      let inner = try choice()
      guard inner.expression.isPath else {
        throw ConditionError(
          "condition/syntax", "\(name) asks about a field", hint: "\(name)(subscription.planType)",
          at: inner.offset, length: inner.end - inner.offset, in: source)
      }
      try expect(")", "after the field")
      return try join(.exists(inner.expression), inner, from: start.offset)
    case "timestamp", "reference":
      guard case .string(let text) = token.kind else {
        throw fault("condition/syntax", "\(name) needs a text in quotes", at: token)
      }
      let value: Value
      do throws(ModelError) {
        if name == "reference" {
          value = .reference(Reference(path: try DocumentPath(text)))
        } else if let day = try? Timestamp(rfc3339: text + "T00:00:00Z") {
          value = .timestamp(day)
        } else {
          value = .timestamp(try Timestamp(rfc3339: text))
        }
      } catch {
        throw fault("condition/value", VisibleText.of(error.message), hint: error.hint, at: token)
      }
      advance()
      try expect(")", "after the text")
      return Part(expression: .literal(value), depth: 1, offset: start.offset, end: lastEnd)
    default:
      let near = Suggestion.nearest(to: name, among: ["exists", "has", "timestamp", "reference"])
      throw fault(
        "condition/name", "there is no function \(name)",
        hint: near.map { "did you mean \($0)?" } ?? "there are exists, has, timestamp and reference",
        at: start)
    }
  }
}
