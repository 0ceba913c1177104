internal import JSON

/// A list of schemas that must all hold, with `$ref` and `allOf` resolved and equal keywords joined: what a field
/// has to be, keyword by keyword.
struct Conjunction: Sendable {
  typealias Located = SchemaLibrary.Located

  /// A lower or upper bound of a number.
  struct Bound: Sendable {
    var value: JSONValue
    var isExclusive: Bool
  }

  /// What the objects' other members must be, seen from one schema that says so.
  struct Closer: Sendable {
    /// Members that it does not judge.
    var names: Set<String>
    /// Patterns of members that it does not judge.
    var patterns: Set<String>
    var schema: Located
    /// Whether further names may be known to it, by a union or condition that the value decides.
    var isDynamic: Bool
  }

  /// Of an array's elements, seen from one schema.
  struct Elements: Sendable {
    var prefix: [Located]
    var rest: Located?
  }

  /// A keyword whose value is more than a set or a number: compared as a whole.
  struct Group: Sendable {
    var keyword: String
    /// `anyOf`, `oneOf`: the alternatives. `if`: if, then, else, with `{}` for what is not there.
    var parts: [Located]
    /// `contains`: the counts.
    var numbers: [Int64] = []
    /// The place of the keyword.
    var place: SchemaLibrary.Place
  }

  var isRefused = false
  var types = ValueTypes.all
  /// What `enum` and `const` allow; nil for everything.
  var literals: [JSONValue]?
  var lower: Bound?
  var upper: Bound?
  /// A bound that cannot be ordered with another: compared by its text.
  var oddities: Set<String> = []
  /// The tightest of each of `minLength`, `maxItems`, ….
  var counts: [String: Int64] = [:]
  var patterns: Set<String> = []
  var formats: Set<String> = []
  var multiples: [JSONValue] = []
  var required: [String] = []
  var propertyOrder: [String] = []
  var properties: [String: [Located]] = [:]
  /// Names that a union or condition speaks of.
  var dynamicNames: Set<String> = []
  var patternProperties: [String: [Located]] = [:]
  var closers: [Closer] = []
  var elements: [Elements] = []
  var hasUnevaluatedItems = false
  var isUnique = false
  var dependentRequired: [String: Set<String>] = [:]
  var dependentSchemas: [String: [Located]] = [:]
  var propertyNames: [Located] = []
  var groups: [Group] = []
  /// Where each keyword stands, the first of several.
  var places: [String: SchemaLibrary.Place] = [:]
  /// Annotations of the outermost schemas; what stands beside a `$ref` comes first.
  var annotations: [String: JSONValue] = [:]

  /// The place of a keyword, or of the schema itself.
  var place = SchemaLibrary.Place(file: "")

  /// Joins the schemas.
  init(_ schemas: [Located], in library: SchemaLibrary) {
    place = schemas.first?.place ?? place
    var visited: Set<SchemaLibrary.Place> = []
    for schema in schemas { take(schema, library, &visited, depth: 0) }
    // A value that fits a union has a kind of one of its alternatives.
    for group in groups where group.keyword == "anyOf" || group.keyword == "oneOf" {
      types.formIntersection(
        group.parts.reduce(into: ValueTypes()) { $0.formUnion(Self.kinds($1, library, depth: 0)) })
    }
  }

  /// The kinds of value that a schema lets through at most.
  private static func kinds(_ schema: Located, _ library: SchemaLibrary, depth: Int) -> ValueTypes {
    if case .bool(let isAllowed) = schema.value { return isAllowed ? .all : [] }
    guard depth < 12 else { return .all }
    var kinds = schema.value["type"].map { ValueTypes(keyword: $0) } ?? .all
    if let constant = schema.value["const"] { kinds.formIntersection(ValueTypes(of: constant)) }
    if let values = schema.value["enum"]?.list {
      kinds.formIntersection(values.reduce(into: ValueTypes()) { $0.formUnion(ValueTypes(of: $1)) })
    }
    if let name = schema.value["$ref"]?.text, let target = library.target(of: name, from: schema.place.file) {
      kinds.formIntersection(Self.kinds(target, library, depth: depth + 1))
    }
    for part in schema.member("allOf")?.elements ?? [] {
      kinds.formIntersection(Self.kinds(part, library, depth: depth + 1))
    }
    for key in ["anyOf", "oneOf"] {
      guard let parts = schema.member(key)?.elements else { continue }
      kinds.formIntersection(
        parts.reduce(into: ValueTypes()) { $0.formUnion(Self.kinds($1, library, depth: depth + 1)) })
    }
    return kinds
  }

