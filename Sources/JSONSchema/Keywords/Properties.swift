import JSON

/// `properties` (core §10.3.2.1): subschemas by name.
struct Properties: Keyword {
  /// In `ProgramTables.nameTables`.
  let table: Int32

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    guard value.kind == .object else {
      compiler.wrongValue("properties", "an object of schemas", value)
      return nil
    }
    var members: [(name: [UInt8], block: BlockIndex)] = []
    members.reserveCapacity(value.count)
    for (key, schema) in value.members {
      members.append((key.stringBytes ?? [], compiler.block(schema, context)))
    }
    return .properties(Properties(table: compiler.nameTable(members)))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .object else { return true }
    let table = machine.program.tables.nameTables[Int(table)]
    guard machine.needsPass(over: node, for: table.entries.count) else {
      return acceptsIndexed(table, node, &machine, frame)
    }
    var accepted = true
    var place = 0
    var key = node + 1
    while key < Int(machine.tape.nodes[node].next) {
      let entry = machine.lookUp(key, in: table)
      if entry >= 0 {
        machine.mark(frame, place)
        if !machine.check(machine.names[entry].block, key + 1, Machine.noFrame) {
          if !machine.isLenient { return false }
          accepted = false
        }
      }
      key = Int(machine.tape.nodes[key + 1].next)
      place += 1
    }
    return accepted
  }

  /// The same for few names in an object that has an index.
  private func acceptsIndexed(_ table: NameTable, _ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool
  {
    var accepted = true
    for entry in table.entries.range {
      let member = machine.indexed(entry, of: node)
      guard member.key >= 0 else { continue }
      machine.mark(frame, Int(member.place))
      if !machine.check(machine.names[entry].block, Int(member.key) + 1, Machine.noFrame) {
        if !machine.isLenient { return false }
        accepted = false
      }
    }
    return accepted
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard explainer.tape.nodes[node].kind == .object else { return }
    let table = explainer.tables.nameTables[Int(table)]
    guard explainer.machine.needsPass(over: node, for: table.entries.count) else {
      for entry in table.entries.range {
        let member = explainer.machine.indexed(entry, of: node)
        guard member.key >= 0 else { continue }
        explainer.explainMember(explainer.machine.names[entry].block, key: Int(member.key))
      }
      return
    }
    explainer.forEachKey(of: node) { key, explainer in
      let entry = explainer.machine.lookUp(key, in: table)
      if entry >= 0 { explainer.explainMember(explainer.machine.names[entry].block, key: key) }
    }
  }
}

extension Explainer {
  /// The keys of an object in order; none for other kinds.
  mutating func forEachKey(of node: Int, _ body: (Int, inout Explainer) -> Void) {
    guard tape.nodes[node].kind == .object else { return }
    var key = node + 1
    while key < Int(tape.nodes[node].next) {
      guard drafts.count < Self.draftLimit else {
        isCut = true
        return
      }
      body(key, &self)
      key = Int(tape.nodes[key + 1].next)
    }
  }

  /// The elements of an array in order; none for other kinds.
  mutating func forEachElement(of node: Int, _ body: (Int, Int, inout Explainer) -> Void) {
    guard tape.nodes[node].kind == .array else { return }
    var element = node + 1
    for place in 0..<tape.nodes[node].count {
      guard drafts.count < Self.draftLimit else {
        isCut = true
        return
      }
      body(place, element, &self)
      element = Int(tape.nodes[element].next)
    }
  }
}
