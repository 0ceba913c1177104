import JSON

/// `additionalProperties` (core §10.3.2.3): members that neither `properties` nor `patternProperties` beside it name.
///
/// `unevaluatedProperties` is compiled to this where no keyword beside it could evaluate anything else.
struct AdditionalProperties: Keyword {
  let block: BlockIndex
  /// Of `properties` beside it, or -1.
  let table: Int32
  let patterns: Extent
  let isUnevaluated: Bool

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    // The names beside it are filled in when the whole block is known.
    .additionalProperties(
      AdditionalProperties(
        block: compiler.block(value, context), table: -1, patterns: Extent(), isUnevaluated: false))
  }

  private func isNamed(_ key: Int, _ machine: inout Machine) -> Bool {
    if table >= 0, machine.lookUp(key, in: machine.program.tables.nameTables[Int(table)]) >= 0 { return true }
    for index in patterns.range
    where machine.matches(Int(machine.program.tables.patternEntries[index].pattern), key) { return true }
    return false
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .object else { return true }
    machine.budget &-= machine.tape.nodes[node].count
    var accepted = true
    var place = 0
    var key = node + 1
    while key < Int(machine.tape.nodes[node].next) {
      if !isNamed(key, &machine) {
        machine.mark(frame, place)
        if !machine.check(block, key + 1, Machine.noFrame) {
          if !machine.isLenient { return false }
          accepted = false
        }
      }
      key = Int(machine.tape.nodes[key + 1].next)
      place += 1
    }
    return accepted
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    explainer.forEachKey(of: node) { key, explainer in
      guard !isNamed(key, &explainer.machine) else { return }
      explainer.explainExtra(
        block, key: key, of: node, site, isUnevaluated ? "unevaluatedProperties" : "additionalProperties")
    }
  }
}

extension Explainer {
  /// A member that has no place of its own: not allowed at all, or to be judged by `block`.
  mutating func explainExtra(_ block: BlockIndex, key: Int, of object: Int, _ site: Site, _ keyword: String) {
    guard machine.blocks[Int(block)].refusesAll else { return explainMember(block, key: key) }
    let word = tape.string(key)
    path.append(.key(key))
    defer { path.removeLast() }
    var known: [String] = []
    // Names are compared with all members that are there: no hint for a crowd.
    if tape.nodes[object].count <= 200, guessesLeft > 0 { collectNames(site.block, &known, depth: 0) }
    var free: [String] = []
    for name in known where machine.memberNamed(name, of: object) < 0 { free.append(name) }
    let meant = nearest(to: word, among: known.count) { free }
    add(
      keyword, "\(Words.name(word)) is not allowed here", key, site, found: Words.name(word),
      hint: meant.map { "did you mean \(Words.name($0))?" },
      meant: meant.map { Member(object: object, name: $0) })
  }

  /// The names that a block and its in-place subschemas declare.
  private func collectNames(_ block: BlockIndex, _ names: inout [String], depth: Int) {
    guard depth < 16, names.count < 2_000 else { return }
    for index in machine.blocks[Int(block)].keywords.range {
      let instruction = tables.keywords[index].instruction
      if case .properties(let properties) = instruction {
        for entry in tables.nameTables[Int(properties.table)].entries.range {
          names.append(tables.names.string(entry))
        }
      }
      for child in instruction.inPlaceBlocks(tables) { collectNames(child, &names, depth: depth + 1) }
    }
  }
}

extension Machine {
  /// The tape index of the member's value, or -1.
  mutating func memberNamed(_ name: String, of object: Int) -> Int {
    Array(name.utf8).withUnsafeBufferPointer { member($0, of: object) }
  }
}
