/// What a code of a finding means, in a sentence.
enum RuleText {
  static func of(_ code: String) -> String {
    if let known = texts[code] { return known }
    let area = code.utf8.firstIndex(of: 0x2F).map { String(code[..<$0]) } ?? code
    return areas[area] ?? "The rule \(code)"
  }

  private static let texts: [String: String] = [
    "schema/additionalProperties": "A member that the schema does not know",
    "schema/anyOf": "A value that fits none of its alternatives",
    "schema/const": "A value other than the only one allowed",
    "schema/contains": "An array without the items that it must hold",
    "schema/dependentRequired": "A member that another one needs is missing",
    "schema/enum": "A value that is none of those allowed",
    "schema/exclusiveMaximum": "A number that is too large",
    "schema/exclusiveMinimum": "A number that is too small",
    "schema/false": "A value where none is allowed",
    "schema/format": "Text that does not have its format",
    "schema/items": "An array with too many items",
    "schema/maxItems": "An array with too many items",
    "schema/maxLength": "Text that is too long",
    "schema/maxProperties": "An object with too many members",
    "schema/maximum": "A number that is too large",
    "schema/minItems": "An array with too few items",
    "schema/minLength": "Text that is too short",
    "schema/minProperties": "An object with too few members",
    "schema/minimum": "A number that is too small",
    "schema/multipleOf": "A number that is no multiple of what it must be",
    "schema/not": "A value that is forbidden",
    "schema/oneOf": "A value that does not fit exactly one of its alternatives",
    "schema/pattern": "Text that does not match its pattern",
    "schema/propertyNames": "A key that is not allowed",
    "schema/required": "A member that must be there is missing",
    "schema/type": "A value of the wrong type",
    "schema/unevaluatedItems": "An item that the schema does not know",
    "schema/unevaluatedProperties": "A member that the schema does not know",
    "schema/uniqueItems": "Items that must differ and do not",
    "schema/x-funnel-id": "A field that must equal an id in the document's path",
    "store/no-schema": "A document of a collection that no schema governs",
  ]

  private static let areas: [String: String] = [
    "document": "A file that is not in the form of a document",
    "io": "A file that cannot be read",
    "json": "Text that is not JSON",
    "keyword": "A fault of a schema",
    "limits": "A document beyond one of Firestore's limits",
    "name": "A file whose name or place is no document's",
    "schema": "A value that does not fit its schema",
    "settings": "A fault of the settings",
    "worktree": "Something in the way in the working tree",
    "x-funnel": "A fault of a schema's annotations",
  ]
}
