internal import DocumentCodec
internal import FirestoreModel
internal import Platform
internal import Store

/// A document given as a file, on standard input, or as field arguments.
enum DocumentInput {
  /// Reads `--file`, or standard input when there are no arguments.
  static func fields(file: String?, arguments: [String]) throws -> Fields {
    guard arguments.isEmpty else {
      if file != nil { throw UsageError("give field arguments or --file, not both") }
      var fields = Fields()
      try FieldArgument.checkApart(try arguments.map { try FieldArgument($0).path })
      for argument in arguments {
        let parsed = try FieldArgument(argument)
        switch parsed.operation {
        case .set(let value): fields.set(value, at: parsed.path)
        case .append(let value): fields.set(.array([value]), at: parsed.path)
        case .removeAll, .delete:
          throw UsageError(
            "\(Output.safe(argument)) removes something, but set writes the whole document",
            hint: "use funnel update, or set --merge")
        }
      }
      return fields
    }
    guard let file, file != "-" else {
      if Environment.standardInputIsTerminal, file == nil {
        throw UsageError(
          "no fields given", hint: "name=Ada …, or --file FILE, or the document on standard input")
      }
      return try decode(try Files.readStandardInput(), name: "<stdin>")
    }
    return try decode(try Files.read(file), name: file)
  }

  static func decode(_ bytes: [UInt8], name: String) throws -> Fields {
    do { return try DocumentFile.decode(bytes, file: name) } catch {
      throw StoreError(error).inFile(name, bytes)
    }
  }

  /// All leaves of a document as field paths: what `--merge` touches. An empty map is a leaf.
  static func leaves(_ fields: Fields) throws -> [FieldPath] {
    var result: [FieldPath] = []
    func walk(_ fields: Fields, _ prefix: [String]) throws {
      for (key, value) in fields {
        if case .map(let inner) = value, !inner.isEmpty, prefix.count < Limits.valueDepth {
          try walk(inner, prefix + [key])
        } else {
          result.append(try FieldPath(segments: prefix + [key]))
        }
      }
    }
    try walk(fields, [])
    return result
  }

  /// A document's path as Firestore writes it, or the file of one.
  static func path(_ text: String, in store: Store) throws -> DocumentPath {
    switch StoreFile(store.nameBelowRoot(text), settings: try store.settings()) {
    case .document(let path, _): return path
    // A collection may be called data or live: then the text may still be a document's path.
    case .misplaced(let error) where text.hasSuffix(".json"): throw error
    default: return try DocumentPath(text)
    }
  }

  static func filter(_ text: String, in store: Store) throws -> PathFilter {
    if case .document(let path, _) = StoreFile(store.nameBelowRoot(text), settings: try store.settings()) {
      return .document(path)
    }
    return try PathFilter(text)
  }
}
