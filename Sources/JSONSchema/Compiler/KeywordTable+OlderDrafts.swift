/// The keywords of drafts before 2020-12, by what sets them apart from it.
extension KeywordTable {
  static let draft201909: Table = {
    var older = Table()
    for entry in table.entries {
      switch "\(entry.name)" {
      case "prefixItems", "items", "$dynamicRef", "$dynamicAnchor", "dependencies": continue
      default: older.add(entry.name, entry.vocabulary, entry.shape, entry.compile)
      }
    }
    older.add("items", .applicator, .any, OlderDrafts.items)
    older.add("additionalItems", .applicator, .schema, OlderDrafts.additionalItems)
    older.add("$recursiveRef", .core, .none, OlderDrafts.recursiveRef)
    older.add("$recursiveAnchor", .core, .none, Annotations.flag("$recursiveAnchor"))
    older.add("dependencies", .applicator, .map, DependentSchemas.dependencies)
    return older
  }()

  static let draft7: Table = {
    var older = Table()
    for entry in draft201909.entries {
      switch "\(entry.name)" {
      case "$anchor", "$defs", "$vocabulary", "$recursiveRef", "$recursiveAnchor", "dependentSchemas",
        "dependentRequired", "unevaluatedItems", "unevaluatedProperties", "minContains", "maxContains",
        "contentSchema", "deprecated":
        continue
      default: older.add(entry.name, entry.vocabulary, entry.shape, entry.compile)
      }
    }
    older.add("definitions", .core, .map, Annotations.definitions)
    return older
  }()

  static let draft6: Table = {
    var older = Table()
    for entry in draft7.entries {
      switch "\(entry.name)" {
      case "if", "then", "else", "readOnly", "writeOnly", "$comment", "contentEncoding", "contentMediaType":
        continue
      default: older.add(entry.name, entry.vocabulary, entry.shape, entry.compile)
      }
    }
    return older
  }()
}
