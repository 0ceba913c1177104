import ECMARegex

import JSON

/// Keywords that decide nothing, but whose values must be of the right kind.
enum Annotations {
  static let any: KeywordTable.Compile = { _, _, _ in nil }

  static func text(_ name: String, _ wanted: String) -> KeywordTable.Compile {
    { value, _, compiler in
      if value.kind != .string { compiler.wrongValue(name, wanted, value) }
      return nil
    }
  }

  static func flag(_ name: String) -> KeywordTable.Compile {
    { value, _, compiler in
      if value.kind != .boolean { compiler.wrongValue(name, "true or false", value) }
      return nil
    }
  }

  static func list(_ name: String) -> KeywordTable.Compile {
    { value, _, compiler in
      if value.kind != .array { compiler.wrongValue(name, "a list", value) }
      return nil
    }
  }

  static func object(_ name: String) -> KeywordTable.Compile {
    { value, _, compiler in
      // In a foreign schema it is a keyword that nobody knows, and may hold anything.
      if value.kind != .object, compiler.options.unknownKeywords == .refuse {
        compiler.wrongValue(name, "an object", value)
      }
      return nil
    }
  }

  /// `$anchor` and `$dynamicAnchor` (core §8.2.2): a name without a slash.
  static func anchor(_ name: String) -> KeywordTable.Compile {
    { value, _, compiler in
      let isName = value.stringBytes.map { bytes in
        guard let first = bytes.first, first.isASCIILetter || first == 0x5F else { return false }
        return bytes.allSatisfy {
          $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
        }
      }
      if isName != true { compiler.wrongValue(name, "a name of letters, digits, -, _ and .", value) }
      return nil
    }
  }

  /// `$vocabulary` (core §8.1.2): URIs, and whether each must be known.
  static let vocabulary: KeywordTable.Compile = { value, _, compiler in
    guard value.kind == .object else {
      compiler.wrongValue("$vocabulary", "an object of URIs", value)
      return nil
    }
    for (key, isRequired) in value.members {
      if URIReference(key.stringBytes ?? []).scheme == nil {
        compiler.wrongValue("$vocabulary", "an object of URIs", key)
      } else if isRequired.kind != .boolean {
        compiler.wrongValue("$vocabulary", "true or false for each URI", isRequired)
      }
    }
    return nil
  }

  /// `$defs` (core §8.2.4): schemas to refer to. All are compiled, so that a fault in one is found even if nothing
  /// refers to it.
  static let definitions: KeywordTable.Compile = { value, context, compiler in
    guard value.kind == .object else {
      compiler.wrongValue("$defs", "an object of schemas", value)
      return nil
    }
    for (_, schema) in value.members { _ = compiler.block(schema, context) }
    return nil
  }

  static let subschema: KeywordTable.Compile = { value, context, compiler in
    _ = compiler.block(value, context)
    return nil
  }
}
