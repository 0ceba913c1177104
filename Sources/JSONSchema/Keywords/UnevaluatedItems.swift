import JSON

/// `unevaluatedItems` (core §11.2): elements that nothing beside it, however deep in place, has evaluated.
struct UnevaluatedItems: Keyword {
  let block: BlockIndex
  /// The block that it stands in.
  let owner: BlockIndex

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    .unevaluatedItems(UnevaluatedItems(block: compiler.block(value, context), owner: -1))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .array, frame >= 0 else { return true }
    if machine.isLenient {
      // What others inside would say about the rest is theirs to say; only the one that asks is left out.
      if machine.collector != owner { machine.markAll(frame, node) }
      return true
    }
    var element = node + 1
    for place in 0..<machine.tape.nodes[node].count {
      if !machine.isMarked(frame, place), !machine.check(block, element, Machine.noFrame) { return false }
      element = Int(machine.tape.nodes[element].next)
    }
    machine.markAll(frame, node)
    return true
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard explainer.tape.nodes[node].kind == .array else { return }
    let frame = explainer.machine.collect(site.block, node)
    explainer.forEachElement(of: node) { place, element, explainer in
      guard !explainer.machine.isMarked(frame, place) else { return }
      guard explainer.machine.blocks[Int(block)].refusesAll else {
        return explainer.explainElement(block, place, element)
      }
      explainer.path.append(.element(place))
      explainer.add("unevaluatedItems", "\(explainer.subject) is not allowed here", element, site)
      explainer.path.removeLast()
    }
    explainer.machine.popFrame(frame)
  }
}