  /// The kinds as a schema to join with an alternative, which is only ever asked about such values.
  var context: [Located] {
    guard types != .all, types.contains(.fraction) == types.contains(.number) else { return [] }
    return [Self.context(types, at: place)]
  }

  static func context(_ types: ValueTypes, at place: SchemaLibrary.Place) -> Located {
    let names = types.text.split(separator: " ").filter { $0 != "|" && $0 != "nothing" }
    return Located(
      value: ["type": .array(names.map { .string(String($0)) })], place: place.child("(\(types.rawValue))"))
  }

  private mutating func take(
    _ schema: Located, _ library: SchemaLibrary, _ visited: inout Set<SchemaLibrary.Place>, depth: Int
  ) {
    guard visited.insert(schema.place).inserted else { return }
    guard depth < 100 else {
      oddities.insert("nested too deep")
      return
    }
    if case .bool(let isAllowed) = schema.value {
      if !isAllowed { isRefused = true }
      return
    }
    guard let fields = schema.value.fields else { return }
    // What stands beside a `$ref` comes before what stands there.
    for (key, value) in fields where SchemaWalk.annotations.contains(key) && annotations[key] == nil {
      annotations[key] = value
    }
    for (key, value) in schema.members {
      if places[key] == nil { places[key] = value.place }
      note(key, value, of: schema, library, &visited, depth)
    }
    takeScope(of: schema, library)
  }

  private mutating func note(
    _ key: String, _ value: Located, of schema: Located, _ library: SchemaLibrary,
    _ visited: inout Set<SchemaLibrary.Place>, _ depth: Int
  ) {
    switch key {
    case "$ref":
      if let name = value.value.text, let target = library.target(of: name, from: schema.place.file) {
        take(target, library, &visited, depth: depth + 1)
      } else {
        oddities.insert("$ref " + value.value.compact())
      }
    case "allOf":
      for part in value.elements { take(part, library, &visited, depth: depth + 1) }
    case "type": types.formIntersection(ValueTypes(keyword: value.value))
    case "const": limit(to: [value.value])
    case "enum": limit(to: value.value.list ?? [])
    case "minimum": raise(Bound(value: value.value, isExclusive: false))
    case "exclusiveMinimum": raise(Bound(value: value.value, isExclusive: true))
    case "maximum": lower(Bound(value: value.value, isExclusive: false))
    case "exclusiveMaximum": lower(Bound(value: value.value, isExclusive: true))
    case "multipleOf":
      if !multiples.contains(where: { Numeric.isEqual($0, value.value) }) { multiples.append(value.value) }
    case "minLength", "minItems", "minProperties":
      if let count = Numeric.count(value.value), count > 0 { counts[key] = max(counts[key] ?? 0, count) }
    case "maxLength", "maxItems", "maxProperties":
      if let count = Numeric.count(value.value) { counts[key] = min(counts[key] ?? .max, count) }
    case "pattern": if let text = value.value.text { patterns.insert(text) }
    case "format": if let text = value.value.text { formats.insert(text) }
    case "required":
      for name in value.value.list ?? [] {
        if let name = name.text, !required.contains(name) { required.append(name) }
      }
    case "properties":
      for (name, child) in value.members {
        if properties[name] == nil { propertyOrder.append(name) }
        properties[name, default: []].append(child)
      }
    case "patternProperties":
      for (pattern, child) in value.members { patternProperties[pattern, default: []].append(child) }
    case "uniqueItems": if value.value.isTrue { isUnique = true }
    case "dependentRequired":
      for (name, others) in value.members {
        dependentRequired[name, default: []].formUnion((others.value.list ?? []).compactMap(\.text))
      }
    case "dependentSchemas":
      for (name, child) in value.members { dependentSchemas[name, default: []].append(child) }
    case "propertyNames": propertyNames.append(value)
    case "not":
      if value.value.isTrivialSchema {
        isRefused = true
      } else {
        groups.append(Group(keyword: key, parts: [value], place: value.place))
      }
    case "anyOf", "oneOf":
      groups.append(Group(keyword: key, parts: value.elements, place: value.place))
    case "if":
      let missing = Located(value: .object([]), place: value.place.child("-"))
      groups.append(
        Group(
          keyword: key, parts: [value, schema.member("then") ?? missing, schema.member("else") ?? missing],
          place: value.place))
    case "contains":
      let least = schema.value["minContains"].flatMap(Numeric.count) ?? 1
      let most = schema.value["maxContains"].flatMap(Numeric.count) ?? .max
      groups.append(Group(keyword: key, parts: [value], numbers: [least, most], place: value.place))
    case "unevaluatedItems": if !value.value.isTrivialSchema { hasUnevaluatedItems = true }
    case "$dynamicRef": oddities.insert("$dynamicRef " + value.value.compact())
    case "additionalProperties", "unevaluatedProperties", "items", "prefixItems", "then", "else",
      "minContains",
      "maxContains":
      break
    default:
      if !SchemaWalk.annotations.contains(key) { oddities.insert(key + " " + value.value.compact()) }
    }
  }

