import JSON

/// `enum` (validation §6.1.2): one of these values. Strings are looked up in a hash table, many others by their hash.
struct Enum: Keyword {
  /// Table of the strings, or -1.
  let table: Int32
  /// The values that are not strings, in `ProgramTables.literals`.
  let others: Extent
  /// The same by rising hash, in `ProgramTables.hashedLiterals`; empty where there are few.
  let hashed: Extent

  /// So many are compared one by one.
  private static let few = 8

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    guard value.kind == .array else {
      compiler.wrongValue("enum", "a list of values", value)
      return nil
    }
    var names: [[UInt8]] = []
    var seen = NameMap()
    let first = compiler.tables.literals.count
    for element in value.elements {
      if let bytes = element.stringBytes {
        if seen.insert(bytes, names.count) { names.append(bytes) }
      } else {
        _ = compiler.literal(element)
      }
    }
    let others = Extent(first: Int32(first), count: Int32(compiler.tables.literals.count - first))
    let hashed = others.count > Self.few ? compiler.hashedLiterals(others) : Extent()
    return .enum(Enum(table: names.isEmpty ? -1 : compiler.nameTable(names), others: others, hashed: hashed))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    if machine.tape.nodes[node].kind == .string {
      guard table >= 0 else { return false }
      let names = machine.program.tables.nameTables[Int(table)]
      let machine = machine
      return machine.withString(node) { machine.find($0, in: names) >= 0 }
    }
    guard hashed.count > 0 else {
      for literal in others.range where machine.equals(node, literal: literal) { return true }
      return false
    }
    return findHashed(node, &machine)
  }

  private func findHashed(_ node: Int, _ machine: inout Machine) -> Bool {
    let hash = Equality.hash(machine.tape, node)
    var from = Int(hashed.first)
    var to = hashed.range.upperBound
    while from < to {
      let middle = (from + to) / 2
      if machine.program.tables.hashedLiterals[middle].hash < hash { from = middle + 1 } else { to = middle }
    }
    while from < hashed.range.upperBound, machine.program.tables.hashedLiterals[from].hash == hash {
      if machine.equals(node, literal: Int(machine.program.tables.hashedLiterals[from].literal)) {
        return true
      }
      from += 1
    }
    return false
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !accepts(node, &explainer.machine, Machine.noFrame) else { return }
    let list = explainer.tables.sources[Int(site.source)].text.node(index: Int(site.node))
    // As many as a message or a union can use.
    let literals = list.elements.prefix(100).map { Words.short($0) }
    let found = Words.short(explainer.tape, node)
    if literals.isEmpty {
      explainer.add(
        "enum", "\(explainer.subject) can have no value: the enum of its schema is empty", node, site,
        found: found)
      return
    }
    var hint: String?
    if explainer.tape.nodes[node].kind == .string {
      hint = explainer.nearest(to: explainer.tape.string(node), among: list.count) {
        list.elements.compactMap(\.string)
      }.map { "did you mean \(Words.quoted($0))?" }
    }
    hint = hint ?? explainer.repair(node, .constant)
    let wanted = literals.count == 1 ? literals[0] : "one of \(Words.shortList(literals, of: list.count))"
    explainer.add(
      "enum", "\(explainer.subject) must be \(wanted), found \(found)", node, site, expected: wanted,
      found: found,
      hint: hint, literals: literals)
  }
}
