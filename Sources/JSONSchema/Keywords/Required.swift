import JSON

/// `required` (validation §6.5.3): names that must be there.
struct Required: Keyword {
  /// Entries of the pool of names.
  let names: Extent

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    guard let names = compiler.nameList("required", value) else { return nil }
    return .required(Required(names: compiler.addNames(names)))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .object else { return true }
    for entry in names.range where machine.member(entry, of: node) < 0 { return false }
    return true
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard explainer.tape.nodes[node].kind == .object else { return }
    for entry in names.range where explainer.machine.member(entry, of: node) < 0 {
      let name = Words.name(explainer.tables.names.string(entry))
      explainer.add("required", "\(name) is required", node, site, expected: name)
    }
  }
}