  /// What the keywords that judge the rest of an object or array say.
  private mutating func takeScope(of schema: Located, _ library: SchemaLibrary) {
    let own = Set(schema.member("properties")?.members.map(\.key) ?? [])
    let ownPatterns = Set(schema.member("patternProperties")?.members.map(\.key) ?? [])
    if let rest = schema.member("additionalProperties"), !rest.value.isTrivialSchema {
      closers.append(Closer(names: own, patterns: ownPatterns, schema: rest, isDynamic: false))
    }
    if let rest = schema.member("unevaluatedProperties"), !rest.value.isTrivialSchema {
      var scope = Scope()
      scope.take(schema, library, isStatic: true, depth: 0)
      if !scope.isOpen {
        dynamicNames.formUnion(scope.dynamicNames)
        closers.append(
          Closer(
            names: scope.names, patterns: scope.patterns, schema: rest, isDynamic: scope.isDynamic))
      }
    }
    let prefix = schema.member("prefixItems")?.elements ?? []
    let rest = schema.member("items")
    if !prefix.isEmpty || rest != nil { elements.append(Elements(prefix: prefix, rest: rest)) }
  }

  private mutating func limit(to values: [JSONValue]) {
    guard let known = literals else {
      literals = values
      return
    }
    literals = known.filter { one in values.contains { Numeric.isEqual(one, $0) } }
  }

  private mutating func raise(_ bound: Bound) {
    guard let known = lower else {
      lower = bound
      return
    }
    guard let order = Numeric.compare(bound.value, known.value) else {
      oddities.insert("minimum " + bound.value.compact())
      return
    }
    if order > 0 || order == 0 && bound.isExclusive { lower = bound }
  }

  private mutating func lower(_ bound: Bound) {
    guard let known = upper else {
      upper = bound
      return
    }
    guard let order = Numeric.compare(bound.value, known.value) else {
      oddities.insert("maximum " + bound.value.compact())
      return
    }
    if order < 0 || order == 0 && bound.isExclusive { upper = bound }
  }
}

/// The names of an object's members that a schema judges, and so keeps from `unevaluatedProperties`.
private struct Scope {
  var names: Set<String> = []
  var patterns: Set<String> = []
  var dynamicNames: Set<String> = []
  var isDynamic = false
  /// Whether something judges all members.
  var isOpen = false
  private var visited: Set<SchemaLibrary.Place> = []

  mutating func take(
    _ schema: SchemaLibrary.Located, _ library: SchemaLibrary, isStatic: Bool, depth: Int
  ) {
    guard depth < 100, visited.insert(schema.place).inserted else {
      if depth >= 100 { isDynamic = true }
      return
    }
    for (key, value) in schema.members {
      switch key {
      case "properties":
        let found = value.members.map(\.key)
        if isStatic { names.formUnion(found) } else { dynamicNames.formUnion(found) }
      case "patternProperties":
        if isStatic { patterns.formUnion(value.members.map(\.key)) } else { isDynamic = true }
      case "additionalProperties":
        if isStatic { isOpen = true } else { isDynamic = true }
      case "unevaluatedProperties" where depth > 0:
        if isStatic { isOpen = true } else { isDynamic = true }
      case "$ref":
        guard let name = value.value.text, let target = library.target(of: name, from: schema.place.file)
        else {
          isDynamic = true
          continue
        }
        take(target, library, isStatic: isStatic, depth: depth + 1)
      case "allOf":
        for part in value.elements { take(part, library, isStatic: isStatic, depth: depth + 1) }
      case "anyOf", "oneOf":
        isDynamic = true
        for part in value.elements { take(part, library, isStatic: false, depth: depth + 1) }
      case "if", "then", "else":
        isDynamic = true
        take(value, library, isStatic: false, depth: depth + 1)
      case "dependentSchemas":
        isDynamic = true
        for (_, part) in value.members { take(part, library, isStatic: false, depth: depth + 1) }
      case "$dynamicRef": isDynamic = true
      default: continue
      }
    }
  }
}
