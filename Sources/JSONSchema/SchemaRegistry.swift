/// The schemas that may refer to each other. Looked up by name only; nothing is ever fetched.
///
/// JSON Schema 2020-12's own meta-schemas are known besides.
public struct SchemaRegistry: Sendable {
  /// In the order given.
  public let sources: [SchemaSource]
  private let places: [[UInt8]: Int]

  /// - Parameter sources: of two with the same URI the last one holds.
  public init(_ sources: [SchemaSource]) {
    self.sources = sources
    var places: [[UInt8]: Int] = [:]
    for (place, source) in sources.enumerated() { places[URIReference(source.uri.utf8).resource] = place }
    self.places = places
  }

  /// The source of that URI, without a fragment.
  func source(_ uri: [UInt8]) -> SchemaSource? { places[uri].map { sources[$0] } }
}
