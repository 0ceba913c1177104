import JSON

/// `$ref` and `$dynamicRef` (core §8.2.3): another block, found by the compiler.
struct Ref: Keyword {
  let block: BlockIndex

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    compiler.reference("$ref", value, context).map { .ref(Ref(block: $0)) }
  }

  static func compileDynamic(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler)
    -> Instruction?
  {
    compiler.reference("$dynamicRef", value, context).map { .ref(Ref(block: $0)) }
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    machine.check(block, node, frame)
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) { explainer.explain(block, node) }
}
