import ECMARegex
import JSON

/// Following `$ref` and `$dynamicRef` by name through the registry.
extension Compiler {
  /// Why a reference leads nowhere.
  struct Trouble: Error {
    var message: String
    var hint: String?
  }

  /// The block that a reference names; nil with a fault if there is none.
  mutating func reference(_ keyword: String, _ value: JSONNode, _ context: SchemaContext) -> BlockIndex? {
    guard let bytes = value.stringBytes else {
      wrongValue(keyword, "a URI reference", value)
      return nil
    }
    let reference = URIReference(bytes).resolved(against: index.resources[context.resource].uri)
    do throws(Trouble) {
      var target = try resolve(reference, from: index.sources[Int(context.source)].uri)
      let anchor = reference.fragment ?? []
      if keyword != "$ref", index.resources[target.resource].hasDynamicAnchor(anchor, at: target.node) {
        // Before the look-up, which would otherwise read the scopes as they were.
        let scope = enteredScope(target, context)
        if let outermost = scopes.target(anchor, in: scope) { target = outermost }
      }
      let node = index.sources[Int(target.source)].text.node(index: target.node)
      return block(node, target.source, target.resource, scope: context.scope)
    } catch {
      fault("keyword/reference", "\(keyword) leads nowhere: \(error.message)", value, hint: error.hint)
      return nil
    }
  }

  private mutating func enteredScope(_ target: DynamicScopes.Target, _ context: SchemaContext) -> Int {
    scopes.entering(index.resources[target.resource], number: target.resource, from: context.scope)
  }

  /// The place that an absolute reference names.
  ///
  /// - Parameter file: where the reference stands, which suggestions are relative to.
  mutating func resolve(
    _ reference: URIReference, from file: String? = nil
  ) throws(Trouble) -> DynamicScopes.Target {
    let name = reference.resource
    guard let resource = find(name) else {
      let shown = String(decoding: name, as: UTF8.self)
      throw Trouble(
        message: "there is no schema \(shown)",
        hint: similarFile(shown, from: file).map { "did you mean \($0)?" })
    }
    let source = index.resources[resource].source
    let text = index.sources[Int(source)].text
    let root = text.node(index: index.resources[resource].nodes.lowerBound)
    guard let fragment = reference.decodedFragment else {
      throw Trouble(message: "its fragment is not well-formed", hint: nil)
    }
    if fragment.isEmpty {
      return DynamicScopes.Target(source: source, node: root.index, resource: resource)
    }
    guard fragment.utf8.first == 0x2F else {
      let anchors = index.resources[resource].anchors
      if let anchor = index.resources[resource].anchor(Array(fragment.utf8)) {
        return DynamicScopes.Target(source: source, node: anchor.node, resource: resource)
      }
      let near = suggestion(
        for: fragment, among: anchors.lazy.map { String(decoding: $0.name, as: UTF8.self) })
      throw Trouble(
        message: "there is no anchor \(Words.name(fragment))", hint: near.map { "did you mean #\($0)?" })
    }
    let node = try follow(fragment, from: root)
    return DynamicScopes.Target(
      source: source, node: node.index, resource: index.resource(of: node.index, in: source))
  }

  /// Another file of a name that is much alike, as a reference in `file` would have to name it.
  private mutating func similarFile(_ name: String, from file: String?) -> String? {
    guard findings.count < Self.faultLimit else { return nil }
    let folder = file.map { String($0.utf8.lastIndex(of: 0x2F).map($0.prefix(through:)) ?? "") } ?? ""
    // The ending that all have would make short names alike.
    func stem(_ uri: String) -> String? {
      guard uri.hasPrefix(folder) else { return nil }
      return String(uri.dropFirst(folder.count).dropLast(uri.hasSuffix(".json") ? 5 : 0))
    }
    guard let wanted = stem(name) else { return nil }
    let others = registry.sources.map(\.uri).filter { $0 != file }
    guard let near = suggestion(for: wanted, among: others.compactMap(stem)) else { return nil }
    return others.first { stem($0) == near }.map { String($0.dropFirst(folder.count)) }
  }

