import JSON

/// `contains` with `minContains` and `maxContains` (core §10.3.1.3, validation §6.4.4–5).
struct Contains: Keyword {
  let block: BlockIndex
  let minimum: Int32
  let maximum: Int32
  /// Whether what it finds counts as evaluated; before 2020-12 it does not.
  let evaluates: Bool

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    let resource = compiler.index.resources[context.resource]
    var minimum = 1
    var maximum = Int.max
    // The bounds are of another vocabulary, and younger than the keyword.
    if resource.vocabularies.contains(.validation), resource.dialect.rawValue >= Dialect.draft201909.rawValue
    {
      minimum = context.node.member("minContains").flatMap { compiler.peekCount($0) } ?? minimum
      maximum = context.node.member("maxContains").flatMap { compiler.peekCount($0) } ?? maximum
    }
    return .contains(
      Contains(
        block: compiler.block(value, context), minimum: Int32(clamping: minimum),
        maximum: Int32(clamping: maximum), evaluates: resource.dialect == .draft202012))
  }

  /// The bounds mean nothing alone, but must be counts.
  static func compileMinimum(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler)
    -> Instruction?
  {
    _ = compiler.count("minContains", value)
    return nil
  }

  static func compileMaximum(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler)
    -> Instruction?
  {
    _ = compiler.count("maxContains", value)
    return nil
  }

  private func count(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Int32 {
    let wasLenient = machine.isLenient
    machine.isLenient = false
    defer { machine.isLenient = wasLenient }
    var matches: Int32 = 0
    var element = node + 1
    for place in 0..<machine.tape.nodes[node].count {
      if machine.check(block, element, Machine.noFrame) {
        matches &+= 1
        if evaluates { machine.mark(frame, place) }
        if frame < 0, maximum == .max, matches >= minimum { break }
      }
      element = Int(machine.tape.nodes[element].next)
    }
    return matches
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .array else { return true }
    let matches = count(node, &machine, frame)
    return matches >= minimum && matches <= maximum
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !accepts(node, &explainer.machine, Machine.noFrame) else { return }
    let matches = count(node, &explainer.machine, Machine.noFrame)
    let kinds = (explainer.literals(block, depth: 0) ?? explainer.nouns(block, depth: 0)).map {
      Words.list($0, "or")
    }
    if matches < minimum {
      let wanted = "at least \(Self.items(Int(minimum), kinds))"
      let site = self.site("minContains", beside: site, explainer)
      explainer.add(
        "contains", "\(explainer.subject) needs \(wanted), it has \(matches)", node, site, expected: wanted,
        found: "\(matches)")
    } else {
      let wanted = "at most \(Self.items(Int(maximum), kinds))"
      let site = self.site("maxContains", beside: site, explainer)
      explainer.add(
        "contains", "\(explainer.subject) may have \(wanted), it has \(matches)", node, site,
        expected: wanted,
        found: "\(matches)")
    }
  }

  /// A bound that is written down stands for itself.
  private func site(_ bound: String, beside site: Site, _ explainer: Explainer) -> Site {
    let code = explainer.machine.blocks[Int(site.block)]
    let schema = explainer.tables.sources[Int(code.source)].text.node(index: Int(code.node))
    guard schema.kind == .object, minimum != 1 || maximum != .max, let node = schema.member(bound) else {
      return site
    }
    return Site(block: site.block, source: site.source, node: Int32(node.index))
  }

  /// `1 fitting item`, `2 items that are a string`.
  private static func items(_ count: Int, _ kinds: String?) -> String {
    guard let kinds else { return Words.counted(count, "fitting item") }
    return "\(Words.counted(count, "item")) that \(count == 1 ? "is" : "are") \(kinds)"
  }
}
