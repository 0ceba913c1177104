import Diagnostics
import JSON

extension Explainer {
  /// The findings, in the order of the document, with lines and columns counted in one pass.
  func findings(file: String?, text: JSONText) -> [Finding] {
    let ordered = drafts.enumerated().sorted { left, right in
      let a = tape.nodes[left.element.node].offset
      let b = tape.nodes[right.element.node].offset
      return a == b ? left.offset < right.offset : a < b
    }
    var findings: [Finding] = []
    var counter = PositionCounter(text.bytes)
    var places = SchemaPlaces(tables.sources)
    for (_, draft) in ordered {
      let node = tape.nodes[draft.node]
      let isContainer = node.kind == .object || node.kind == .array
      let way = places.way(draft.trail, to: draft.site)
      var finding = Finding(
        code: draft.code, message: draft.message,
        location: SourceLocation(
          file: file, position: counter.position(at: Int(node.offset)),
          length: isContainer ? 1 : Int(node.length), pointer: draft.pointer),
        keywordLocation: places.location(draft.site), evaluationPath: way.path,
        expected: draft.expected, found: draft.found, hint: draft.hint)
      finding.references = way.references
      finding.absoluteKeywordLocation = places.uri(draft.site.source, draft.site.node)
      findings.append(finding)
    }
    return findings
  }
}

/// Names places in schemas. Finding a node's pointer costs a search, and many findings share their keywords.
private struct SchemaPlaces {
  private struct Key: Hashable {
    var source: Int32
    var node: Int32
  }

  private let sources: [SchemaSource]
  private var tables = PointerTables()
  private var pointers: [Key: String] = [:]
  private var uris: [Key: String?] = [:]
  private var identifiers: [Key: [UInt8]?] = [:]

  init(_ sources: [SchemaSource]) { self.sources = sources }

  /// `schemas/persona.json#/properties/name/minLength`.
  mutating func location(_ site: Site) -> String {
    "\(sources[Int(site.source)].uri)#\(pointer(site.source, site.node))"
  }

  /// `/properties/owner/$ref/properties/name/minLength`: step by step, through references by their keyword.
  mutating func way(
    _ trail: [Explainer.Step], to site: Site
  ) -> (path: String, references: [Finding.Reference]) {
    var way = ""
    var references: [Finding.Reference] = []
    for (index, step) in trail.enumerated() {
      let start = pointer(step.source, step.block)
      // The keyword itself at the end and at references, else the subschema of it that was entered.
      var end = pointer(step.source, step.keyword)
      if index + 1 < trail.count {
        let next = trail[index + 1]
        if !step.isReference, next.source == step.source { end = pointer(next.source, next.block) }
      } else if site.node != step.keyword, site.source == step.source {
        end = pointer(site.source, site.node)
      }
      way += end.hasPrefix(start) ? String(end.dropFirst(start.count)) : end
      if step.isReference {
        let place =
          uri(step.source, step.keyword)
          ?? "\(sources[Int(step.source)].uri)#\(pointer(step.source, step.keyword))"
        references.append(Finding.Reference(path: way, location: place))
      }
    }
    return (way, references)
  }

  /// The full URI of a place by the `$id`s around it (core §8.2.1); nil if none of them is absolute.
  mutating func uri(_ source: Int32, _ node: Int32) -> String? {
    let key = Key(source: source, node: node)
    if let known = uris[key] { return known }
    let file = sources[Int(source)]
    let steps = tables.steps(to: file.text.node(index: Int(node)))
    var base = URIReference(file.uri.utf8)
    // How many steps lead to the innermost resource.
    var start = 0
    for (step, here) in ([file.text.root] + steps.map(\.node)).enumerated() {
      if let id = identifier(here, source), id.first != 0x23 {
        base = URIReference(id).resolved(against: base)
        start = step
      }
    }
    let uri =
      base.scheme == nil
      ? nil
      : String(decoding: base.resource, as: UTF8.self) + "#"
        + JSONPointer(tokens: steps[start...].map(\.token)).description
    uris[key] = .some(uri)
    return uri
  }

  private mutating func identifier(_ schema: JSONNode, _ source: Int32) -> [UInt8]? {
    guard schema.kind == .object else { return nil }
    let key = Key(source: source, node: Int32(schema.index))
    if let known = identifiers[key] { return known }
    let id = schema.member("$id")?.stringBytes
    identifiers[key] = .some(id)
    return id
  }

  private mutating func pointer(_ source: Int32, _ node: Int32) -> String {
    let key = Key(source: source, node: node)
    if let known = pointers[key] { return known }
    let steps = tables.steps(to: sources[Int(source)].text.node(index: Int(node)))
    let pointer = JSONPointer(tokens: steps.map(\.token)).description
    pointers[key] = pointer
    return pointer
  }
}
