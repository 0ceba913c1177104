internal import ECMARegex

/// The schemas that may refer to each other. Looked up by name only; nothing is ever fetched.
///
/// JSON Schema 2020-12's own meta-schemas are known besides.
public struct SchemaRegistry: Sendable {
  /// In the order given.
  public let sources: [SchemaSource]
  /// The sources by their names without fragments.
  private let names: NameMap
  /// Of all that is compiled from here.
  let patterns = PatternPool()

  /// - Parameter sources: of two with the same URI the last one holds.
  public init(_ sources: [SchemaSource]) {
    self.sources = sources
    var names = NameMap()
    for (number, source) in sources.enumerated().reversed() {
      names.insert(URIReference(source.uri.utf8).resource, number)
    }
    self.names = names
  }

  /// The source of that URI, without a fragment.
  func source(_ uri: [UInt8]) -> SchemaSource? { names[uri].map { sources[$0] } }
}
