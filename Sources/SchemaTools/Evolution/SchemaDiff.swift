internal import JSON

/// The differences between two states of the schemas.
public enum SchemaDiff {
  /// What changed between two schema files, in the order of the old one's fields.
  ///
  /// Bounded in depth and steps; what is beyond is one `changed`. A file that is on one side only is one change.
  ///
  /// - Parameter strictCollections: whether a side refuses documents that no schema governs.
  public static func changes(
    from oldFile: String, in old: SchemaLibrary, to newFile: String, in new: SchemaLibrary,
    strictCollections isStrict: (old: Bool, new: Bool) = (false, false)
  ) -> [SchemaChange] {
    switch (old.schema(oldFile), new.schema(newFile)) {
    case (nil, nil): return []
    case (nil, let added?):
      // Documents that were refused for want of a schema may fit this one.
      let isOpening = isStrict.old && governs(added.value)
      return [
        SchemaChange(
          isOpening ? .looser : .stricter, "", "file", "schema added", newPlace: added.place, fate: .added)
      ]
    case (let removed?, nil):
      let isClosing = isStrict.new && governs(removed.value)
      return [
        SchemaChange(
          isClosing ? .stricter : .looser, "", "file",
          isClosing ? "schema removed: strictCollections refuses its documents" : "schema removed",
          oldPlace: removed.place, fate: .removed)
      ]
    case (let before?, let after?):
      var comparer = SchemaComparer(old: old, new: new)
      comparer.compare([before], [after], path: "")
      comparer.compareDefinitions(before, after)
      return comparer.changes
    }
  }

  /// The change from a schema with a fault: what it meant cannot be told.
  public static func unreadable(_ file: String, because fault: String) -> SchemaChange {
    let place = SchemaLibrary.Place(file: file)
    return SchemaChange(
      .changed, "", "file", "the old schema has a fault: \(fault)", oldPlace: place, newPlace: place)
  }

  private static func governs(_ schema: JSONValue) -> Bool { schema["x-funnel"]?["collection"] != nil }
}

extension SchemaComparer {
  /// Definitions of a file that itself says nothing of a value, such as `common.json`: each as a schema of its own.
  mutating func compareDefinitions(_ left: Located, _ right: Located) {
    guard left.value.isTrivialSchema, right.value.isTrivialSchema else { return }
    let before = left.member("$defs")?.members ?? []
    let after = right.member("$defs")?.members ?? []
    for (name, schema) in before {
      if let twin = after.first(where: { $0.key == name }) {
        compare([schema], [twin.schema], path: "$defs.\(name)")
      } else {
        emit(.neutral, "$defs.\(name)", "$defs", "definition removed", places: (schema.place, right.place))
      }
    }
    for (name, schema) in after where !before.contains(where: { $0.key == name }) {
      emit(.neutral, "$defs.\(name)", "$defs", "definition added", places: (left.place, schema.place))
    }
  }
}
