import JSON

extension Explainer {
  /// Explains why none of several subschemas fits: by the one that came nearest.
  ///
  /// Nearest is: its type and discriminating constants fit, then fewest findings, then the deepest. When the type alone
  /// decides against all of them, one sentence names all types that would do.
  mutating func explainAlternatives(_ blocks: Extent, _ node: Int, _ site: Site, keyword: String) {
    let trials = blocks.range.map { trial(tables.blockLists[$0], node) }.filter { !$0.isEmpty }
    guard let first = trials.first else {
      add(keyword, "\(subject) could not be matched against its alternatives", node, site)
      return
    }
    if trials.count > 1 {
      if addSharedTypeFault(trials, node, site, keyword) { return }
      if addSharedLiteralFault(trials, site, keyword) { return }
    }
    var nearest = first
    for candidate in trials.dropFirst() where distance(candidate) < distance(nearest) { nearest = candidate }
    drafts += nearest
  }

  private func distance(_ drafts: [Draft]) -> (Int, Int, Int) {
    var level = 0
    for draft in drafts {
      if draft.depth == path.count, draft.types != nil {
        level = 2
      } else if draft.depth <= path.count + 1, !draft.literals.isEmpty {
        level = max(level, 1)
      }
    }
    return (level, drafts.count, -(drafts.map(\.depth).max() ?? 0))
  }

  private mutating func addSharedTypeFault(_ trials: [[Draft]], _ node: Int, _ site: Site, _ keyword: String)
    -> Bool
  {
    var types = TypeMask.none
    for drafts in trials {
      guard let fault = drafts.first(where: { $0.depth == path.count && $0.types != nil }),
        let wanted = fault.types
      else { return false }
      types.bits |= wanted.bits
    }
    let found = Words.kind(tape.nodes[node].kind)
    add(
      keyword, "\(subject) must be \(types.phrase), found \(found)", node, site, expected: types.phrase,
      found: found,
      types: types)
    return true
  }

  /// All alternatives refuse the same value for its constants: `kind must be one of "a", "b", found "c"`.
  private mutating func addSharedLiteralFault(_ trials: [[Draft]], _ site: Site, _ keyword: String) -> Bool {
    guard let first = trials[0].first(where: { !$0.literals.isEmpty && $0.depth <= path.count + 1 }) else {
      return false
    }
    var literals: [String] = []
    for drafts in trials {
      guard let fault = drafts.first(where: { !$0.literals.isEmpty && $0.pointer == first.pointer }) else {
        return false
      }
      for literal in fault.literals where !literals.contains(literal) { literals.append(literal) }
    }
    let name = first.pointer == pointer ? subject : Words.name(lastName(first.pointer))
    let found = Words.value(tape, first.node)
    let list = Words.shortList(literals)
    drafts.append(
      Draft(
        code: "schema/\(keyword)", message: "\(name) must be one of \(list), found \(found)",
        pointer: first.pointer,
        node: first.node, site: site, expected: list, found: found,
        hint: Spelling.nearest(to: found, among: literals).map { "did you mean \($0)?" }, depth: first.depth,
        literals: literals))
    return true
  }

  private func lastName(_ pointer: String) -> String {
    guard let slash = pointer.utf8.lastIndex(of: 0x2F) else { return pointer }
    return String(pointer[pointer.utf8.index(after: slash)...])
  }

  /// What a block wants: `an array of strings`, `a string or null`.
  func phrase(_ block: BlockIndex) -> String {
    let types = machine.blocks[Int(block)].types
    guard types == TypeMask(named: "array") else { return types.phrase }
    for index in machine.blocks[Int(block)].keywords.range {
      guard case .items(let items) = tables.keywords[index].instruction, items.from == 0 else { continue }
      return "an array of \(plural(items.block) ?? "items")"
    }
    return types.phrase
  }

  private func plural(_ block: BlockIndex) -> String? {
    var block = block
    for _ in 0..<8 {
      let code = machine.blocks[Int(block)]
      if let bit = (0..<7).first(where: { code.types.bits == 1 << UInt8($0) }) {
        return TypeMask.names[bit] + "s"
      }
      guard code.keywords.count > 0,
        case .ref(let ref) = tables.keywords[code.keywords.range.lowerBound].instruction
      else { return nil }
      block = ref.block
    }
    return nil
  }
}
