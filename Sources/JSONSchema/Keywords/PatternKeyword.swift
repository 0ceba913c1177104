import ECMARegex
import JSON

/// `pattern` (validation §6.3.3): an ECMA-262 expression in Unicode mode that matches somewhere.
struct PatternKeyword: Keyword {
  /// In `ProgramTables.patterns`.
  let pattern: Int32

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    guard value.kind == .string else {
      compiler.wrongValue("pattern", "a regular expression", value)
      return nil
    }
    return compiler.pattern(value).map { .pattern(PatternKeyword(pattern: $0)) }
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .string else { return true }
    return machine.matches(Int(pattern), node)
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !accepts(node, &explainer.machine, Machine.noFrame) else { return }
    explainer.noteUndecided(Int(pattern), node, site)
    // A format and its equal pattern, which other validators need, are one fault; one that was given up is told last.
    if explainer.drafts.last.map({ $0.node == node && $0.code == "schema/format" }) ?? false { return }
    if let undecided = explainer.machine.undecided, undecided.node == node { return }
    let source = explainer.tables.patterns[Int(pattern)].source
    let found = Words.value(explainer.tape, node)
    explainer.add(
      "pattern", "\(explainer.subject) does not match the pattern \(Words.cut(source)), found \(found)", node,
      site, expected: source, found: found, hint: explainer.example(site).map { "such as \($0)" })
  }
}
