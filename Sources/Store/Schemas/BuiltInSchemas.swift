/// The schema files that `funnel init` writes. The binary runs alone, so they are texts in it.
enum BuiltInSchemas {
  static let firestore = "{}\n"
  static let funnel = "{}\n"
}
