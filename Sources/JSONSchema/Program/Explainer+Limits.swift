import Diagnostics
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
    var site = Site(block: 0, source: machine.blocks[0].source, node: machine.blocks[0].node)
    path = []
    switch undecided.limit {
    case .patternSteps(let pattern):
      if let place = undecidedPlace {
        (site, trail) = place
      } else if let place = firstSite(ofPattern: pattern) {
        site = place
      }
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
    trail = []
    drafts[drafts.count - 1].pointer = text.node(index: undecided.node).pointer
  }

  /// Notes where the pattern stands that was given up, if it is this one at this value.
  mutating func noteUndecided(_ pattern: Int, _ node: Int, _ site: Site) {
    guard undecidedPlace == nil, let undecided = machine.undecided, undecided.node == node,
      case .patternSteps(let known) = undecided.limit, known == pattern
    else { return }
    undecidedPlace = (site, trail)
  }

  /// The first keyword that has a pattern: for one that was met where nothing is explained, below `not` say.
  private func firstSite(ofPattern pattern: Int) -> Site? {
    for (number, block) in tables.blocks.enumerated() {
      for keyword in tables.keywords[block.keywords.range] {
        guard case .pattern(let known) = keyword.instruction, Int(known.pattern) == pattern else { continue }
        return Site(block: BlockIndex(number), source: block.source, node: keyword.node)
      }
    }
    return nil
  }

  /// Findings that were cut at the limit say so at the end, where the reading stopped.
  func withLimitNote(_ findings: [Finding]) -> [Finding] {
    guard isCut, let last = findings.last else { return findings }
    return findings + [
      Finding(
        code: "schema/more",
        message: "there may be more: only the first 1,000 findings of this document are told",
        location: last.location, hint: "correct these and validate it again")
    ]
  }
}