  /// RFC 6901 from a node, with a word about the first step that fails.
  private mutating func follow(_ pointer: String, from root: JSONNode) throws(Trouble) -> JSONNode {
    var node = root
    var walked = "#"
    for part in pointer.utf8.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false) {
      let key = unescaped(part)
      let next: JSONNode?
      switch node.kind {
      case .object: next = lookup.member(key, of: node)
      case .array:
        let isPlace = key.utf8.allSatisfy(\.isASCIIDigit) && (key.utf8.count == 1 || key.utf8.first != 0x30)
        let place = isPlace ? Int(key) : nil
        next = place.flatMap { lookup.element($0, of: node) }
      default: next = nil
      }
      guard let next else {
        let near =
          node.kind == .object && findings.count < Self.faultLimit
          ? suggestion(for: key, among: node.members.compactMap { $0.key.string }) : nil
        throw Trouble(
          message: "\(walked) has no \(Words.name(key))", hint: near.map { "did you mean \(walked)/\($0)?" })
      }
      walked += "/\(String(decoding: part, as: UTF8.self))"
      node = next
    }
    return node
  }

  private func unescaped(_ part: Substring.UTF8View) -> String {
    var bytes: [UInt8] = []
    var isEscape = false
    for byte in part {
      if isEscape {
        bytes.append(byte == 0x30 ? 0x7E : byte == 0x31 ? 0x2F : byte)
        isEscape = false
      } else if byte == 0x7E {
        isEscape = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The resource of a name: known already, a file of the registry, a meta-schema, or an `$id` in a file not yet
  /// looked at.
  private mutating func find(_ name: [UInt8]) -> Int? {
    if let known = index.resource(name) { return known }
    if let source = registry.source(name) {
      index.add(source)
      return index.resource(name)
    }
    if let source = MetaSchemas.source(name) {
      index.add(source)
      return index.resource(name)
    }
    guard !knowsAllFiles else { return nil }
    knowsAllFiles = true
    for source in registry.sources where index.resource(URIReference(source.uri.utf8).resource) == nil {
      index.add(source)
    }
    return index.resource(name)
  }

  /// Reads `$schema` at the root of a resource, once: a draft, or a meta-schema of the registry that picks
  /// vocabularies. Without one a resource has the dialect of the one around it.
  mutating func prepare(_ resource: Int) {
    // Outermost first: a file may hold resources in any depth.
    var chain: [Int] = []
    var next: Int? = resource
    while let place = next, !index.resources[place].isPrepared {
      chain.append(place)
      next = index.resources[place].outer
    }
    for place in chain.reversed() {
      let outer = index.resources[place].outer.map { index.resources[$0] }
      index.prepare(place, outer?.vocabularies ?? .standard, index.resources[place].dialect)
      readDialect(of: place)
    }
  }

  private mutating func readDialect(of place: Int) {
    let resource = index.resources[place]
    let schema = index.sources[Int(resource.source)].text.node(index: resource.nodes.lowerBound)
    guard schema.kind == .object, let dialect = schema.member("$schema"), let bytes = dialect.stringBytes
    else {
      return
    }
    let name = URIReference(bytes).resource
    if let known = Dialect(name), known == .draft202012 || index.readsOlderDrafts {
      return index.prepare(place, .standard, known)
    }
    guard let resource = find(name) else {
      fault(
        "keyword/dialect", "$schema must be \(MetaSchemas.dialect), found \(Words.value(dialect))", dialect,
        hint: index.readsOlderDrafts
          ? "draft-06, draft-07, 2019-09 and 2020-12 are read, and the $id of a schema file beside it"
          : "a store's schemas are written in 2020-12, or name the $id of one of them")
      return
    }
    let source = index.sources[Int(index.resources[resource].source)]
    let meta = source.text.node(index: index.resources[resource].nodes.lowerBound)
    guard let list = meta.member("$vocabulary") else { return }
    var vocabularies: Vocabularies = .core
    for (key, isRequired) in list.members {
      if let known = key.string.flatMap(Vocabularies.init(uri:)) {
        vocabularies.formUnion(known)
      } else if isRequired.isTrue {
        fault(
          "keyword/dialect", "the meta-schema requires a vocabulary that is not known: \(Words.value(key))",
          dialect)
      }
    }
    index.prepare(place, vocabularies, index.resources[resource].dialect)
  }
}
