import JSON

/// `oneOf` (core §10.2.1.3): exactly one subschema.
struct OneOf: Keyword {
  let blocks: Extent

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    compiler.schemaList("oneOf", value, context).map { .oneOf(OneOf(blocks: $0)) }
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    var accepted = 0
    for index in blocks.range where machine.checkBranch(machine.blockLists[index], node, frame) {
      accepted += 1
      if accepted > 1, !machine.isLenient { return false }
    }
    if accepted == 0 { machine.noteFailedBranches(blocks, node, frame) }
    return accepted == 1
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    var fitting: [String] = []
    for (place, index) in blocks.range.enumerated()
    where explainer.machine.check(explainer.machine.blockLists[index], node, Machine.noFrame) {
      fitting.append(explainer.name(explainer.machine.blockLists[index]) ?? "oneOf/\(place)")
    }
    if fitting.isEmpty { return explainer.explainAlternatives(blocks, node, site, keyword: "oneOf") }
    guard fitting.count > 1 else { return }
    explainer.add(
      "oneOf",
      "\(explainer.subject) must fit exactly one of \(blocks.count) alternatives, it fits \(Words.list(fitting, "and"))",
      node, site, expected: "exactly one alternative", found: Words.counted(fitting.count, "alternative"))
  }
}
