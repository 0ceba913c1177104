import JSON

/// `patternProperties` (core §10.3.2.2): subschemas by what a key matches.
struct PatternProperties: Keyword {
  /// In `ProgramTables.patternEntries`.
  let patterns: Extent

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    guard value.kind == .object else {
      compiler.wrongValue("patternProperties", "an object of schemas", value)
      return nil
    }
    var entries: [PatternEntry] = []
    for (key, schema) in value.members {
      let block = compiler.block(schema, context)
      if let pattern = compiler.pattern(key) { entries.append(PatternEntry(pattern: pattern, block: block)) }
    }
    let first = Int32(compiler.tables.patternEntries.count)
    compiler.tables.patternEntries += entries
    return .patternProperties(PatternProperties(patterns: Extent(first: first, count: Int32(entries.count))))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .object else { return true }
    var accepted = true
    var place = 0
    var key = node + 1
    while key < Int(machine.tape.nodes[node].next) {
      let matched = machine.checkPatterns(patterns, key: key)
      if matched.any { machine.mark(frame, place) }
      if !matched.accepted {
        if !machine.isLenient { return false }
        accepted = false
      }
      key = Int(machine.tape.nodes[key + 1].next)
      place += 1
    }
    return accepted
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    explainer.forEachKey(of: node) { key, explainer in
      for index in patterns.range {
        let entry = explainer.tables.patternEntries[index]
        guard explainer.machine.matches(Int(entry.pattern), key) else { continue }
        explainer.explainMember(entry.block, key: key)
      }
    }
  }
}
