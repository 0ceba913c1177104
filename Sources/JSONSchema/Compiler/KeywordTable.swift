import JSON

/// All keywords: where their subschemas are, to which vocabulary they belong, how they are compiled.
enum KeywordTable {
  typealias Compile = @Sendable (JSONNode, SchemaContext, inout Compiler) -> Instruction?

  /// Where a keyword's value holds schemas; `any` is one or a list.
  enum Shape {
    case none, schema, list, map, any
  }

  struct Entry: Sendable {
    var name: StaticString
    var vocabulary: Vocabularies
    var shape: Shape
    /// Known in this dialect for the sake of older schemas only.
    var isOutdated = false
    var compile: Compile
  }

  /// The entry of a key, if it is a keyword.
  static func entry(_ key: JSONNode, _ dialect: Dialect) -> Entry? {
    // The longest keyword has 21 letters.
    guard key.byteCount <= 23 else { return nil }
    let table =
      switch dialect {
      case .draft202012: table
      case .draft201909: draft201909
      case .draft7: draft7
      case .draft6: draft6
      }
    return key.text.withTape { tape in
      let name = tape.content(key.index)
      var slot = Int(name.tableHash) & (table.slots.count - 1)
      while table.slots[slot] >= 0 {
        let entry = table.entries[Int(table.slots[slot])]
        if entry.name.withUTF8Buffer({ $0.equals(name) }) { return entry }
        slot = (slot + 1) & (table.slots.count - 1)
      }
      return nil
    }
  }

  static var names: [String] { table.entries.filter { !$0.isOutdated }.map(\.name.description) }

  /// Keywords of older drafts, and what to write instead.
  static let superseded: [String: String] = [
    "definitions": "$defs", "dependencies": "dependentRequired or dependentSchemas",
    "additionalItems": "items beside prefixItems", "id": "$id", "$recursiveRef": "$dynamicRef",
    "$recursiveAnchor": "$dynamicAnchor",
  ]

  /// A hash table of our own: it is filled at every start, and a dictionary would cost several times as much.
  struct Table: Sendable {
    var entries: [Entry] = []
    var slots = [Int8](repeating: -1, count: 256)

    mutating func add(
      _ name: StaticString, _ vocabulary: Vocabularies, _ shape: Shape, isOutdated: Bool = false,
      _ compile: @escaping Compile
    ) {
      var slot = Int(name.withUTF8Buffer(\.tableHash)) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int8(entries.count)
      entries.append(
        Entry(name: name, vocabulary: vocabulary, shape: shape, isOutdated: isOutdated, compile: compile))
    }
  }

  static let table: Table = {
    var table = Table()
    table.entries.reserveCapacity(64)
    table.add("$id", .core, .none, Annotations.text("$id", "a URI reference"))
    table.add("$schema", .core, .none, Annotations.text("$schema", "a URI"))
    table.add("$anchor", .core, .none, Annotations.anchor("$anchor"))
    table.add("$dynamicAnchor", .core, .none, Annotations.anchor("$dynamicAnchor"))
    table.add("$vocabulary", .core, .none, Annotations.vocabulary)
    table.add("$comment", .core, .none, Annotations.text("$comment", "a string"))
    table.add("$defs", .core, .map, Annotations.definitions)
    table.add("$ref", .core, .none, Ref.compile)
    table.add("$dynamicRef", .core, .none, Ref.compileDynamic)

    table.add("allOf", .applicator, .list, AllOf.compile)
    table.add("anyOf", .applicator, .list, AnyOf.compile)
    table.add("oneOf", .applicator, .list, OneOf.compile)
    table.add("not", .applicator, .schema, Not.compile)
    table.add("if", .applicator, .schema, If.compile)
    table.add("then", .applicator, .schema, If.compileBranch)
    table.add("else", .applicator, .schema, If.compileBranch)
    table.add("dependentSchemas", .applicator, .map, DependentSchemas.compile)
    table.add("properties", .applicator, .map, Properties.compile)
    table.add("patternProperties", .applicator, .map, PatternProperties.compile)
    table.add("additionalProperties", .applicator, .schema, AdditionalProperties.compile)
    table.add("propertyNames", .applicator, .schema, PropertyNames.compile)
    table.add("prefixItems", .applicator, .list, PrefixItems.compile)
    table.add("items", .applicator, .schema, Items.compile)
    table.add("contains", .applicator, .schema, Contains.compile)
    table.add("dependencies", .applicator, .map, isOutdated: true, DependentSchemas.dependencies)
    table.add("unevaluatedProperties", .unevaluated, .schema, UnevaluatedProperties.compile)
    table.add("unevaluatedItems", .unevaluated, .schema, UnevaluatedItems.compile)

    table.add("type", .validation, .none, TypeKeyword.compile)
    table.add("const", .validation, .none, Const.compile)
    table.add("enum", .validation, .none, Enum.compile)
    table.add("minimum", .validation, .none, Bound.compile(.minimum))
    table.add("maximum", .validation, .none, Bound.compile(.maximum))
    table.add("exclusiveMinimum", .validation, .none, Bound.compile(.exclusiveMinimum))
    table.add("exclusiveMaximum", .validation, .none, Bound.compile(.exclusiveMaximum))
    table.add("multipleOf", .validation, .none, MultipleOf.compile)
    table.add("minLength", .validation, .none, Length.compileMinimum)
    table.add("maxLength", .validation, .none, Length.compileMaximum)
    table.add("pattern", .validation, .none, PatternKeyword.compile)
    table.add("minItems", .validation, .none, ItemCount.compileMinimum)
    table.add("maxItems", .validation, .none, ItemCount.compileMaximum)
    table.add("uniqueItems", .validation, .none, UniqueItems.compile)
    table.add("minContains", .validation, .none, Contains.compileMinimum)
    table.add("maxContains", .validation, .none, Contains.compileMaximum)
    table.add("minProperties", .validation, .none, PropertyCount.compileMinimum)
    table.add("maxProperties", .validation, .none, PropertyCount.compileMaximum)
    table.add("required", .validation, .none, Required.compile)
    table.add("dependentRequired", .validation, .none, DependentRequired.compile)
    table.add("format", .format, .none, FormatKeyword.compile)

    table.add("title", .metaData, .none, Annotations.text("title", "a string"))
    table.add("description", .metaData, .none, Annotations.text("description", "a string"))
    table.add("default", .metaData, .none, Annotations.any)
    table.add("examples", .metaData, .none, Annotations.list("examples"))
    table.add("deprecated", .metaData, .none, Annotations.flag("deprecated"))
    table.add("readOnly", .metaData, .none, Annotations.flag("readOnly"))
    table.add("writeOnly", .metaData, .none, Annotations.flag("writeOnly"))
    table.add("contentEncoding", .content, .none, Annotations.text("contentEncoding", "a string"))
    table.add("contentMediaType", .content, .none, Annotations.text("contentMediaType", "a string"))
    table.add("contentSchema", .content, .schema, Annotations.subschema)
    table.add("x-funnel", .core, .none, Annotations.object("x-funnel"))
    return table
  }()
}
