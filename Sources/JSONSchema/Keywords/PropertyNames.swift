import JSON

/// `propertyNames` (core §10.3.2.4): a subschema for each key, as a string.
struct PropertyNames: Keyword {
  let block: BlockIndex

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    .propertyNames(PropertyNames(block: compiler.block(value, context)))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .object else { return true }
    var key = node + 1
    while key < Int(machine.tape.nodes[node].next) {
      if !machine.check(block, key, Machine.noFrame), !machine.isLenient { return false }
      key = Int(machine.tape.nodes[key + 1].next)
    }
    return true
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    explainer.forEachKey(of: node) { key, explainer in
      explainer.path.append(.key(key))
      let outer = explainer.place
      explainer.place = block
      let reasons = explainer.trial(block, key)
      explainer.place = outer
      // Where the keyword stands that the key breaks is the reason's own.
      for reason in reasons {
        explainer.add(
          "propertyNames", "the key \(reason.message)", key, reason.site, expected: reason.expected,
          found: reason.found, hint: reason.hint)
        explainer.drafts[explainer.drafts.count - 1].trail = reason.trail
      }
      explainer.path.removeLast()
    }
  }
}
