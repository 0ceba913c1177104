import JSON

extension Explainer {
  /// Explains why none of several subschemas fits: by the one that came nearest.
  ///
  /// Nearest is: its type and discriminating constants fit, then fewest findings, then the deepest. When the type alone
  /// decides against all of them, one sentence names all that would do; so it is with a discriminating constant.
  mutating func explainAlternatives(_ blocks: Extent, _ node: Int, _ site: Site, keyword: String) {
    guard trialsLeft >= blocks.count else {
      add(keyword, "\(subject) fits none of its \(blocks.count) alternatives", node, site)
      return
    }
    trialsLeft -= Int(blocks.count)
    var tried: [(block: BlockIndex, drafts: [Draft])] = []
    for block in tables.blockLists[blocks.range] {
      let drafts = trial(block, node)
      if !drafts.isEmpty { tried.append((block, drafts)) }
    }
    guard let first = tried.first else {
      add(keyword, "\(subject) could not be matched against its alternatives", node, site)
      return
    }
    guard tried.count > 1 else { return drafts += first.drafts }
    if addSharedTypeFault(tried, node, site, keyword) { return }
    if addSharedLiteralFault(tried.map(\.drafts), site, keyword) { return }
    if addSharedFormatFault(tried.map(\.drafts), node, site, keyword) { return }
    if addSharedRequired(tried.map(\.drafts), node, site, keyword) { return }
    let discriminators = discriminators(tried.map(\.block))
    if addMissingDiscriminator(tried.map(\.drafts), discriminators, node, site, keyword) { return }
    let names = Set(discriminators.keys)
    var nearest = (drafts: first.drafts, distance: distance(first.drafts, names))
    for candidate in tried.dropFirst() {
      let distance = distance(candidate.drafts, names)
      if distance < nearest.distance { nearest = (candidate.drafts, distance) }
    }
    drafts += nearest.drafts
  }

  private func distance(_ drafts: [Draft], _ discriminators: Set<String>) -> (Int, Int, Int) {
    var level = 0
    for draft in drafts {
      if draft.depth == path.count, draft.types != nil {
        level = 2
      } else if !draft.literals.isEmpty,
        draft.depth == path.count
          || draft.depth == path.count + 1 && discriminators.contains(lastName(draft.pointer))
      {
        level = max(level, 1)
      }
    }
    return (level, drafts.count, -(drafts.map(\.depth).max() ?? 0))
  }

  private mutating func addSharedTypeFault(
    _ tried: [(block: BlockIndex, drafts: [Draft])], _ node: Int, _ site: Site, _ keyword: String
  ) -> Bool {
    var types = TypeMask.none
    var words: [String] = []
    // A definition's name costs a search of its file: none for a crowd.
    let isCrowd = tried.count > 64
    for (block, drafts) in tried {
      guard let fault = drafts.first(where: { $0.depth == path.count && $0.types != nil }),
        let wanted = fault.types
      else { return false }
      types.bits |= wanted.bits
      for word in (isCrowd ? nil : nouns(block, depth: 0)) ?? wanted.words where !words.contains(word) {
        words.append(word)
      }
    }
    // Among numbers, an integer needs no mention.
    if words.contains("a number") { words.removeAll { $0 == "an integer" } }
    if let null = words.firstIndex(of: "null") { words.append(words.remove(at: null)) }
    let wanted = Words.list(words, "or")
    let found = tape.nodes[node].kind == .object ? Words.value(tape, node) : Words.kind(tape.nodes[node].kind)
    add(
      keyword, "\(subject) must be \(wanted), found \(found)", node, site, expected: wanted, found: found,
      hint: repair(node), types: types)
    return true
  }

  /// All alternatives refuse the same value for its constants: `kind must be one of "a", "b", found "c"`.
  private mutating func addSharedLiteralFault(_ trials: [[Draft]], _ site: Site, _ keyword: String) -> Bool {
    guard let first = trials[0].first(where: { !$0.literals.isEmpty && $0.depth <= path.count + 1 }) else {
      return false
    }
    var literals: [String] = []
    var seen: Set<String> = []
    for drafts in trials {
      guard let fault = drafts.first(where: { !$0.literals.isEmpty && $0.pointer == first.pointer }) else {
        return false
      }
      for literal in fault.literals where seen.insert(literal).inserted { literals.append(literal) }
    }
    let name = first.pointer == pointer ? subject : Words.name(lastName(first.pointer))
    let found = Words.value(tape, first.node)
    let list = Words.shortList(literals)
    let meant = nearest(to: found, among: literals.count) { literals }
    drafts.append(
      Draft(
        code: "schema/\(keyword)", message: "\(name) must be one of \(list), found \(found)",
        pointer: first.pointer,
        node: first.node, site: site, expected: list, found: found,
        hint: meant.map { "did you mean \($0)?" }, depth: first.depth,
        literals: literals, trail: trail))
    return true
  }

