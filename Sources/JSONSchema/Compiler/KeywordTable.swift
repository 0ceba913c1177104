import JSON

/// All keywords: where their subschemas are, to which vocabulary they belong, how they are compiled.
enum KeywordTable {
  typealias Compile = @Sendable (JSONNode, SchemaContext, inout Compiler) -> Instruction?

  /// Where a keyword's value holds schemas.
  enum Shape {
    case none, schema, list, map
  }

  struct Entry: Sendable {
    var vocabulary: Vocabularies
    var shape: Shape
    var compile: Compile
  }

  /// The entry of a key, if it is a keyword.
  static func entry(_ key: JSONNode) -> Entry? {
    // The longest keyword has 21 letters.
    guard key.byteCount <= 23, let name = key.string else { return nil }
    return entries[name]
  }

  static var names: [String] { entries.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

  /// Keywords of older drafts, and what to write instead.
  static let superseded: [String: String] = [
    "definitions": "$defs", "dependencies": "dependentRequired or dependentSchemas",
    "additionalItems": "items beside prefixItems", "id": "$id", "$recursiveRef": "$dynamicRef",
    "$recursiveAnchor": "$dynamicAnchor",
  ]

  private static let entries: [String: Entry] = {
    var entries: [String: Entry] = [:]
    func add(_ name: String, _ vocabulary: Vocabularies, _ shape: Shape, _ compile: @escaping Compile) {
      entries[name] = Entry(vocabulary: vocabulary, shape: shape, compile: compile)
    }
    add("$id", .core, .none, Annotations.text("$id", "a URI reference"))
    add("$schema", .core, .none, Annotations.text("$schema", "a URI"))
    add("$anchor", .core, .none, Annotations.anchor("$anchor"))
    add("$dynamicAnchor", .core, .none, Annotations.anchor("$dynamicAnchor"))
    add("$vocabulary", .core, .none, Annotations.any)
    add("$comment", .core, .none, Annotations.text("$comment", "a string"))
    add("$defs", .core, .map, Annotations.definitions)
    add("$ref", .core, .none, Ref.compile)
    add("$dynamicRef", .core, .none, Ref.compileDynamic)

    add("allOf", .applicator, .list, AllOf.compile)
    add("anyOf", .applicator, .list, AnyOf.compile)
    add("oneOf", .applicator, .list, OneOf.compile)
    add("not", .applicator, .schema, Not.compile)
    add("if", .applicator, .schema, If.compile)
    add("then", .applicator, .schema, If.compileBranch)
    add("else", .applicator, .schema, If.compileBranch)
    add("dependentSchemas", .applicator, .map, DependentSchemas.compile)
    add("properties", .applicator, .map, Properties.compile)
    add("patternProperties", .applicator, .map, PatternProperties.compile)
    add("additionalProperties", .applicator, .schema, AdditionalProperties.compile)
    add("propertyNames", .applicator, .schema, PropertyNames.compile)
    add("prefixItems", .applicator, .list, PrefixItems.compile)
    add("items", .applicator, .schema, Items.compile)
    add("contains", .applicator, .schema, Contains.compile)
    add("unevaluatedProperties", .unevaluated, .schema, UnevaluatedProperties.compile)
    add("unevaluatedItems", .unevaluated, .schema, UnevaluatedItems.compile)

    add("type", .validation, .none, TypeKeyword.compile)
    add("const", .validation, .none, Const.compile)
    add("enum", .validation, .none, Enum.compile)
    add("minimum", .validation, .none, Bound.compile(.minimum))
    add("maximum", .validation, .none, Bound.compile(.maximum))
    add("exclusiveMinimum", .validation, .none, Bound.compile(.exclusiveMinimum))
    add("exclusiveMaximum", .validation, .none, Bound.compile(.exclusiveMaximum))
    add("multipleOf", .validation, .none, MultipleOf.compile)
    add("minLength", .validation, .none, Length.compileMinimum)
    add("maxLength", .validation, .none, Length.compileMaximum)
    add("pattern", .validation, .none, PatternKeyword.compile)
    add("minItems", .validation, .none, ItemCount.compileMinimum)
    add("maxItems", .validation, .none, ItemCount.compileMaximum)
    add("uniqueItems", .validation, .none, UniqueItems.compile)
    add("minContains", .validation, .none, Contains.compileMinimum)
    add("maxContains", .validation, .none, Contains.compileMaximum)
    add("minProperties", .validation, .none, PropertyCount.compileMinimum)
    add("maxProperties", .validation, .none, PropertyCount.compileMaximum)
    add("required", .validation, .none, Required.compile)
    add("dependentRequired", .validation, .none, DependentRequired.compile)
    add("format", .format, .none, FormatKeyword.compile)

    add("title", .metaData, .none, Annotations.text("title", "a string"))
    add("description", .metaData, .none, Annotations.text("description", "a string"))
    add("default", .metaData, .none, Annotations.any)
    add("examples", .metaData, .none, Annotations.list("examples"))
    add("deprecated", .metaData, .none, Annotations.flag("deprecated"))
    add("readOnly", .metaData, .none, Annotations.flag("readOnly"))
    add("writeOnly", .metaData, .none, Annotations.flag("writeOnly"))
    add("contentEncoding", .content, .none, Annotations.text("contentEncoding", "a string"))
    add("contentMediaType", .content, .none, Annotations.text("contentMediaType", "a string"))
    add("contentSchema", .content, .schema, Annotations.subschema)
    add("x-funnel", .core, .none, Annotations.object("x-funnel"))
    return entries
  }()
}
