internal import JSON

extension ZodWriter {
  /// zod's formats, for strings whose schema has no pattern.
  private static let formats = [
    "email": "z.email()", "uuid": "z.guid()", "uri": "z.url()", "ipv4": "z.ipv4()", "ipv6": "z.ipv6()",
    "date-time": "z.iso.datetime({ offset: true })", "date": "z.iso.date()", "duration": "z.iso.duration()",
    "hostname": "z.hostname()",
  ]

  static func string(_ text: Shape.Text) -> String {
    var result = text.format.flatMap { formats[$0] } ?? "z.string()"
    if text.least == text.most, let count = text.least {
      result += ".length(\(count))"
    } else {
      if let least = text.least, least > 0 { result += ".min(\(least))" }
      if let most = text.most { result += ".max(\(most))" }
    }
    for pattern in text.patterns { result += ".regex(\(ScriptText.pattern(pattern)))" }
    return result
  }

  static func number(_ numbers: Shape.Numbers) -> String {
    var result = numbers.isInteger ? "z.int()" : "z.number()"
    // Beyond the integers that JavaScript can tell apart a bound says nothing.
    func isSayable(_ value: JSONValue) -> Bool {
      guard numbers.isInteger, case .int(let bound) = value else { return true }
      return bound.magnitude <= 9_007_199_254_740_991
    }
    if let value = numbers.minimum, isSayable(value) { result += ".min(\(ScriptText.literal(value)))" }
    if let value = numbers.exclusiveMinimum, isSayable(value) {
      result += ".gt(\(ScriptText.literal(value)))"
    }
    if let value = numbers.maximum, isSayable(value) { result += ".max(\(ScriptText.literal(value)))" }
    if let value = numbers.exclusiveMaximum, isSayable(value) {
      result += ".lt(\(ScriptText.literal(value)))"
    }
    if let value = numbers.multipleOf { result += ".multipleOf(\(ScriptText.literal(value)))" }
    return result
  }

  mutating func union(_ shapes: [Shape], _ isExclusive: Bool, _ discriminator: String?, indent: Int) -> String
  {
    let parts = shapes.map { expression($0, indent: indent) }
    if parts.count == 1 { return parts[0] }
    let list = "[\(parts.joined(separator: ", "))]"
    let isOfObjects = shapes.allSatisfy { if case .object = reader.resolved($0) { true } else { false } }
    if isExclusive, let discriminator, isOfObjects {
      return "z.discriminatedUnion(\(ScriptText.text(discriminator)), \(list))"
    }
    return "z.\(isExclusive ? "xor" : "union")(\(list))"
  }

  /// Strings take further checks on the same expression; the rest are intersections.
  mutating func all(_ shapes: [Shape], indent: Int) -> String {
    let texts = shapes.map { shape -> Shape.Text? in
      if case .string(let text) = reader.resolved(shape) { text } else { nil }
    }
    if texts.allSatisfy({ $0 != nil }),
      let place = shapes.firstIndex(where: { if case .named = $0 { true } else { false } })
        ?? shapes.indices.first
    {
      var result = expression(shapes[place], indent: indent)
      for (index, text) in texts.enumerated() where index != place {
        result += Self.string(text ?? .init()).dropFirst("z.string()".count)
      }
      return result
    }
    let parts = shapes.map { expression($0, indent: indent) }
    return parts.dropFirst().reduce(parts.first ?? "z.unknown()") { "z.intersection(\($0), \($1))" }
  }

  mutating func refine(_ refinement: Shape.Refinement, indent: Int) -> String {
    func test(_ expression: String) -> String { "(\(expression)).safeParse(value).success" }
    let inner = indent + 1
    let space = "\n" + String(repeating: "  ", count: inner)
    switch refinement {
    case .condition(let condition, let then, let otherwise):
      let yes = then.map { test(expression($0, indent: inner)) } ?? "true"
      let no = otherwise.map { test(expression($0, indent: inner)) } ?? "true"
      return
        ".refine(\(space)(value) => \(test(expression(condition, indent: inner)))\(space)  ? \(yes)\(space)  : \(no),\(space)\"a condition is not met\",\n\(String(repeating: "  ", count: indent)))"
    case .not(let shape):
      return ".refine((value) => !\(test(expression(shape, indent: inner))), \"what is excluded\")"
    case .contains(let shape, let least, let most):
      let count =
        "value.filter((value) => \(test(expression(shape, indent: inner)))).length"
      return
        ".refine((value) => \(count) >= \(least)\(most.map { " && \(count) <= \($0)" } ?? ""), \"contains\")"
    case .together(let name, let others):
      let has = others.map { "\(ScriptText.text($0)) in value" }.joined(separator: " && ")
      return
        ".refine((value) => !(\(ScriptText.text(name)) in value) || (\(has.isEmpty ? "true" : has)), \"fields that come together\")"
    case .with(let name, let shape):
      return
        ".refine((value) => !(\(ScriptText.text(name)) in value) || \(test(expression(shape, indent: inner))), \"fields that come together\")"
    case .fieldCount(let least, let most):
      let count = "Object.keys(value).length"
      let tests = [least.map { "\(count) >= \($0)" }, most.map { "\(count) <= \($0)" }].compactMap { $0 }
      return ".refine((value) => \(tests.joined(separator: " && ")), \"number of fields\")"
    }
  }
}
