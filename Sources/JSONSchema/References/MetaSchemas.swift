import JSON

/// JSON Schema 2020-12's own schemas, parsed only when one is referred to.
enum MetaSchemas {
  /// What `$schema` says.
  static let dialect = "https://json-schema.org/draft/2020-12/schema"
  private static let base = "https://json-schema.org/draft/2020-12/"

  /// The meta-schema of that URI, without a fragment.
  static func source(_ uri: [UInt8]) -> SchemaSource? {
    guard uri.starts(with: base.utf8) else { return nil }
    let name = uri.dropFirst(base.utf8.count)
    for (candidate, text) in texts where candidate.withUTF8Buffer({ $0.elementsEqual(name) }) {
      // A text of ours that does not parse is a name that nobody knows; the tests parse them all.
      guard let parsed = try? JSONText(parsing: text.withUTF8Buffer(Array.init)) else { return nil }
      return SchemaSource(uri: String(decoding: uri, as: UTF8.self), text: parsed)
    }
    return nil
  }
}
