internal import ECMARegex
internal import JSON
internal import JSONSchema

extension ZodCompiler {
  mutating func string(_ schema: JSONNode?) throws(SchemaError) -> Int {
    var rule = StringRule()
    if let schema {
      let format = StringFormat.named(schema.member("format")?.string)
      if let list = try schemas("allOf", schema) {
        try several(list, format, &rule)
      } else {
        try single(schema.member("pattern"), format, &rule)
      }
      rule.checks += try lengths("minLength", "maxLength", schema).map { .length($0) }
    }
    program.strings.append(rule)
    return program.strings.count - 1
  }

  /// A format and a pattern, or either: the pattern is the format's own, unless the format has none.
  private mutating func single(
    _ pattern: JSONNode?, _ format: StringFormat?, _ rule: inout StringRule
  ) throws(SchemaError) {
    switch format {
    case nil:
      if let pattern { rule.checks.append(try check(pattern: pattern, format: nil, isAlone: true)) }
    case .code(let code):
      // A URL and a token write no pattern: one beside them is a check of its own.
      if let pattern, code == .url || code == .jwt {
        let own = try check(pattern: pattern, format: nil, isAlone: true)
        if case .pattern = own {
          rule.checks = [own, .code(code)]
        } else {
          rule.checks = [.code(code), own]
        }
      } else {
        rule.checks.append(.code(code))
      }
    case .some(var format):
      // GUID and UUID share a name in JSON Schema; only the pattern tells them apart.
      if format == .pattern("uuid"), KnownPatterns.format(of: pattern?.string ?? "", isAlone: true) == .guid {
        format = .guid
      }
      if let pattern {
        rule.checks.append(try check(pattern: pattern, format: format, isAlone: true))
      } else if let source = KnownPatterns.usual(format) {
        rule.checks.append(try check(source: source, format: format, at: root))
      }
    }
  }

  /// A list of patterns, in the order of the checks; the format is the last one's that set one.
  private mutating func several(
    _ list: [JSONNode], _ format: StringFormat?, _ rule: inout StringRule
  ) throws(SchemaError) {
    var patterns: [JSONNode] = []
    for schema in list {
      guard let pattern = schema.member("pattern"), pattern.kind == .string else {
        throw fault("keyword/value", "allOf beside a string must hold bare patterns", at: schema)
      }
      patterns.append(pattern)
    }
    var isFound = format == nil
    for pattern in patterns {
      guard let known = KnownPatterns.format(of: pattern.string ?? "", isAlone: false) else { continue }
      if known == format || (known == .guid && format == .pattern("uuid")) { isFound = true }
    }
    for (place, pattern) in patterns.enumerated() {
      // A format whose pattern nobody knows is the last one's: `regex` would have taken the name away.
      let own = !isFound && place == patterns.count - 1 ? format : nil
      rule.checks.append(try check(pattern: pattern, format: own, isAlone: false))
    }
    if case .code(let code) = format, code == .url || code == .jwt {
      rule.checks.removeLast()
      rule.checks.append(try check(pattern: patterns[patterns.count - 1], format: nil, isAlone: false))
      let firstAffix = rule.checks.firstIndex { check in
        if case .pattern = check { false } else { true }
      }
      rule.checks.insert(.code(code), at: firstAffix ?? rule.checks.count)
    }
  }

  /// What a pattern checks.
  ///
  /// - Parameter format: whose pattern it is, if the schema says so.
  /// - Parameter isAlone: it is the only one of its string.
  mutating func check(
    pattern: JSONNode, format: StringFormat?, isAlone: Bool
  ) throws(SchemaError) -> StringCheck {
    guard let source = pattern.string else {
      throw fault("keyword/value", "a pattern must be a string", at: pattern)
    }
    if let format { return try check(source: source, format: format, at: pattern) }
    if let known = KnownPatterns.format(of: source, isAlone: isAlone) {
      return try check(source: source, format: known, at: pattern)
    }
    if let affix = Affix.check(of: source) { return affix }
    return try check(source: source, format: .pattern("regex"), at: pattern)
  }

