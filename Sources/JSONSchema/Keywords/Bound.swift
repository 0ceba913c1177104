import JSON

/// `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum` (validation §6.2.2–5), exact for any number.
struct Bound: Keyword {
  enum Relation: UInt8 { case minimum, maximum, exclusiveMinimum, exclusiveMaximum }

  let relation: Relation
  let isInteger: Bool
  /// The bound itself, in `ProgramTables.literals`.
  let literal: Int32
  /// The bound, if it is an integer.
  let integer: Int64

  static func compile(_ relation: Relation) -> KeywordTable.Compile {
    { value, _, compiler in
      guard value.kind == .number else {
        compiler.wrongValue("\(relation)", "a number", value)
        return nil
      }
      let integer = value.int64
      return .bound(
        Bound(
          relation: relation, isInteger: integer != nil, literal: compiler.literal(value),
          integer: integer ?? 0))
    }
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .number else { return true }
    if isInteger, machine.tape.nodes[node].isIntegerSyntax, let value = machine.tape.int64(node) {
      return switch relation {
      case .minimum: value >= integer
      case .maximum: value <= integer
      case .exclusiveMinimum: value > integer
      case .exclusiveMaximum: value < integer
      }
    }
    let other = machine.program.tables.literals[Int(literal)]
    let tape = machine.tape
    let order = other.text.withTape {
      Decimal.compare(Decimal(tape.token(node)), Decimal($0.token(other.index)))
    }
    return switch relation {
    case .minimum: order >= 0
    case .maximum: order <= 0
    case .exclusiveMinimum: order > 0
    case .exclusiveMaximum: order < 0
    }
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !accepts(node, &explainer.machine, Machine.noFrame) else { return }
    let bound = Words.value(explainer.tables.literals[Int(literal)])
    let found = Words.value(explainer.tape, node)
    let wanted =
      switch relation {
      case .minimum: "at least \(bound)"
      case .maximum: "at most \(bound)"
      case .exclusiveMinimum: "more than \(bound)"
      case .exclusiveMaximum: "less than \(bound)"
      }
    explainer.add(
      "\(relation)", "\(explainer.subject) is \(found), it must be \(wanted)", node, site, expected: wanted,
      found: found)
  }
}
