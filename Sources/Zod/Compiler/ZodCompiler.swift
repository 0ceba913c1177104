internal import Diagnostics
internal import JSON
internal import JSONSchema

/// Reads JSON Schema as `z.toJSONSchema` writes it, and finds the zod schema that is meant.
struct ZodCompiler {
  let root: JSONNode
  var program = ZodProgram()
  /// The program's node of each schema that was met, by its place on the tape.
  private var known: [Int: Int] = [:]
  /// Targets of references, still to be read: a chain of them must not become a chain of calls.
  private var waiting: [(schema: JSONNode, node: Int)] = []
  /// Members of the objects that references lead through, by the object's place: there may be very many of both.
  private var tables: [Int: [[UInt8]: JSONNode]] = [:]
  /// Elements of the arrays that they lead through.
  private var lists: [Int: [JSONNode]] = [:]
  /// Where each reference leads in the end.
  private var targets: [Int: JSONNode] = [:]

  init(_ root: JSONNode) { self.root = root }

  mutating func compile() throws(SchemaError) -> ZodProgram {
    program.root = try read(root)
    while let next = waiting.popLast() {
      program.nodes[next.node] = try meaning(next.schema)
    }
    try SameValueLoops.refuse(in: program, schema: root)
    let constants = Constants(program)
    try chooseDiscriminators(constants)
    try listRecordKeys(constants)
    return program
  }

  func fault(_ code: String, _ message: String, at node: JSONNode, hint: String? = nil) -> SchemaError {
    SchemaError([Finding(code: code, message: message, location: node.location(), hint: hint)])
  }

  mutating func add(_ node: ZodNode) -> Int {
    program.nodes.append(node)
    return program.nodes.count - 1
  }

  mutating func list(_ nodes: [Int]) -> Int {
    program.lists.append(nodes)
    return program.lists.count - 1
  }

  /// The program's node for a schema.
  mutating func read(_ schema: JSONNode) throws(SchemaError) -> Int {
    if let node = known[schema.index] { return node }
    if let reference = schema.member("$ref") {
      let target = try self.target(of: reference)
      let node = reserve(target)
      return schema.member("default") == nil ? node : add(.defaulted(node))
    }
    let node = add(.any)
    known[schema.index] = node
    program.nodes[node] = try meaning(schema)
    return node
  }

  /// The node that a reference's target has or will have.
  private mutating func reserve(_ target: JSONNode) -> Int {
    if let node = known[target.index] { return node }
    let node = add(.any)
    known[target.index] = node
    waiting.append((target, node))
    return node
  }

  /// The schema that a `$ref` names, through further ones.
  private mutating func target(of reference: JSONNode) throws(SchemaError) -> JSONNode {
    var reference = reference
    var chain: Set<Int> = []
    while true {
      if let known = targets[reference.index] { return remember(known, chain) }
      guard chain.insert(reference.index).inserted else {
        throw fault("keyword/loop", "the $ref leads back to itself", at: reference)
      }
      guard let text = reference.string, text.utf8.first == 0x23,
        let pointer = JSONPointer(String(text.dropFirst())),
        let target = resolve(pointer)
      else {
        throw fault(
          "keyword/reference", "the $ref \(JSONValue(reference).compact()) leads nowhere", at: reference,
          hint: "name a schema of this file, such as #/$defs/NAME")
      }
      guard target.kind == .object, target.member("default") == nil, let next = target.member("$ref") else {
        return remember(target, chain)
      }
      reference = next
    }
  }

  private mutating func remember(_ target: JSONNode, _ chain: Set<Int>) -> JSONNode {
    for reference in chain { targets[reference] = target }
    return target
  }

  private mutating func resolve(_ pointer: JSONPointer) -> JSONNode? {
    var node = root
    for token in pointer.tokens {
      switch node.kind {
      case .object:
        let table =
          tables[node.index] ?? Dictionary(node.members.map { ($0.key.stringBytes ?? [], $0.value) }) { $1 }
        tables[node.index] = table
        guard let next = table[Array(token.utf8)] else { return nil }
        node = next
      case .array:
        let list = lists[node.index] ?? Array(node.elements)
        lists[node.index] = list
        guard let place = Int(token), String(place) == token, list.indices.contains(place) else { return nil }
        node = list[place]
      default: return nil
      }
    }
    return node
  }

  /// What a schema means; `default` around it all.
  private mutating func meaning(_ schema: JSONNode) throws(SchemaError) -> ZodNode {
    if schema.kind == .boolean { return schema.isTrue ? .any : .never }
    guard schema.kind == .object else {
      throw fault(
        "keyword/value", "a schema must be an object, found \(JSONValue(schema).compact())", at: schema)
    }
    if let reference = schema.member("$ref") {
      let node = reserve(try target(of: reference))
      return .defaulted(node)
    }
    try refuseForeign(schema)
    let inner = try plain(schema)
    return schema.member("default") == nil ? inner : .defaulted(add(inner))
  }

