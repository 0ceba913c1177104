import JSON

/// The resources and anchors of all files that have been looked at.
struct ResourceIndex {
  private(set) var resources: [Resource] = []
  private(set) var sources: [SchemaSource] = []
  /// Names of resources; a file whose root has an `$id` has two.
  private var names = NameMap()
  /// Resources of each source by rising first node: outer ones before those inside.
  private var bySource: [[Int]] = []
  /// What is wrong with names: code, sentence, node.
  private(set) var faults: [(message: String, node: JSONNode)] = []
  /// Whether `$schema` may name an older draft.
  let readsOlderDrafts: Bool
  /// `$id`s and anchors of all files.
  private static let nameLimit = 100_000
  private var nameCount = 0

  init(readsOlderDrafts: Bool) { self.readsOlderDrafts = readsOlderDrafts }

  /// The resource of that URI, if its file has been added.
  func resource(_ uri: [UInt8]) -> Int? { names[uri] }

  /// The innermost resource that a node belongs to.
  func resource(of node: Int, in source: Int32) -> Int {
    let candidates = bySource[Int(source)]
    var from = 1
    var to = candidates.count
    while from < to {
      let middle = (from + to) / 2
      if resources[candidates[middle]].nodes.lowerBound <= node { from = middle + 1 } else { to = middle }
    }
    // The last that begins before the node may end before it: then one around it is meant.
    var number = candidates[from - 1]
    while !resources[number].nodes.contains(node), let outer = resources[number].outer { number = outer }
    return number
  }

  /// Whether the source has more than one resource.
  func hasInnerResources(_ source: Int32) -> Bool { bySource[Int(source)].count > 1 }

  /// Notes what a resource's `$schema` says.
  mutating func prepare(_ resource: Int, _ vocabularies: Vocabularies, _ dialect: Dialect) {
    resources[resource].vocabularies = vocabularies
    resources[resource].dialect = dialect
    resources[resource].isPrepared = true
  }

  /// Adds a file: finds its `$id`s, `$anchor`s and `$dynamicAnchor`s.
  mutating func add(_ source: SchemaSource) {
    let number = Int32(sources.count)
    sources.append(source)
    bySource.append([])
    let fileURI = URIReference(source.uri.utf8)
    let root = source.text.root
    let top = enter(root, base: fileURI, outer: nil, source: number)
    names.insert(fileURI.resource, top)
    // Most files have names at their root or nowhere: then there is no need to walk them.
    let inner = source.text.withTape { tape in
      var count = 0
      for index in 0..<source.text.nodeCount where Self.isName(tape, index) { count += 1 }
      return count
    }
    addAnchors(of: root, to: top)
    var atRoot = 0
    for (key, _) in root.members
    where key.stringEquals("$id") || key.stringEquals("$anchor") || key.stringEquals("$dynamicAnchor") {
      atRoot += 1
    }
    if inner > atRoot { walk(root, top, number) }
  }

  /// A cheap test that lets all three names through, and little else.
  private static func isName(_ tape: JSONTape, _ index: Int) -> Bool {
    let node = tape.nodes[index]
    guard node.kind == .string else { return false }
    if node.hasEscapes { return true }
    guard node.length == 5 || node.length == 9 || node.length == 16 else { return false }
    let content = tape.content(index)
    return content[0] == 0x24 && (content[1] == 0x69 || content[1] == 0x61 || content[1] == 0x64)
  }

