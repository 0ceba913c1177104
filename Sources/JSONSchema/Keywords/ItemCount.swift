import JSON

/// `minItems` and `maxItems` (validation §6.4.1–2).
struct ItemCount: Keyword {
  let limit: Int
  let isMinimum: Bool

  static func compileMinimum(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler)
    -> Instruction?
  {
    compiler.count("minItems", value).map { .itemCount(ItemCount(limit: $0, isMinimum: true)) }
  }

  static func compileMaximum(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler)
    -> Instruction?
  {
    compiler.count("maxItems", value).map { .itemCount(ItemCount(limit: $0, isMinimum: false)) }
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .array else { return true }
    let count = machine.tape.nodes[node].count
    return isMinimum ? count >= limit : count <= limit
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !accepts(node, &explainer.machine, Machine.noFrame) else { return }
    explainer.addCount(
      isMinimum ? "minItems" : "maxItems", "has", explainer.tape.nodes[node].count, "item", limit, isMinimum,
      node, site)
  }
}
