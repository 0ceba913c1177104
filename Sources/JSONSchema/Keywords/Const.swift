import JSON

/// `const` (validation §6.1.3): exactly this value, by JSON Schema's equality.
struct Const: Keyword {
  /// In `ProgramTables.literals`.
  let literal: Int32
  /// Table of the value, if it is a string; else -1.
  let table: Int32

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    let table = value.stringBytes.map { compiler.nameTable([$0]) } ?? -1
    return .const(Const(literal: compiler.literal(value), table: table))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    machine.equals(node, literal: Int(literal))
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !explainer.machine.equals(node, literal: Int(literal)) else { return }
    let other = explainer.tables.literals[Int(literal)]
    let wanted = Words.short(other)
    let found = Words.short(explainer.tape, node)
    let place = wanted == found ? explainer.difference(node, other) : nil
    explainer.add(
      "const",
      "\(explainer.subject) must be \(wanted), found \(found)\(place.map { " that differs at \($0)" } ?? "")",
      node, site, expected: wanted,
      found: found, hint: explainer.repair(node, .constant), literals: [wanted])
  }
}

extension Explainer {
  /// Where a value differs first from a literal of the schema, as a pointer below it; nil if it differs as a whole.
  fileprivate mutating func difference(_ node: Int, _ literal: JSONNode) -> String? {
    var node = node
    var literal = literal
    var pointer = ""
    // Each turn goes a level deeper, of which the parser allows few.
    descent: while literal.kind == tape.nodes[node].kind {
      switch literal.kind {
      case .object:
        for (key, value) in literal.members {
          guard let name = key.string else { continue }
          guard let member = member(name, of: node) else { return "\(pointer)/\(name)" }
          if isEqual(member, value) { continue }
          pointer += "/\(name)"
          (node, literal) = (member, value)
          continue descent
        }
        return pointer.isEmpty ? nil : pointer
      case .array:
        var element = node + 1
        for (place, value) in literal.elements.enumerated() {
          guard element < Int(tape.nodes[node].next) else { return "\(pointer)/\(place)" }
          if isEqual(element, value) {
            element = Int(tape.nodes[element].next)
            continue
          }
          pointer += "/\(place)"
          (node, literal) = (element, value)
          continue descent
        }
        return pointer.isEmpty ? nil : pointer
      default: return pointer.isEmpty ? nil : pointer
      }
    }
    return pointer.isEmpty ? nil : pointer
  }

  private mutating func isEqual(_ node: Int, _ other: JSONNode) -> Bool {
    let tape = tape
    return other.text.withTape { machine.equality.equal(tape, node, $0, other.index) }
  }

  private func member(_ name: String, of node: Int) -> Int? {
    var key = node + 1
    while key < Int(tape.nodes[node].next) {
      if tape.string(key).utf8.elementsEqual(name.utf8) { return key + 1 }
      key = Int(tape.nodes[key + 1].next)
    }
    return nil
  }
}

extension Machine {
  /// Whether the value at `node` equals a literal of the schema.
  mutating func equals(_ node: Int, literal: Int) -> Bool {
    let other = program.tables.literals[literal]
    guard other.kind == tape.nodes[node].kind else { return false }
    let isEqual = other.text.withTape { equality.equal(tape, node, $0, other.index) }
    if equality.budget <= 0 { giveUp(.work, node) }
    return isEqual
  }
}
