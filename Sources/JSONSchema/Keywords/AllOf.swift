import JSON

/// `allOf` (core §10.2.1.1): every subschema.
struct AllOf: Keyword {
  let blocks: Extent

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    compiler.schemaList("allOf", value, context).map { .allOf(AllOf(blocks: $0)) }
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    var accepted = true
    for index in blocks.range where !machine.check(machine.blockLists[index], node, frame) {
      if !machine.isLenient { return false }
      accepted = false
    }
    return accepted
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    for index in blocks.range { explainer.explain(explainer.machine.blockLists[index], node) }
  }
}
