internal import Changes
internal import JSON
internal import JSONSchema

/// Builds a schema's `FieldTraits`, read statically through `properties`, `items`, `$ref` and `allOf` as the design
/// has it.
///
/// A field's place is the set of subschemas that are read for it; equal sets are one node, so that a schema that
/// refers to itself ends.
struct TraitsReader {
  /// A subschema: the file and its node.
  private struct Place: Hashable {
    let uri: String
    let index: Int
  }

  private let texts: [String: JSONText]
  private var nodes: [FieldTraits.Node] = []
  private var known: [[Place]: Int] = [:]
  /// A hostile schema ends here: what is left has no traits.
  private static let largestCount = 20_000

  init(texts: [String: JSONText]) { self.texts = texts }

  mutating func read(uri: String) -> FieldTraits {
    guard let root = texts[uri]?.root else { return .none }
    var waiting: [(index: Int, places: [Place])] = []
    _ = node(for: closure(of: [Place(uri: uri, index: root.index)]), &waiting)
    while let (index, places) = waiting.popLast() { fill(index, places, &waiting) }
    return FieldTraits(nodes)
  }

  private mutating func node(
    for places: [Place], _ waiting: inout [(index: Int, places: [Place])]
  ) -> Int? {
    if let index = known[places] { return index }
    guard nodes.count < Self.largestCount else { return nil }
    let index = nodes.count
    nodes.append(FieldTraits.Node())
    known[places] = index
    waiting.append((index, places))
    return index
  }

  /// With what `$ref` and `allOf` add, in order of reading.
  private func closure(of places: [Place]) -> [Place] {
    var result: [Place] = []
    var seen = Set<Place>()
    var open = Array(places.reversed())
    while let place = open.popLast() {
      guard let schema = schema(place), schema.kind == .object, seen.insert(place).inserted else { continue }
      result.append(place)
      if let all = schema.member("allOf"), all.kind == .array {
        open += all.elements.map { Place(uri: place.uri, index: $0.index) }.reversed()
      }
      if let reference = schema.member("$ref")?.string,
        let (target, uri) = AnnotationReader.resolve(reference, from: place.uri, in: texts)
      {
        open.append(Place(uri: uri, index: target.index))
      }
    }
    return result
  }

  private func schema(_ place: Place) -> JSONNode? { texts[place.uri]?.node(index: place.index) }

  private mutating func fill(
    _ index: Int, _ places: [Place], _ waiting: inout [(index: Int, places: [Place])]
  ) {
    var notes = FieldTraits.Notes()
    var members: [String: [Place]] = [:]
    var items: [Place] = []
    for place in places {
      guard let schema = schema(place) else { continue }
      // What stands at the property itself comes first and holds; the name of a value's type is no label.
      if notes.title == nil, !place.uri.hasSuffix("firestore.json") {
        notes.title = schema.member("title")?.string
      }
      if let note = schema.member("x-funnel"), note.kind == .object { notes.add(note) }
      if let element = schema.member("items") { items.append(Place(uri: place.uri, index: element.index)) }
      guard let properties = schema.member("properties"), properties.kind == .object else { continue }
      for (key, value) in properties.members {
        guard let spelled = key.string else { continue }
        // In the file form a key's own first `$` is doubled; `$` alone starts a tag.
        if spelled.hasPrefix("$"), !spelled.hasPrefix("$$") { continue }
        let name = spelled.hasPrefix("$$") ? String(spelled.dropFirst()) : spelled
        members[name, default: []].append(Place(uri: place.uri, index: value.index))
      }
    }
    nodes[index].notes = notes
    for (name, places) in members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      nodes[index].members[name] = node(for: closure(of: places), &waiting)
    }
    if !items.isEmpty { nodes[index].items = node(for: closure(of: items), &waiting) }
  }
}

extension FieldTraits.Notes {
  fileprivate mutating func add(_ note: JSONNode) {
    for (name, value) in note.members {
      switch name.string {
      case "personal": isPersonal = isPersonal || value.isTrue
      case "volatile": isVolatile = isVolatile || value.isTrue
      case "counter": isCounter = isCounter || value.isTrue
      case "latest": isLatest = isLatest || value.isTrue
      case "set": isSet = isSet || value.isTrue
      case "key": key = key ?? value.string
      case "ref": reference = reference ?? value.string
      default: continue
      }
    }
  }
}
