import JSON

/// `type` (validation §6.1.1): one name or a list of them. `integer` is a number without a fraction, `1.0` included.
struct TypeKeyword: Keyword {
  let types: TypeMask

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    if value.kind == .string {
      return mask(value, &compiler).map { .type(TypeKeyword(types: $0)) }
    }
    guard value.kind == .array else {
      compiler.wrongValue("type", "the name of a type or a list of names", value)
      return nil
    }
    if value.count == 0 { compiler.wrongValue("type", "at least one name of a type", value) }
    var types = TypeMask.none
    for name in value.elements {
      guard let mask = mask(name, &compiler) else { continue }
      if types.bits & mask.bits != 0 {
        compiler.fault("keyword/value", "\(Words.value(name)) stands twice in type", name)
      }
      types.bits |= mask.bits
    }
    return .type(TypeKeyword(types: types))
  }

  private static func mask(_ name: JSONNode, _ compiler: inout Compiler) -> TypeMask? {
    guard let text = name.string else {
      compiler.wrongValue("type", "the name of a type", name)
      return nil
    }
    if let mask = TypeMask(named: text) { return mask }
    compiler.fault(
      "keyword/value",
      "\(Words.quoted(text)) is not a type; the types are \(Words.list(TypeMask.names, "and"))", name,
      hint: Spelling.nearest(to: text, among: TypeMask.names).map { "did you mean \($0)?" })
    return nil
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    types.accepts(node, machine.tape)
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !types.accepts(node, explainer.tape) else { return }
    let kind = explainer.tape.nodes[node].kind
    let wanted = explainer.phrase(site.block)
    // Where an integer is wanted, "found a number" would not tell what is wrong with 1.5.
    let isFraction = kind == .number && types.allowsInteger
    let found = isFraction ? Words.value(explainer.tape, node) : Words.kind(kind)
    explainer.add(
      "type", "\(explainer.subject) must be \(wanted), found \(found)", node, site, expected: wanted,
      found: found, hint: explainer.repair(node), types: types)
  }
}
