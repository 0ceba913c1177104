import JSON

/// `minProperties` and `maxProperties` (validation §6.5.1–2).
struct PropertyCount: Keyword {
  let limit: Int
  let isMinimum: Bool

  static func compileMinimum(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler)
    -> Instruction?
  {
    compiler.count("minProperties", value).map { .propertyCount(PropertyCount(limit: $0, isMinimum: true)) }
  }

  static func compileMaximum(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler)
    -> Instruction?
  {
    compiler.count("maxProperties", value).map { .propertyCount(PropertyCount(limit: $0, isMinimum: false)) }
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .object else { return true }
    let count = machine.tape.nodes[node].count
    return isMinimum ? count >= limit : count <= limit
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !accepts(node, &explainer.machine, Machine.noFrame) else { return }
    explainer.addCount(
      isMinimum ? "minProperties" : "maxProperties", "has", explainer.tape.nodes[node].count, "property",
      limit,
      isMinimum, node, site)
  }
}

extension Explainer {
  /// `description is 7 characters, at least 10 are needed`.
  mutating func addCount(
    _ keyword: String, _ verb: String, _ count: Int, _ noun: String, _ limit: Int, _ isMinimum: Bool,
    _ node: Int,
    _ site: Site
  ) {
    let found = Words.counted(count, noun)
    let message: String
    if limit == 0 {
      message = "\(subject) must be empty, it \(verb) \(found)"
    } else if count == 0 {
      message =
        "\(subject) is empty, at least \(Words.counted(limit, noun)) \(limit == 1 ? "is" : "are") needed"
    } else {
      let bound =
        isMinimum
        ? "at least \(limit) \(limit == 1 ? "is" : "are") needed"
        : "at most \(limit) \(limit == 1 ? "is" : "are") allowed"
      message = "\(subject) \(verb) \(found), \(bound)"
    }
    add(
      keyword, message, node, site, expected: "\(isMinimum ? "at least" : "at most") \(limit)",
      found: "\(count)")
  }
}
