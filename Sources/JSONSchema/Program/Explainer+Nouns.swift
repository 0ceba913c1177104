import JSON

/// What schemas want, in words.
extension Explainer {
  /// A definition for objects that hold one member only, required and nothing beside it: a tag around a value, such as
  /// `{ "$timestamp": "2026-01-31T09:30:00Z" }`.
  struct Wrapper {
    /// `a timestamp`: from the definition's name, else its title.
    var noun: String
    var member: String
    /// The keyword that requires the member.
    var site: Site
    /// The definition's first example, as it stands.
    var example: String?
  }

  /// The wrapper that a block is; nil if it is something else or has no name.
  func wrapper(_ block: BlockIndex) -> Wrapper? {
    let code = machine.blocks[Int(block)]
    guard code.types == TypeMask(named: "object") else { return nil }
    var member: String?
    var declared: String?
    var isClosed = false
    var site = Site(block: block, source: code.source, node: code.node)
    for index in code.keywords.range {
      switch tables.keywords[index].instruction {
      case .required(let required):
        guard required.names.count == 1 else { return nil }
        member = tables.names.string(Int(required.names.first))
        site.node = tables.keywords[index].node
      case .properties(let properties):
        let entries = tables.nameTables[Int(properties.table)].entries
        guard entries.count == 1 else { return nil }
        declared = tables.names.string(Int(entries.first))
      case .additionalProperties(let additional):
        isClosed = machine.blocks[Int(additional.block)].refusesAll
      case .type: continue
      default: return nil
      }
    }
    guard let member, isClosed, let declared, declared.utf8.elementsEqual(member.utf8) else { return nil }
    let schema = tables.sources[Int(code.source)].text.node(index: Int(code.node))
    guard let noun = noun(schema) else { return nil }
    return Wrapper(noun: noun, member: member, site: site, example: example(schema))
  }

  /// A wanted tag whose member is not there is one fault, whatever stands in its place.
  mutating func explainWrapper(_ block: BlockIndex, _ node: Int) -> Bool {
    guard tape.nodes[node].kind == .object, let wrapper = wrapper(block),
      machine.memberNamed(wrapper.member, of: node) < 0
    else { return false }
    var keys: [String] = []
    forEachKey(of: node) { key, explainer in keys.append(explainer.tape.string(key)) }
    if Spelling.nearest(to: wrapper.member, among: keys) != nil { return false }
    let found = Words.value(tape, node)
    trail.append(
      Step(
        source: wrapper.site.source, block: machine.blocks[Int(block)].node, keyword: wrapper.site.node,
        isReference: false))
    add(
      "required", "\(subject) must be \(wrapper.noun), found \(found)", node, wrapper.site,
      expected: wrapper.noun, found: found, hint: repair(node), types: TypeMask(named: "object"))
    trail.removeLast()
    return true
  }

  /// What an alternative is called: its title, or the name of its definition.
  func name(_ block: BlockIndex) -> String? {
    let code = machine.blocks[Int(block)]
    let schema = tables.sources[Int(code.source)].text.node(index: Int(code.node))
    if let title = schema.member("title")?.string, !title.isEmpty { return Words.cut(title) }
    let target = schema.member("$ref")?.string.flatMap { JSONPointer("/" + $0)?.tokens }
    if let target, target.count > 1, ["$defs", "definitions"].contains(target[target.count - 2]) {
      return target.last.map(Words.name)
    }
    return nil
  }

  /// `a geo point` for `#/$defs/geoPoint`; else from the title.
  func noun(_ schema: JSONNode) -> String? {
    let tokens = JSONPointer(schema.pointer)?.tokens ?? []
    var name: String?
    if tokens.count > 1, ["$defs", "definitions"].contains(tokens[tokens.count - 2]) {
      name = tokens.last
    } else {
      name = schema.member("title")?.string
    }
    guard let name, !name.isEmpty, name.utf8.count <= 40 else { return nil }
    var words = ""
    var wasLower = false
    for scalar in name.unicodeScalars {
      let isUpper = scalar.properties.isUppercase
      if isUpper, wasLower { words += " " }
      words += isUpper ? scalar.properties.lowercaseMapping : String(Character(scalar))
      wasLower = scalar.properties.isLowercase
    }
    let isWord = words.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == " " || $0 == "-" }
    guard isWord else { return nil }
    return words.utf8.last == UInt8(ascii: "s") ? words : Words.withArticle(words)
  }

  /// The first of a schema's `examples`, if it is short and on one line.
  func example(_ schema: JSONNode) -> String? {
    guard let first = schema.member("examples")?.elements.first(where: { _ in true }) else { return nil }
    guard first.byteCount <= 80, !first.rawBytes.contains(0x0A) else { return nil }
    return String(decoding: first.rawBytes, as: UTF8.self)
  }

  /// The same of the schema that a keyword stands in.
  func example(_ site: Site) -> String? {
    let code = machine.blocks[Int(site.block)]
    return example(tables.sources[Int(code.source)].text.node(index: Int(code.node)))
  }

  /// What a block wants: `an array of strings`, `a timestamp or null`.
  func phrase(_ block: BlockIndex) -> String {
    if let nouns = nouns(block, depth: 0) { return Words.list(nouns, "or") }
    return machine.blocks[Int(block)].types.phrase
  }

  /// The kinds of value that a block takes, `null` last; nil if it is not about kinds.
  func nouns(_ block: BlockIndex, depth: Int) -> [String]? {
    guard depth < 8 else { return nil }
    let code = machine.blocks[Int(block)]
    if let wrapper = wrapper(block) { return [wrapper.noun] }
    if code.types == TypeMask(named: "array") {
      for index in code.keywords.range {
        guard case .items(let items) = tables.keywords[index].instruction, items.from == 0 else { continue }
        return ["an array of \(plural(items.block, depth: depth) ?? "items")"]
      }
    }
    if code.types != .all { return code.types.words }
    for index in code.keywords.range {
      switch tables.keywords[index].instruction {
      case .ref(let ref): if let nouns = nouns(ref.block, depth: depth + 1) { return nouns }
      case .anyOf(let any): return union(tables.blockLists[any.blocks.range], depth)
      case .oneOf(let one): return union(tables.blockLists[one.blocks.range], depth)
      default: continue
      }
    }
    return nil
  }

  private func union(_ blocks: ArraySlice<BlockIndex>, _ depth: Int) -> [String]? {
    var all: [String] = []
    for block in blocks {
      guard let nouns = nouns(block, depth: depth + 1) else { return nil }
      for noun in nouns where !all.contains(noun) { all.append(noun) }
    }
    if let null = all.firstIndex(of: "null") { all.append(all.remove(at: null)) }
    return all
  }

  private func plural(_ block: BlockIndex, depth: Int) -> String? {
    guard let nouns = nouns(block, depth: depth + 1), nouns.count == 1, let noun = nouns.first else {
      return nil
    }
    for article in ["an ", "a "] where noun.hasPrefix(article) {
      let word = noun.dropFirst(article.utf8.count)
      return word.contains(" of ") ? nil : "\(word)s"
    }
    return nil
  }
}
