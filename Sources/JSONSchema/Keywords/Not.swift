import ECMARegex
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
    explainer.add("not", explainer.forbidden(block), node, site)
  }
}

extension Explainer {
  /// What a value is that it must not be.
  fileprivate func forbidden(_ block: BlockIndex) -> String {
    let code = machine.blocks[Int(block)]
    let schema = tables.sources[Int(code.source)].text.node(index: Int(code.node))
    // What has a name is called by it.
    if schema.kind == .object, let noun = noun(schema) { return "\(subject) must not be \(noun)" }
    guard code.keywords.count == 1 else {
      return schema.count == 0
        ? "\(subject) is not allowed here" : "\(subject) fits a schema that it must not fit"
    }
    switch tables.keywords[code.keywords.range.lowerBound].instruction {
    case .type, .anyOf, .ref:
      if let nouns = nouns(block, depth: 0) { return "\(subject) must not be \(Words.list(nouns, "or"))" }
    case .const, .enum:
      if let literals = literals(block, depth: 0) {
        let list = literals.count > 10 ? Words.shortList(literals) : Words.list(literals, "or")
        return "\(subject) must not be \(list)"
      }
    case .pattern(let pattern):
      return
        "\(subject) must not match the pattern \(Words.cut(tables.patterns[Int(pattern.pattern)].source))"
    case .required(let required):
      let names = required.names.range.map { Words.name(tables.names.string($0)) }
      return names.count == 1
        ? "\(names[0]) is not allowed here" : "\(Words.list(names, "and")) are not allowed together"
    default: break
    }
    return "\(subject) fits a schema that it must not fit"
  }
}
