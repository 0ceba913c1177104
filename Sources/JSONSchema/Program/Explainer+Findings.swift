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
      findings.append(
        Finding(
          code: draft.code, message: draft.message,
          location: SourceLocation(
            file: file, position: counter.position(at: Int(node.offset)),
            length: isContainer ? 1 : Int(node.length), pointer: draft.pointer),
          keywordLocation: places.location(draft.site),
          evaluationPath: places.way(draft.trail, to: draft.site),
          expected: draft.expected, found: draft.found, hint: draft.hint))
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
  private var pointers: [Key: String] = [:]

  init(_ sources: [SchemaSource]) { self.sources = sources }

  /// `schemas/persona.json#/properties/name/minLength`.
  mutating func location(_ site: Site) -> String {
    "\(sources[Int(site.source)].uri)#\(pointer(site.source, site.node))"
  }

  /// `/properties/owner/$ref/properties/name/minLength`: step by step, through references by their keyword.
  mutating func way(_ trail: [Explainer.Step], to site: Site) -> String {
    var way = ""
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
    }
    return way
  }

  private mutating func pointer(_ source: Int32, _ node: Int32) -> String {
    let key = Key(source: source, node: node)
    if let known = pointers[key] { return known }
    let pointer = sources[Int(source)].text.node(index: Int(node)).pointer
    pointers[key] = pointer
    return pointer
  }
}
