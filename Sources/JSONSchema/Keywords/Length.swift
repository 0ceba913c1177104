import JSON

/// `minLength` and `maxLength` (validation §6.3.1–2), in Unicode scalars as RFC 8259 counts characters.
struct Length: Keyword {
  let limit: Int
  let isMinimum: Bool

  static func compileMinimum(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler)
    -> Instruction?
  {
    compiler.count("minLength", value).map { .length(Length(limit: $0, isMinimum: true)) }
  }

  static func compileMaximum(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler)
    -> Instruction?
  {
    compiler.count("maxLength", value).map { .length(Length(limit: $0, isMinimum: false)) }
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    let token = machine.tape.nodes[node]
    guard token.kind == .string else { return true }
    let byteCount = Int(token.length) - 2
    if !token.hasEscapes {
      // A scalar takes one to four bytes, so most lengths are decided without counting.
      if isMinimum {
        if byteCount < limit { return false }
        if byteCount >= limit &* 4 { return true }
      } else {
        if byteCount <= limit { return true }
      }
    }
    let count = machine.withString(node) { $0.scalarCount }
    return isMinimum ? count >= limit : count <= limit
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !accepts(node, &explainer.machine, Machine.noFrame) else { return }
    let count = explainer.machine.withString(node) { $0.scalarCount }
    explainer.addCount(
      isMinimum ? "minLength" : "maxLength", "is", count, "character", limit, isMinimum, node, site)
  }
}
