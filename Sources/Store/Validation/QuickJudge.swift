internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import JSON
internal import JSONSchema

extension DocumentJudge {
  /// Whether nothing is wrong with a document, at a fraction of what it costs to say what is.
  ///
  /// A yes is what `findings` would say, an empty list; a no only that it is to be asked. Nothing is written to here or
  /// below: where the schemas have been compiled before, several threads may ask at once, and where not the answer is no.
  func surelyAccepts(_ path: DocumentPath, data: [UInt8], live: [UInt8]?) -> Bool {
    guard let text = try? JSONText(parsing: data), DocumentFile.isPlain(text) else { return false }
    guard let live else { return surelyFits(path, text) }
    guard data.count + live.count < 200_000, let other = try? JSONText(parsing: live),
      DocumentFile.isPlain(other), let whole = DocumentFile.plainUnion(data: text, live: other)
    else { return false }
    return surelyFits(path, whole)
  }

  private func surelyFits(_ path: DocumentPath, _ text: JSONText) -> Bool {
    if let named { return named.accepts(text) }
    guard let schema = schemas.schema(for: path) else { return !settings.strictCollections }
    guard let compiled = schema.compiled, let annotations = schema.annotations, compiled.isValid(text.root)
    else {
      return false
    }
    for (field, variable) in annotations.ids {
      guard field.segments.count == 1, let place = schema.pattern.place(of: variable) else { return false }
      if !text.root.hasString(path.segments[place], at: field.segments[0]) { return false }
    }
    return true
  }
}

extension CollectionPattern {
  /// Which segment of a path a variable stands for.
  func place(of variable: String) -> Int? {
    segments.firstIndex { segment in
      if case .wildcard(let name) = segment { name == variable } else { false }
    }
  }
}

extension JSONNode {
  /// Whether the member of that name holds this very string; also where there is no such member.
  fileprivate func hasString(_ wanted: String, at name: String) -> Bool {
    text.withTape { tape in
      var key = index + 1
      while key < Int(tape.nodes[index].next) {
        if tape.nodes[key].hasEscapes { return false }
        if Self.isEqual(tape.content(key), name) {
          let value = tape.nodes[key + 1]
          return value.kind == .string && !value.hasEscapes && Self.isEqual(tape.content(key + 1), wanted)
        }
        key = Int(tape.nodes[key + 1].next)
      }
      return true
    }
  }

  private static func isEqual(_ bytes: UnsafeBufferPointer<UInt8>, _ text: String) -> Bool {
    guard bytes.count == text.utf8.count else { return false }
    return text.utf8.withContiguousStorageIfAvailable { other in
      for index in 0..<bytes.count where bytes[index] != other[index] { return false }
      return true
    } ?? bytes.elementsEqual(text.utf8)
  }
}
