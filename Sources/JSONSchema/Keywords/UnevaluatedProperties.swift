import JSON

/// `unevaluatedProperties` (core §11.3): members that nothing beside it, however deep in place, has evaluated.
struct UnevaluatedProperties: Keyword {
  let block: BlockIndex
  /// The block that it stands in.
  let owner: BlockIndex

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    .unevaluatedProperties(UnevaluatedProperties(block: compiler.block(value, context), owner: -1))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .object, frame >= 0 else { return true }
    if machine.isLenient {
      // What others inside would say about the rest is theirs to say; only the one that asks is left out.
      if machine.collector != owner { machine.markAll(frame, node) }
      return true
    }
    var place = 0
    var key = node + 1
    while key < Int(machine.tape.nodes[node].next) {
      if !machine.isMarked(frame, place), !machine.check(block, key + 1, Machine.noFrame) { return false }
      key = Int(machine.tape.nodes[key + 1].next)
      place += 1
    }
    machine.markAll(frame, node)
    return true
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard explainer.tape.nodes[node].kind == .object else { return }
    let frame = explainer.machine.collect(site.block, node)
    var place = 0
    explainer.forEachKey(of: node) { key, explainer in
      if !explainer.machine.isMarked(frame, place) {
        explainer.explainExtra(block, key: key, of: node, site, "unevaluatedProperties")
      }
      place += 1
    }
    explainer.machine.popFrame(frame)
  }
}

extension Machine {
  /// Notes in a new frame all that a block looks at, whether or not it accepts, so that a value which is wrong for
  /// another reason is not called unknown as well. The caller pops the frame.
  mutating func collect(_ block: BlockIndex, _ node: Int) -> Int {
    let frame = pushFrame(for: node)
    isLenient = true
    collector = block
    _ = check(block, node, frame)
    isLenient = false
    collector = -1
    return frame
  }
}
