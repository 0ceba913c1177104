/// The drafts of JSON Schema whose rules are known. A schema is written in 2020-12 unless its `$schema` names another.
///
/// Older ones are read where foreign schemas are (`SchemaOptions.Unknown.accept`), so that a reference from a 2020-12
/// schema into one of them is answered by the rules of the draft that it was written for.
enum Dialect: UInt8 {
  case draft6, draft7, draft201909, draft202012

  private static let names: [(StaticString, Dialect)] = [
    ("https://json-schema.org/draft/2020-12/schema", .draft202012),
    ("https://json-schema.org/draft/2019-09/schema", .draft201909),
    ("http://json-schema.org/draft-07/schema", .draft7),
    ("http://json-schema.org/draft-06/schema", .draft6),
  ]

  /// The dialect of what `$schema` says, without a fragment.
  init?(_ uri: [UInt8]) {
    guard let known = Self.names.first(where: { $0.0.withUTF8Buffer { $0.elementsEqual(uri) } }) else {
      return nil
    }
    self = known.1
  }

  /// Before 2019-09, what stands beside `$ref` is not looked at.
  var refStandsAlone: Bool { rawValue < Dialect.draft201909.rawValue }

  /// Before 2019-09, an `$id` of a fragment alone is an anchor.
  var hasAnchorsInIDs: Bool { rawValue < Dialect.draft201909.rawValue }
}
