import JSON

/// `anyOf` (core §10.2.1.2): at least one subschema. All are tried only when their notes are wanted.
struct AnyOf: Keyword {
  let blocks: Extent

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    compiler.schemaList("anyOf", value, context).map { .anyOf(AnyOf(blocks: $0)) }
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    var accepted = false
    for index in blocks.range where machine.checkBranch(machine.blockLists[index], node, frame) {
      if frame < 0 { return true }
      accepted = true
    }
    if !accepted { machine.noteFailedBranches(blocks, node, frame) }
    return accepted
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !accepts(node, &explainer.machine, Machine.noFrame) else { return }
    explainer.explainAlternatives(blocks, node, site, keyword: "anyOf")
  }
}
