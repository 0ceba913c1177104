/// What a code of a finding means, in a sentence.
enum RuleText {
  static func of(_ code: String) -> String {
    guard let slash = code.utf8.firstIndex(of: 0x2F) else { return "The rule \(code)" }
    let area = String(code[..<slash])
    if area == "schema", let known = keywords[String(code[code.utf8.index(after: slash)...])] { return known }
    return areas[area] ?? "The rule \(code)"
  }

  /// Of `schema/<keyword>`.
  private static let keywords: [String: String] = [
    "additionalProperties": "A member that the schema does not know",
    "anyOf": "A value that fits none of its alternatives",
    "const": "A value other than the only one allowed",
    "contains": "An array without the items that it must hold",
    "dependentRequired": "A member that another one needs is missing",
    "enum": "A value that is none of those allowed",
    "exclusiveMaximum": "A number that is too large",
    "exclusiveMinimum": "A number that is too small",
    "false": "A value where none is allowed",
    "format": "Text that does not have its format",
    "items": "An array with too many items",
    "maxItems": "An array with too many items",
    "maxLength": "Text that is too long",
    "maxProperties": "An object with too many members",
    "maximum": "A number that is too large",
    "minItems": "An array with too few items",
    "minLength": "Text that is too short",
    "minProperties": "An object with too few members",
    "minimum": "A number that is too small",
    "multipleOf": "A number that is no multiple of what it must be",
    "not": "A value that is forbidden",
    "oneOf": "A value that does not fit exactly one of its alternatives",
    "pattern": "Text that does not match its pattern",
    "propertyNames": "A key that is not allowed",
    "required": "A member that must be there is missing",
    "type": "A value of the wrong type",
    "unevaluatedItems": "An item that the schema does not know",
    "unevaluatedProperties": "A member that the schema does not know",
    "uniqueItems": "Items that must differ and do not",
    "x-funnel-id": "A field that must equal an id in the document's path",
  ]

  private static let areas: [String: String] = [
    "document": "A file that is not in the form of a document",
    "io": "A file that cannot be read",
    "json": "Text that is not JSON",
    "keyword": "A fault of a schema",
    "limits": "A document beyond one of Firestore's limits",
    "name": "A file whose name or place is no document's",
    "policy": "A change that a policy of the store does not allow",
    "review": "Something that a reviewer should look at",
    "schema": "A value that does not fit its schema",
    "seal": "History that is not what was sealed",
    "settings": "A fault of the settings",
    "store": "A document that the store's settings refuse",
    "worktree": "Something in the way in the working tree",
    "x-funnel": "A fault of a schema's annotations",
  ]
}
