internal import JSON
internal import JSONSchema

extension ZodCompiler {
  mutating func array(_ schema: JSONNode?) throws(SchemaError) -> ZodNode {
    if let items = schema?.member("prefixItems") { return try tuple(items, schema) }
    let element =
      try schema?.member("items").map { (node) throws(SchemaError) in try read(node) } ?? add(.any)
    var rule = ArrayRule(element: element)
    if let schema { rule.checks = try lengths("minItems", "maxItems", schema) }
    program.arrays.append(rule)
    return .array(program.arrays.count - 1)
  }

  private mutating func tuple(_ items: JSONNode, _ schema: JSONNode?) throws(SchemaError) -> ZodNode {
    guard items.kind == .array else {
      throw fault("keyword/value", "prefixItems must be an array", at: items)
    }
    var rule = TupleRule(items: try read(Array(items.elements)), rest: nil, required: 0)
    if let rest = schema?.member("items"), rest.kind != .boolean || rest.isTrue { rule.rest = try read(rest) }
    if let least = schema?.member("minItems") {
      rule.required = min(Int(exactly: number(of: least)) ?? 0, rule.items.count)
    }
    program.tuples.append(rule)
    return .tuple(program.tuples.count - 1)
  }

  /// Equal bounds are one check, as `.length` is.
  func lengths(
    _ least: String, _ most: String, _ schema: JSONNode
  ) throws(SchemaError) -> [LengthCheck] {
    let low = try bound(least, schema)
    let high = try bound(most, schema)
    if let low, low == high { return [.exactly(low)] }
    return (low.map { [.min($0)] } ?? []) + (high.map { [.max($0)] } ?? [])
  }

  func bound(_ keyword: String, _ schema: JSONNode) throws(SchemaError) -> Double? {
    guard let value = schema.member(keyword) else { return nil }
    guard value.kind == .number else {
      throw fault("keyword/value", "\(keyword) must be a number", at: value)
    }
    return number(of: value)
  }

  mutating func object(_ schema: JSONNode?) throws(SchemaError) -> ZodNode {
    if let schema {
      if let names = schema.member("propertyNames") { return try record(names, schema) }
      if let patterns = schema.member("patternProperties") { return try looseRecord(patterns) }
    }
    var rule = ObjectRule()
    let required = try requiredNames(schema)
    if let properties = schema?.member("properties") {
      guard properties.kind == .object else {
        throw fault("keyword/value", "properties must be an object", at: properties)
      }
      for (key, value) in properties.members {
        let name = key.stringBytes ?? []
        rule.properties.append(
          ObjectRule.Property(name: name, node: try read(value), isRequired: required.contains(name)))
      }
      rule.properties = KeyOrder.sorted(rule.properties) { KeyOrder.index($0.name) }
      rule.names = NameTable(rule.properties.map(\.name))
    }
    if let rest = schema?.member("additionalProperties") {
      switch (rest.kind, rest.isTrue) {
      case (.boolean, true): rule.catchall = .strip
      case (.boolean, false): rule.catchall = .strict
      default: rule.catchall = rest.member("not") == nil ? .schema(try read(rest)) : .strict
      }
    }
    program.objects.append(rule)
    return .object(program.objects.count - 1)
  }

  private func requiredNames(_ schema: JSONNode?) throws(SchemaError) -> Set<[UInt8]> {
    guard let required = schema?.member("required") else { return [] }
    var names: Set<[UInt8]> = []
    for name in required.elements {
      guard let bytes = name.stringBytes else {
        throw fault("keyword/value", "required must be an array of names", at: name)
      }
      names.insert(bytes)
    }
    guard required.kind == .array else {
      throw fault("keyword/value", "required must be an array of names", at: required)
    }
    return names
  }

  private mutating func record(_ names: JSONNode, _ schema: JSONNode) throws(SchemaError) -> ZodNode {
    let value = schema.member("additionalProperties")
    var rule = RecordRule(
      key: try read(names),
      value: try value.map { (node) throws(SchemaError) in try read(node) } ?? add(.any))
    rule.isPartial = schema.member("required") == nil
    program.records.append(rule)
    return .record(program.records.count - 1)
  }

  /// Each pattern is a check of the one key schema; all lead to the one value schema.
  private mutating func looseRecord(_ patterns: JSONNode) throws(SchemaError) -> ZodNode {
    var rule = StringRule()
    var value: Int?
    for (key, schema) in patterns.members {
      rule.checks.append(try check(pattern: key, format: nil, isAlone: patterns.count == 1))
      let node = try read(schema)
      if value == nil { value = node }
    }
    guard let value else {
      throw fault("keyword/value", "patternProperties must be an object with a pattern", at: patterns)
    }
    program.strings.append(rule)
    var record = RecordRule(key: add(.string(program.strings.count - 1)), value: value)
    record.isLoose = true
    program.records.append(record)
    return .record(program.records.count - 1)
  }

  mutating func number(_ schema: JSONNode?, isInteger: Bool) throws(SchemaError) -> Int {
    var rule = NumberRule()
    if let schema {
      let low = try bound("minimum", schema)
      let high = try bound("maximum", schema)
      let safe = 9_007_199_254_740_991.0
      var skipsLow = false
      var skipsHigh = false
      if isInteger {
        var format = IntegerFormat.safeint
        if low == -2_147_483_648, high == 2_147_483_647 { format = .int32 }
        if low == 0, high == 4_294_967_295 { format = .uint32 }
        rule.checks.append(.integer(format))
        skipsLow = format != .safeint || low == -safe
        skipsHigh = format != .safeint || high == safe
      }
      if let low, !skipsLow { rule.checks.append(.min(low, inclusive: true)) }
      if let low = try bound("exclusiveMinimum", schema) { rule.checks.append(.min(low, inclusive: false)) }
      if let high, !skipsHigh { rule.checks.append(.max(high, inclusive: true)) }
      if let high = try bound("exclusiveMaximum", schema) { rule.checks.append(.max(high, inclusive: false)) }
      if let step = try bound("multipleOf", schema) { rule.checks.append(.multipleOf(step)) }
      for more in try schemas("allOf", schema) ?? [] {
        guard more.count == 1, let step = try bound("multipleOf", more) else {
          throw fault("keyword/value", "allOf beside a number must hold bare multipleOfs", at: more)
        }
        rule.checks.append(.multipleOf(step))
      }
    } else if isInteger {
      rule.checks.append(.integer(.safeint))
    }
    program.numbers.append(rule)
    return program.numbers.count - 1
  }
}
