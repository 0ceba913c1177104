import JSON

/// `if`, `then`, `else` (core §10.2.2). `if` alone decides nothing, but what it evaluates counts.
struct If: Keyword {
  let condition: BlockIndex
  /// -1 without one.
  let then: BlockIndex
  let otherwise: BlockIndex

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    .conditional(
      If(
        condition: compiler.block(value, context),
        then: context.node.member("then").map { compiler.block($0, context) } ?? -1,
        otherwise: context.node.member("else").map { compiler.block($0, context) } ?? -1))
  }

  /// `then` and `else` say nothing without `if`, but must be schemas.
  static func compileBranch(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler)
    -> Instruction?
  {
    if context.node.member("if") == nil { _ = compiler.block(value, context) }
    return nil
  }

  /// Whether the condition holds; never leniently, since it chooses the branch.
  private func holds(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    let wasLenient = machine.isLenient
    machine.isLenient = false
    defer { machine.isLenient = wasLenient }
    return machine.checkBranch(condition, node, frame)
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    let branch = holds(node, &machine, frame) ? then : otherwise
    return branch < 0 || machine.check(branch, node, frame)
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    let branch = holds(node, &explainer.machine, Machine.noFrame) ? then : otherwise
    if branch >= 0 { explainer.explain(branch, node) }
  }
}
