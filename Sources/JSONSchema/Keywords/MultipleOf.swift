import JSON

/// `multipleOf` (validation §6.2.1), exact in decimal: 0.0075 is a multiple of 0.0001.
struct MultipleOf: Keyword {
  /// In `ProgramTables.literals`.
  let literal: Int32
  /// The divisor, if it is an integer; else 0.
  let integer: Int64

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    let isPositive =
      value.kind == .number
      && value.text.withTape { tape in
        let divisor = Decimal(tape.token(value.index))
        return !divisor.isZero && !divisor.isNegative
      }
    guard isPositive else {
      compiler.wrongValue("multipleOf", "a number greater than 0", value)
      return nil
    }
    return .multipleOf(MultipleOf(literal: compiler.literal(value), integer: value.int64 ?? 0))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .number else { return true }
    if integer > 0, machine.tape.nodes[node].isIntegerSyntax, let value = machine.tape.int64(node) {
      return value % integer == 0
    }
    let other = machine.program.tables.literals[Int(literal)]
    let tape = machine.tape
    return other.text.withTape { schema in
      let value = Decimal(tape.token(node))
      let divisor = Decimal(schema.token(other.index))
      // Numbers of many thousand digits on both sides would take their product in time.
      machine.budget &-= value.costOfDividing(by: divisor) >> 5
      guard machine.budget > 0 else {
        machine.giveUp(.work, node)
        return false
      }
      return value.isMultiple(of: divisor)
    }
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !accepts(node, &explainer.machine, Machine.noFrame) else { return }
    let divisor = Words.value(explainer.tables.literals[Int(literal)])
    let found = Words.value(explainer.tape, node)
    explainer.add(
      "multipleOf", "\(explainer.subject) must be a multiple of \(divisor), found \(found)", node, site,
      expected: "a multiple of \(divisor)", found: found)
  }
}
