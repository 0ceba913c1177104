internal import JSON

/// The differences between two states of the schemas.
public enum SchemaDiff {
  /// What changed between two schema files, in the order of the old one's fields.
  ///
  /// Bounded in depth and steps; what is beyond is one `changed`. A file that is on one side only is one change.
  public static func changes(
    from oldFile: String, in old: SchemaLibrary, to newFile: String, in new: SchemaLibrary
  ) -> [SchemaChange] {
    switch (old.schema(oldFile), new.schema(newFile)) {
    case (nil, nil): return []
    case (nil, let added?):
      return [SchemaChange(.stricter, "", "file", "schema added", newPlace: added.place, fate: .added)]
    case (let removed?, nil):
      return [SchemaChange(.looser, "", "file", "schema removed", oldPlace: removed.place, fate: .removed)]
    case (let before?, let after?):
      var comparer = SchemaComparer(old: old, new: new)
      comparer.compare([before], [after], path: "")
      comparer.compareDefinitions(before, after)
      return comparer.changes
    }
  }
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