  private mutating func check(
    source: String, format: StringFormat, at node: JSONNode
  ) throws(SchemaError) -> StringCheck {
    switch format {
    case .code(let code): return .code(code)
    case .pattern(let name):
      return .pattern(format: name, pattern: try pattern(source, isUnicode: name == "emoji", at: node))
    case .named(let name):
      return .named(format: name, pattern: try pattern(source, isUnicode: false, at: node))
    }
  }

  private mutating func pattern(_ source: String, isUnicode: Bool, at node: JSONNode) throws(SchemaError)
    -> Int
  {
    let isUnicode = isUnicode || KnownPatterns.unicodeSources.contains(source)
    do throws(PatternError) {
      let text = isUnicode ? source : LegacyPattern.unicode(source)
      program.patterns.append(
        PatternRule(
          pattern: try Pattern.make(text), shown: "/\(source)/\(isUnicode ? "u" : "")", isLegacy: !isUnicode))
    } catch {
      throw fault("keyword/pattern", "the pattern \(source) \(error.reason)", at: node)
    }
    return program.patterns.count - 1
  }
}

/// A format as zod knows it.
enum StringFormat: Equatable {
  case code(CodeFormat)
  /// Decided by its pattern, which its issue shows.
  case pattern(String)
  /// Decided by its pattern, which its issue does not show.
  case named(String)

  static let guid = StringFormat.pattern("guid")

  /// What `format` in JSON Schema names; nil for those that only say how a string is checked otherwise.
  static func named(_ format: String?) -> StringFormat? {
    switch format {
    case nil, "", "starts_with", "ends_with", "includes": nil
    case "uri": .code(.url)
    case "date-time": .pattern("datetime")
    case "json-string": .pattern("json_string")
    case .some(let name):
      if let code = CodeFormat(rawValue: name) {
        .code(code)
      } else {
        patterned.contains(name) ? .pattern(name) : .named(name)
      }
    }
  }

  private static let patterned: Set<String> = [
    "guid", "uuid", "email", "emoji", "nanoid", "cuid", "cuid2", "ulid", "xid", "ksuid", "date", "time",
    "duration", "ipv4", "mac", "cidrv4", "e164", "lowercase", "uppercase", "currency_code",
  ]
}

/// `.startsWith`, `.endsWith` and `.includes`, which write patterns.
enum Affix {
  static func check(of source: String) -> StringCheck? {
    let bytes = Array(source.utf8)
    let any = Array(".*".utf8)
    if bytes.first == 0x5E, bytes.suffix(2).elementsEqual(any), bytes.count >= 3 {
      return literal(bytes[1..<(bytes.count - 2)]).map { .startsWith($0) }
    }
    if bytes.last == 0x24, bytes.starts(with: any), bytes.count >= 3 {
      return literal(bytes[2..<(bytes.count - 1)]).map { .endsWith($0) }
    }
    if source == "(?:)" { return .includes([]) }
    return literal(bytes[...]).map { .includes($0) }
  }

  /// The text of a pattern that is nothing else: zod escapes what has a meaning, JavaScript slashes and line ends.
  private static func literal(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var text: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == 0x5C else {
        if meaningful.contains(byte) { return nil }
        text.append(byte)
        continue
      }
      guard index < bytes.endIndex else { return nil }
      let escaped = bytes[index]
      index += 1
      switch escaped {
      case 0x6E: text.append(0x0A)
      case 0x72: text.append(0x0D)
      case 0x2F: text.append(escaped)
      case let byte where meaningful.contains(byte) || byte == 0x5C: text.append(byte)
      default: return nil
      }
    }
    return text
  }

  private static let meaningful: Set<UInt8> = Set(".*+?^${}()|[]".utf8)
}
