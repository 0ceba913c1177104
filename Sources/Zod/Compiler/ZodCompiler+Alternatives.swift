internal import JSONSchema

extension ZodCompiler {
  /// Makes discriminated unions of the `oneOf`s whose options share a key with constants, all different.
  mutating func chooseDiscriminators(_ constants: Constants) throws(SchemaError) {
    var seen = Set<Int>()
    // From the root down, so that a nested union knows the key of the one around it.
    for node in [program.root] + Array(program.nodes.indices) {
      choose(node, around: [], &seen, depth: 0, constants)
      try refuse(constants)
    }
  }

  private mutating func choose(
    _ node: Int, around: [[UInt8]], _ seen: inout Set<Int>, depth: Int, _ constants: Constants
  ) {
    guard depth < 200, case .exclusive(let list) = program.nodes[node], seen.insert(node).inserted else {
      return
    }
    let found = constants.discriminators(ofList: list)
    let rule = found.first { rule in !around.contains(rule.key) } ?? found.first
    for option in program.lists[list] {
      choose(option, around: around + (rule.map { [$0.key] } ?? []), &seen, depth: depth + 1, constants)
    }
    guard let rule else { return }
    program.discriminators.append(DiscriminatorRule(key: rule.key, choices: rule.choices))
    program.nodes[node] = .discriminated(program.discriminators.count - 1)
  }

  /// Lists the keys of the records whose key schema has only so many.
  mutating func listRecordKeys(_ constants: Constants) throws(SchemaError) {
    // Records with one key schema share one list.
    var lists: [Int: (values: [ZodLiteral], names: NameTable)] = [:]
    for index in program.records.indices where !program.records[index].isLoose {
      let key = program.records[index].key
      let known = lists[key]
      guard known != nil || constants.values(of: key) != nil else { continue }
      // Only strings and numbers are keys.
      let keys = known?.values ?? (constants.values(of: key) ?? []).filter { $0.name != nil }
      let list = known ?? (values: keys, names: NameTable(keys.compactMap(\.name)))
      lists[key] = list
      program.records[index].values = list.values
      program.records[index].names = list.names
    }
    try refuse(constants)
  }

  private func refuse(_ constants: Constants) throws(SchemaError) {
    guard constants.isExhausted else { return }
    throw fault(
      "keyword/size", "the unions inside each other list more constants than can be compared", at: root,
      hint: "list the constants in one enum")
  }
}

extension ZodLiteral {
  /// The key that it is in an object.
  var name: [UInt8]? {
    switch self {
    case .string(let bytes): bytes
    case .number(let value): Array(JavaScriptNumber.text(value).utf8)
    case .null, .bool: nil
    }
  }
}