  private mutating func plain(_ schema: JSONNode) throws(SchemaError) -> ZodNode {
    if let value = schema.member("const") { return try literal([value]) }
    if let values = schema.member("enum") {
      guard values.kind == .array else { throw fault("keyword/value", "enum must be an array", at: values) }
      return try literal(Array(values.elements))
    }
    if schema.member("not") != nil { return .never }
    if let options = try schemas("anyOf", schema) { return try union(options) }
    if let options = try schemas("oneOf", schema) {
      let node = ZodNode.exclusive(list(try read(options)))
      return node
    }
    guard let type = schema.member("type") else {
      if let sides = try schemas("allOf", schema) { return .intersection(list(try read(sides))) }
      return .any
    }
    if type.kind == .array { return try types(type) }
    return try named(type, schema)
  }

  /// A `type` list is a union of bare types.
  private mutating func types(_ type: JSONNode) throws(SchemaError) -> ZodNode {
    let names = Array(type.elements)
    guard !names.isEmpty else { throw fault("keyword/value", "type must not be an empty array", at: type) }
    var nodes: [Int] = []
    for name in names { nodes.append(add(try bare(name))) }
    if names.count == 2, names[1].stringEquals("null") { return .nullable(nodes[0]) }
    return .union(list(nodes))
  }

  private mutating func bare(_ type: JSONNode) throws(SchemaError) -> ZodNode {
    try named(type, nil)
  }

  private mutating func named(_ type: JSONNode, _ schema: JSONNode?) throws(SchemaError) -> ZodNode {
    switch type.string {
    case "string": return .string(try string(schema))
    case "number", "integer": return .number(try number(schema, isInteger: type.stringEquals("integer")))
    case "boolean": return .boolean
    case "null": return .null
    case "array": return try array(schema)
    case "object": return try object(schema)
    default:
      throw fault(
        "keyword/value", "\(JSONValue(type).compact()) is no type", at: type,
        hint: "a type is string, number, integer, boolean, null, array or object")
    }
  }

  private mutating func union(_ options: [JSONNode]) throws(SchemaError) -> ZodNode {
    let nodes = try read(options)
    if options.count == 2, isBareNull(options[1]) { return .nullable(nodes[0]) }
    return .union(list(nodes))
  }

  private func isBareNull(_ schema: JSONNode) -> Bool {
    schema.kind == .object && schema.member("type")?.stringEquals("null") == true
      && schema.member("const") == nil && schema.member("enum") == nil
  }

  mutating func read(_ schemas: [JSONNode]) throws(SchemaError) -> [Int] {
    var nodes: [Int] = []
    for schema in schemas { nodes.append(try read(schema)) }
    return nodes
  }

  /// The schemas of an applicator, nil if it is not there.
  func schemas(_ keyword: StaticString, _ schema: JSONNode) throws(SchemaError) -> [JSONNode]? {
    guard let value = schema.member(keyword.description) else { return nil }
    let schemas = Array(value.elements)
    guard value.kind == .array, !schemas.isEmpty else {
      throw fault("keyword/value", "\(keyword) must be an array of schemas", at: value)
    }
    return schemas
  }

  private mutating func literal(_ values: [JSONNode]) throws(SchemaError) -> ZodNode {
    var literals: [ZodLiteral] = []
    for value in values {
      switch value.kind {
      case .null: literals.append(.null)
      case .boolean: literals.append(.bool(value.isTrue))
      case .number: literals.append(.number(number(of: value)))
      case .string: literals.append(.string(value.stringBytes ?? []))
      case .array, .object:
        throw fault("keyword/value", "a literal of zod is no \(value.kind)", at: value)
      }
    }
    guard !values.isEmpty else { return .never }
    program.literals.append(LiteralRule(literals))
    return .literal(program.literals.count - 1)
  }

  /// A number's value as JavaScript reads it.
  func number(of node: JSONNode) -> Double {
    switch node.doubleOutcome {
    case .finite(let value): value
    case .overflow: node.rawBytes.first == 0x2D ? -.infinity : .infinity
    default: 0
    }
  }

  /// Keywords that decide in JSON Schema and that no zod schema becomes.
  private static let foreign = NameTable(
    [
      "if", "then", "else", "contains", "minContains", "maxContains", "uniqueItems", "minProperties",
      "maxProperties", "dependentRequired", "dependentSchemas", "unevaluatedItems", "unevaluatedProperties",
      "$dynamicRef",
    ].map { Array($0.utf8) })

  private func refuseForeign(_ schema: JSONNode) throws(SchemaError) {
    let foreign = Self.foreign
    for (key, value) in schema.members {
      if key.stringBytes?.withUnsafeBufferPointer({ foreign.place(of: $0) }) != nil {
        throw fault(
          "keyword/unknown", "z.toJSONSchema writes no \(key.string ?? "")", at: key,
          hint: "judge by JSON Schema instead: --mode json-schema")
      }
      if key.stringEquals("not"), value.kind != .object || value.count > 0 {
        throw fault(
          "keyword/value", "not must be {}, which is z.never()", at: value,
          hint: "judge by JSON Schema instead: --mode json-schema")
      }
    }
  }
}
