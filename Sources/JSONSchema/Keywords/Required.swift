import JSON

/// `required` (validation §6.5.3): names that must be there.
struct Required: Keyword {
  /// Entries of the pool of names.
  let names: Extent

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    guard let names = compiler.nameList("required", value) else { return nil }
    return .required(Required(names: compiler.addNames(names)))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .object else { return true }
    for entry in names.range where machine.member(entry, of: node) < 0 { return false }
    return true
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard explainer.tape.nodes[node].kind == .object else { return }
    for entry in names.range where !explainer.isCut && explainer.machine.member(entry, of: node) < 0 {
      let name = Words.name(explainer.tables.names.string(entry))
      explainer.add(
        "required", "\(name) is required", node, site, expected: name,
        hint: explainer.lookalike(entry, in: node),
        missing: Explainer.Member(object: node, name: explainer.tables.names.string(entry)))
    }
  }
}

extension Explainer {
  /// A key of the object that may be a missing name misspelt, in an object that allows any.
  mutating func lookalike(_ entry: Int, in object: Int) -> String? {
    let name = tables.names.string(entry)
    let tape = tape
    return nearest(to: name, among: tape.nodes[object].count) {
      var keys: [String] = []
      var key = object + 1
      while key < Int(tape.nodes[object].next) {
        keys.append(tape.string(key))
        key = Int(tape.nodes[key + 1].next)
      }
      return keys
    }.map { "is \(Words.name($0)) misspelt?" }
  }
}