  /// A text that has none of several formats: `ip must be an IPv4 address or an IPv6 address`.
  private mutating func addSharedFormatFault(
    _ trials: [[Draft]], _ node: Int, _ site: Site, _ keyword: String
  ) -> Bool {
    var wanted: [String] = []
    for drafts in trials {
      guard drafts.count == 1, drafts[0].code == "schema/format", drafts[0].node == node,
        let phrase = drafts[0].expected
      else { return false }
      if !wanted.contains(phrase) { wanted.append(phrase) }
    }
    let list = Words.list(wanted, "or")
    let found = Words.value(tape, node)
    add(
      keyword, "\(subject) must be \(list), found \(found)", node, site, expected: list, found: found,
      hint: repair(node, .format) ?? example(site).map { "such as \($0)" })
    return true
  }

  /// Of several members one must be there: `phone or email is required`.
  private mutating func addSharedRequired(
    _ trials: [[Draft]], _ node: Int, _ site: Site, _ keyword: String
  ) -> Bool {
    var names: [String] = []
    var seen: Set<String> = []
    for drafts in trials {
      guard drafts.count == 1, let missing = drafts[0].missing, missing.object == node else { return false }
      let name = Words.name(missing.name)
      if seen.insert(name).inserted { names.append(name) }
    }
    guard names.count > 1 else { return false }
    let list = names.count <= 10 ? Words.list(names, "or") : "one of \(Words.shortList(names))"
    add(keyword, "\(list) is required", node, site, expected: list)
    return true
  }

  /// The member that tells the alternatives apart is not there: which others would be missing cannot be said.
  private mutating func addMissingDiscriminator(
    _ trials: [[Draft]], _ discriminators: [String: [String]], _ node: Int, _ site: Site, _ keyword: String
  ) -> Bool {
    guard tape.nodes[node].kind == .object else { return false }
    for (name, literals) in discriminators.sorted(by: { $0.key < $1.key }) {
      let missing = Member(object: node, name: name)
      guard trials.allSatisfy({ $0.contains { $0.missing == missing } }) else { continue }
      // Spelt otherwise, it is another finding's.
      if trials.contains(where: { $0.contains { $0.meant == missing } }) { return false }
      let list = "one of \(Words.shortList(literals))"
      add(
        keyword, "\(Words.name(name)) is required, \(list)", node, site, expected: list, missing: missing)
      return true
    }
    return false
  }

  /// The members for which every alternative has constants, and all of these.
  private func discriminators(_ blocks: [BlockIndex]) -> [String: [String]] {
    var common: [String: [String]] = [:]
    for (place, block) in blocks.enumerated() {
      var constants: [String: [String]] = [:]
      collectConstants(block, &constants, depth: 0)
      if place == 0 {
        common = constants
        continue
      }
      for name in Array(common.keys) {
        if let more = constants[name] { common[name, default: []] += more } else { common[name] = nil }
      }
    }
    return common.mapValues { literals in
      var seen: Set<String> = []
      return literals.filter { seen.insert($0).inserted }
    }
  }

  private func collectConstants(_ block: BlockIndex, _ constants: inout [String: [String]], depth: Int) {
    guard depth < 4 else { return }
    for index in machine.blocks[Int(block)].keywords.range {
      switch tables.keywords[index].instruction {
      case .properties(let properties):
        for entry in tables.nameTables[Int(properties.table)].entries.range {
          guard let literals = literals(tables.names.entries[entry].block, depth: 0) else { continue }
          constants[tables.names.string(entry)] = literals
        }
      case .ref(let ref): collectConstants(ref.block, &constants, depth: depth + 1)
      case .allOf(let all):
        for child in tables.blockLists[all.blocks.range] {
          collectConstants(child, &constants, depth: depth + 1)
        }
      default: continue
      }
    }
  }

  /// The constants that a block allows; nil if it is not about constants.
  func literals(_ block: BlockIndex, depth: Int) -> [String]? {
    guard block >= 0, depth < 4 else { return nil }
    let code = machine.blocks[Int(block)]
    for index in code.keywords.range {
      let keyword = tables.keywords[index]
      switch keyword.instruction {
      case .const(let const): return [Words.value(tables.literals[Int(const.literal)])]
      case .enum:
        return tables.sources[Int(code.source)].text.node(index: Int(keyword.node)).elements.map {
          Words.value($0)
        }
      case .ref(let ref): if let found = literals(ref.block, depth: depth + 1) { return found }
      default: continue
      }
    }
    return nil
  }

  private func lastName(_ pointer: String) -> String { JSONPointer(pointer)?.tokens.last ?? pointer }
}
