import JSON

/// A schema resource (core §4.3.5): a whole file, or a part of one that has an `$id` of its own.
struct Resource {
  /// Its base URI.
  var uri: URIReference
  var source: Int32
  /// The nodes of the source's tape that belong to it (or to resources inside it).
  var nodes: Range<Int>
  private(set) var anchors: [Anchor] = []
  /// Places in `anchors` by name, the first of each; of dynamic ones apart.
  private var places = NameMap()
  private var dynamicPlaces = NameMap()
  private(set) var hasDynamicAnchors = false
  var vocabularies = Vocabularies.standard
  var dialect = Dialect.draft202012
  /// The resource around it, whose dialect it has unless it names one itself.
  var outer: Int?
  /// Whether its `$schema` has been read: `vocabularies` holds only then.
  var isPrepared = false

  /// A name for a schema.
  struct Anchor {
    var name: [UInt8]
    var node: Int
    var isDynamic: Bool
  }

  init(uri: URIReference, source: Int32, nodes: Range<Int>) {
    self.uri = uri
    self.source = source
    self.nodes = nodes
  }

  mutating func add(_ anchor: Anchor) {
    places.insert(anchor.name, anchors.count)
    if anchor.isDynamic {
      dynamicPlaces.insert(anchor.name, anchors.count)
      hasDynamicAnchors = true
    }
    anchors.append(anchor)
  }

  /// The first anchor of that name.
  func anchor(_ name: [UInt8]) -> Anchor? { places[name].map { anchors[$0] } }

  func hasDynamicAnchor(_ name: [UInt8], at node: Int) -> Bool {
    dynamicPlaces[name].map { anchors[$0].node == node } ?? false
  }
}

/// The vocabularies of 2020-12 (core §8.1.2) that a schema's meta-schema switches on.
struct Vocabularies: OptionSet {
  let rawValue: UInt8

  static let core = Vocabularies(rawValue: 1)
  static let applicator = Vocabularies(rawValue: 2)
  static let unevaluated = Vocabularies(rawValue: 4)
  static let validation = Vocabularies(rawValue: 8)
  static let metaData = Vocabularies(rawValue: 16)
  static let format = Vocabularies(rawValue: 32)
  static let content = Vocabularies(rawValue: 64)
  /// Asked for by `format-assertion`, which makes `format` decide whatever the options say.
  static let formatAssertion = Vocabularies(rawValue: 128)
  static let standard: Vocabularies = [
    .core, .applicator, .unevaluated, .validation, .metaData, .format, .content,
  ]

  private static let base = "https://json-schema.org/draft/2020-12/vocab/"
  private static let olderBase = "https://json-schema.org/draft/2019-09/vocab/"
  private static let names: [String: Vocabularies] = [
    "core": .core, "applicator": .applicator, "unevaluated": .unevaluated, "validation": .validation,
    "meta-data": .metaData, "format-annotation": .format, "format-assertion": [.format, .formatAssertion],
    "content": .content,
  ]
  private static let olderNames: [String: Vocabularies] = [
    "core": .core, "applicator": [.applicator, .unevaluated], "validation": .validation,
    "meta-data": .metaData,
    "format": .format, "content": .content,
  ]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The vocabulary of that URI, if it is one of 2020-12 or 2019-09.
  init?(uri: String) {
    for (base, names) in [(Self.base, Self.names), (Self.olderBase, Self.olderNames)]
    where uri.utf8.starts(with: base.utf8) {
      guard let known = names[String(uri.dropFirst(base.count))] else { return nil }
      self = known
      return
    }
    return nil
  }
}
