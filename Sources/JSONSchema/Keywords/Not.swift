import JSON

/// `not` (core §10.2.1.4). Nothing is ever evaluated through it.
struct Not: Keyword {
  let block: BlockIndex

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    .not(Not(block: compiler.block(value, context)))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    let wasLenient = machine.isLenient
    machine.isLenient = false
    defer { machine.isLenient = wasLenient }
    return !machine.check(block, node, Machine.noFrame)
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !accepts(node, &explainer.machine, Machine.noFrame) else { return }
    let code = explainer.machine.blocks[Int(block)]
    var message = "\(explainer.subject) fits a schema that it must not fit"
    let isOfKinds = code.keywords.range.allSatisfy { index in
      switch explainer.tables.keywords[index].instruction {
      case .type, .anyOf, .ref: true
      default: false
      }
    }
    if code.keywords.count == 1, isOfKinds, let nouns = explainer.nouns(block, depth: 0) {
      message = "\(explainer.subject) must not be \(Words.list(nouns, "or"))"
    } else if code.keywords.count == 1,
      case .required(let required) = explainer.tables.keywords[code.keywords.range.lowerBound].instruction
    {
      let names = required.names.range.map { Words.name(explainer.tables.names.string($0)) }
      message =
        names.count == 1
        ? "\(names[0]) is not allowed here" : "\(Words.list(names, "and")) are not allowed together"
    }
    explainer.add("not", message, node, site)
  }
}