  private mutating func enter(_ schema: JSONNode, base: URIReference, outer: Int?, source: Int32) -> Int {
    var uri = base
    uri.fragment = nil
    var dialect = outer.map { resources[$0].dialect } ?? .draft202012
    if readsOlderDrafts, schema.kind == .object, let name = schema.member("$schema")?.stringBytes,
      let named = Dialect(URIReference(name).resource)
    {
      dialect = named
    }
    if schema.kind == .object, let id = schema.member("$id"), let bytes = id.stringBytes,
      !dialect.hasAnchorsInIDs || bytes.first != 0x23
    {
      uri = URIReference(bytes).resolved(against: uri)
      if let fragment = uri.fragment, !fragment.isEmpty {
        faults.append(("$id must not have a fragment", id))
      }
      uri.fragment = nil
    }
    countName(schema)
    let number = resources.count
    let end = schema.text.withTape { Int($0.nodes[schema.index].next) }
    var fresh = Resource(uri: uri, source: source, nodes: schema.index..<end)
    fresh.dialect = dialect
    fresh.outer = outer
    if dialect == .draft201909, schema.kind == .object, schema.member("$recursiveAnchor")?.isTrue == true {
      // A name that no `$dynamicAnchor` can have.
      fresh.add(Resource.Anchor(name: [], node: schema.index, isDynamic: true))
    }
    resources.append(fresh)
    bySource[Int(source)].append(number)
    let name = uri.resource
    let known = resource(name)
    if let known, resources[known].source == source {
      faults.append(("two schemas of this file have the same $id", schema.member("$id") ?? schema))
    }
    names.insert(name, number)
    return number
  }

  private mutating func countName(_ node: JSONNode) {
    nameCount += 1
    if nameCount == Self.nameLimit + 1 {
      faults.append(("there are more than \(Self.nameLimit) $ids and anchors", node))
    }
  }

  private mutating func addAnchors(of schema: JSONNode, to resource: Int) {
    guard schema.kind == .object else { return }
    let dialect = resources[resource].dialect
    let keywords: [(String, isDynamic: Bool)] =
      switch dialect {
      case .draft202012: [("$anchor", false), ("$dynamicAnchor", true)]
      case .draft201909: [("$anchor", false)]
      case .draft6, .draft7: [("$id", false)]
      }
    for (keyword, isDynamic) in keywords {
      guard let anchor = schema.member(keyword), var name = anchor.stringBytes else { continue }
      if dialect.hasAnchorsInIDs {
        guard name.first == 0x23, name.count > 1, schema.member("$ref") == nil else { continue }
        name.removeFirst()
      }
      countName(anchor)
      guard nameCount <= Self.nameLimit else { return }
      if let known = resources[resource].anchor(name), known.node != schema.index {
        faults.append(("two schemas have the anchor \(Words.value(anchor))", anchor))
      }
      resources[resource].add(Resource.Anchor(name: name, node: schema.index, isDynamic: isDynamic))
    }
  }

  /// Visits all subschemas below `root`. The stack is bounded by the tape.
  private mutating func walk(_ root: JSONNode, _ top: Int, _ source: Int32) {
    var stack: [(schema: JSONNode, resource: Int)] = [(root, top)]
    while let (schema, outer) = stack.popLast(), nameCount <= Self.nameLimit {
      guard schema.kind == .object else { continue }
      var resource = outer
      if schema.index != root.index {
        let dialect = resources[outer].dialect
        if let id = schema.member("$id")?.stringBytes, !dialect.hasAnchorsInIDs || id.first != 0x23,
          !dialect.refStandsAlone || schema.member("$ref") == nil
        {
          resource = enter(schema, base: resources[outer].uri, outer: outer, source: source)
        }
        addAnchors(of: schema, to: resource)
      }
      let pushed = stack.count
      for (key, value) in schema.members {
        guard let shape = KeywordTable.entry(key, resources[resource].dialect)?.shape else { continue }
        switch shape {
        case .none: break
        case .schema: stack.append((value, resource))
        case .list: stack += value.elements.map { ($0, resource) }
        case .map: stack += value.members.map { ($0.value, resource) }
        case .any: stack += (value.kind == .array ? Array(value.elements) : [value]).map { ($0, resource) }
        }
      }
      // In the order of the file, so that of two equal names the second is the one too many.
      stack[pushed...].reverse()
    }
    // The stack had another order.
    bySource[Int(source)].sort { resources[$0].nodes.lowerBound < resources[$1].nodes.lowerBound }
  }
}
