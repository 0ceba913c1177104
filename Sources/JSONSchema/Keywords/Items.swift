import JSON

/// `items` (core §10.3.1.2): a subschema for the elements after those of `prefixItems`.
struct Items: Keyword {
  let block: BlockIndex
  /// Elements that `prefixItems` beside it covers.
  let from: Int32
  let isUnevaluated: Bool

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    if value.kind == .array {
      compiler.fault(
        "keyword/value", "items must be a schema, found an array", value,
        hint: "a list of schemas is prefixItems")
      return nil
    }
    let prefix = context.node.member("prefixItems").map { Int32($0.count) } ?? 0
    return .items(Items(block: compiler.block(value, context), from: prefix, isUnevaluated: false))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .array else { return true }
    var accepted = true
    var element = node + 1
    let end = Int(machine.tape.nodes[node].next)
    var place: Int32 = 0
    while element < end {
      if place >= from, !machine.check(block, element, Machine.noFrame) {
        if !machine.isLenient { return false }
        accepted = false
      }
      element = Int(machine.tape.nodes[element].next)
      place &+= 1
    }
    machine.markAll(frame, node)
    return accepted
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    let refusesAll = explainer.machine.blocks[Int(block)].refusesAll
    let keyword = isUnevaluated ? "unevaluatedItems" : "items"
    if refusesAll {
      let count = explainer.tape.nodes[node].count
      guard explainer.tape.nodes[node].kind == .array, count > Int(from) else { return }
      return explainer.addCount(keyword, "has", count, "item", Int(from), false, node, site)
    }
    explainer.forEachElement(of: node) { place, element, explainer in
      if place >= Int(from) { explainer.explainElement(block, place, element) }
    }
  }
}
