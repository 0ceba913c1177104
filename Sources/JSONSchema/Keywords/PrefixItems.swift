import JSON

/// `prefixItems` (core §10.3.1.1): a subschema for each of the first elements.
struct PrefixItems: Keyword {
  let blocks: Extent

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    compiler.schemaList("prefixItems", value, context).map { .prefixItems(PrefixItems(blocks: $0)) }
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .array else { return true }
    var accepted = true
    var element = node + 1
    for place in 0..<min(Int(blocks.count), machine.tape.nodes[node].count) {
      machine.mark(frame, place)
      if !machine.check(machine.blockLists[Int(blocks.first) + place], element, Machine.noFrame) {
        if !machine.isLenient { return false }
        accepted = false
      }
      element = Int(machine.tape.nodes[element].next)
    }
    return accepted
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    explainer.forEachElement(of: node) { place, element, explainer in
      guard place < Int(blocks.count) else { return }
      explainer.explainElement(explainer.machine.blockLists[Int(blocks.first) + place], place, element)
    }
  }
}
