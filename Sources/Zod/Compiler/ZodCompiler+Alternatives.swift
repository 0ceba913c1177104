extension ZodCompiler {
  /// Makes discriminated unions of the `oneOf`s whose options share a key with constants, all different.
  mutating func chooseDiscriminators() {
    var seen = Set<Int>()
    // From the root down, so that a nested union knows the key of the one around it.
    for node in [program.root] + Array(program.nodes.indices) { choose(node, around: [], &seen, depth: 0) }
  }

  private mutating func choose(_ node: Int, around: [[UInt8]], _ seen: inout Set<Int>, depth: Int) {
    guard depth < 200, case .exclusive(let list) = program.nodes[node], seen.insert(node).inserted else {
      return
    }
    let options = program.lists[list]
    let found = Constants(program).discriminators(of: options)
    let rule = found.first { rule in !around.contains(rule.key) } ?? found.first
    for option in options {
      choose(option, around: around + (rule.map { [$0.key] } ?? []), &seen, depth: depth + 1)
    }
    guard let rule else { return }
    program.discriminators.append(rule)
    program.nodes[node] = .discriminated(program.discriminators.count - 1)
  }

  /// Lists the keys of the records whose key schema has only so many.
  mutating func listRecordKeys() {
    let constants = Constants(program)
    for index in program.records.indices where !program.records[index].isLoose {
      guard let values = constants.values(of: program.records[index].key, depth: 0) else { continue }
      // Only strings and numbers are keys.
      program.records[index].values = values.filter { $0.name != nil }
      program.records[index].names = NameTable(values.compactMap(\.name))
    }
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

/// The constants that schemas come down to.
struct Constants {
  private let program: ZodProgram
  private static let depthLimit = 100

  init(_ program: ZodProgram) { self.program = program }

  /// All values that a schema accepts, nil if they cannot be listed.
  func values(of node: Int, depth: Int) -> [ZodLiteral]? {
    guard depth < Self.depthLimit else { return nil }
    switch program.nodes[node] {
    case .literal(let rule): return unique(program.literals[rule].values)
    case .null: return [.null]
    case .nullable(let inner): return values(of: inner, depth: depth + 1).map { unique($0 + [.null]) }
    case .defaulted(let inner): return values(of: inner, depth: depth + 1)
    case .union(let list), .exclusive(let list):
      var all: [ZodLiteral] = []
      for option in program.lists[list] {
        guard let some = values(of: option, depth: depth + 1) else { return nil }
        all += some
      }
      return unique(all)
    default: return nil
    }
  }

  private func unique(_ values: [ZodLiteral]) -> [ZodLiteral] {
    var kept: [ZodLiteral] = []
    var strings: Set<[UInt8]> = []
    for value in values {
      if case .string(let bytes) = value {
        if strings.insert(bytes).inserted { kept.append(value) }
      } else if !kept.contains(where: { $0.equals(value) }) {
        kept.append(value)
      }
    }
    return kept
  }

  /// The keys that tell options apart, in the order of the first option's properties.
  func discriminators(of options: [Int]) -> [DiscriminatorRule] {
    guard options.count > 0 else { return [] }
    let parts = options.map { properties(of: $0, depth: 0) }
    return parts[0].compactMap { candidate in
      var choices: [(value: ZodLiteral, node: Int)] = []
      var strings: Set<[UInt8]> = []
      for (option, part) in zip(options, parts) {
        guard let values = part.first(where: { $0.key == candidate.key })?.values, !values.isEmpty else {
          return nil
        }
        for value in values {
          if case .string(let bytes) = value {
            guard strings.insert(bytes).inserted else { return nil }
          } else if choices.contains(where: { $0.value.equals(value) }) {
            return nil
          }
          choices.append((value, option))
        }
      }
      return DiscriminatorRule(key: candidate.key, choices: choices)
    }
  }

  /// The required keys of an option with the constants that they hold.
  private func properties(of node: Int, depth: Int) -> [(key: [UInt8], values: [ZodLiteral])] {
    guard depth < Self.depthLimit else { return [] }
    switch program.nodes[node] {
    case .object(let rule):
      return program.objects[rule].properties.compactMap { property in
        guard property.isRequired, let values = values(of: property.node, depth: 0) else { return nil }
        return (property.name, values)
      }
    case .exclusive(let list):
      let options = program.lists[list]
      guard !discriminators(of: options).isEmpty else { return [] }
      return merged(options, depth: depth)
    case .discriminated(let rule):
      var options: [Int] = []
      for choice in program.discriminators[rule].choices where options.last != choice.node {
        options.append(choice.node)
      }
      return merged(options, depth: depth)
    default: return []
    }
  }

  private func merged(_ options: [Int], depth: Int) -> [(key: [UInt8], values: [ZodLiteral])] {
    var all: [(key: [UInt8], values: [ZodLiteral])] = []
    for option in options {
      for part in properties(of: option, depth: depth + 1) {
        if let place = all.firstIndex(where: { $0.key == part.key }) {
          all[place].values = unique(all[place].values + part.values)
        } else {
          all.append(part)
        }
      }
    }
    return all
  }
}
