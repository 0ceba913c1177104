import ECMARegex
import JSON

extension Explainer {
  /// A value that was refused never goes without a finding.
  mutating func addVerdictIfEmpty(_ node: Int) {
    guard drafts.isEmpty else { return }
    let site = Site(block: 0, source: machine.blocks[0].source, node: machine.blocks[0].node)
    add("mismatch", "\(subject) does not fit its schema", node, site)
  }

  /// What was given up is a finding of its own, since it may hide others.
  mutating func addUndecided(_ text: JSONText) {
    guard let undecided = machine.undecided else { return }
    let found = Words.value(tape, undecided.node)
    let site = Site(block: 0, source: machine.blocks[0].source, node: machine.blocks[0].node)
    path = []
    switch undecided.limit {
    case .patternSteps(let pattern):
      let source = tables.patterns[pattern].source
      add(
        "steps",
        "\(found) could not be matched against the pattern \(Words.cut(source)) within the limit of steps",
        undecided.node, site, expected: source, found: found,
        hint: "write the pattern so that it does not backtrack: no repeated group inside a repeated group")
    case .depth:
      add("depth", "the document is nested too deeply for its schema", undecided.node, site)
    case .work:
      add(
        "work", "the document takes too much work to check against its schema", undecided.node, site,
        hint: "the schema repeats the same alternatives at each level")
    }
    drafts[drafts.count - 1].pointer = text.node(index: undecided.node).pointer
  }
}
