import JSON

/// `const` (validation §6.1.3): exactly this value, by JSON Schema's equality.
struct Const: Keyword {
  /// In `ProgramTables.literals`.
  let literal: Int32
  /// Table of the value, if it is a string; else -1.
  let table: Int32

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    let table = value.stringBytes.map { compiler.nameTable([$0]) } ?? -1
    return .const(Const(literal: compiler.literal(value), table: table))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    machine.equals(node, literal: Int(literal))
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !explainer.machine.equals(node, literal: Int(literal)) else { return }
    let wanted = Words.value(explainer.tables.literals[Int(literal)])
    let found = Words.value(explainer.tape, node)
    explainer.add(
      "const", "\(explainer.subject) must be \(wanted), found \(found)", node, site, expected: wanted,
      found: found, hint: explainer.repair(node, .constant), literals: [wanted])
  }
}

extension Machine {
  /// Whether the value at `node` equals a literal of the schema.
  mutating func equals(_ node: Int, literal: Int) -> Bool {
    let other = program.tables.literals[literal]
    guard other.kind == tape.nodes[node].kind else { return false }
    let isEqual = other.text.withTape { equality.equal(tape, node, $0, other.index) }
    if equality.budget <= 0 { giveUp(.work, node) }
    return isEqual
  }
}
