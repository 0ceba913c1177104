internal import JSON
internal import JSONSchema

extension SchemaComparer {
  mutating func compareObjects(_ a: Conjunction, _ b: Conjunction, _ path: String) {
    let moved = compareFields(a, b, path)
    comparePatterns(a, b, path)
    compareRest(a, b, path)
    let gone = a.required.filter { !b.required.contains($0) && !moved.contains($0) }
    let come = b.required.filter { !a.required.contains($0) && !moved.contains($0) }
    for name in come {
      emit(
        .stricter, Self.join(path, name), "required", "now required", new: .bool(true),
        places: places("required", a, b))
    }
    for name in gone {
      emit(
        .looser, Self.join(path, name), "required", "no longer required", old: .bool(true),
        places: places("required", a, b))
    }
    for name in Set(a.dependentRequired.keys).union(b.dependentRequired.keys).sorted() {
      let (before, after) = (a.dependentRequired[name] ?? [], b.dependentRequired[name] ?? [])
      guard before != after else { continue }
      let direction: SchemaChange.Direction =
        before.isSubset(of: after) ? .stricter : after.isSubset(of: before) ? .looser : .changed
      emit(
        direction, Self.join(path, name), "dependentRequired",
        "with it also required: \(before.sorted().joined(separator: ", ")) → \(after.sorted().joined(separator: ", "))",
        places: places("dependentRequired", a, b))
    }
    if !a.propertyNames.isEmpty || !b.propertyNames.isEmpty {
      // A name is always a string.
      let text = [a, b].map { Conjunction.context(.string, at: $0.place.child("propertyNames")) }
      compare(a.propertyNames + [text[0]], b.propertyNames + [text[1]], path: path + "(keys)")
    }
    for name in Set(a.dependentSchemas.keys).union(b.dependentSchemas.keys).sorted() {
      compare(
        a.dependentSchemas[name] ?? [], b.dependentSchemas[name] ?? [], path: path + "(with \(name))")
    }
  }

  /// What a member of this name must be: its own schemas, those of the patterns that it fits, and what the schemas
  /// that do not know it say of the rest.
  private func effective(_ name: String, _ side: Conjunction) -> [Located] {
    var schemas = side.properties[name] ?? []
    var fitting: Set<String> = []
    for (pattern, list) in side.patternProperties.sorted(by: { $0.key < $1.key }) {
      if Self.fits(name, pattern) {
        schemas += list
        fitting.insert(pattern)
      }
    }
    for closer in side.closers where !closer.names.contains(name) {
      if fitting.isDisjoint(with: closer.patterns) { schemas.append(closer.schema) }
    }
    return schemas
  }

  /// Whether a name fits a pattern; one that cannot be read fits nothing (its schema is at fault anyway).
  private static func fits(_ name: String, _ pattern: String) -> Bool {
    let schema: JSONValue = ["pattern": .string(pattern)]
    guard let text = try? JSONText(parsing: Array(schema.compact().utf8)),
      let instance = try? JSONText(parsing: Array(JSONValue.string(name).compact().utf8)),
      let compiled = try? CompiledSchema.compile(
        "pattern.json", in: SchemaRegistry([SchemaSource(uri: "pattern.json", text: text)]))
    else { return false }
    return compiled.isValid(instance.root)
  }

  /// - Returns: the names that came, went or were renamed: what `required` says of them is told with them.
  private mutating func compareFields(_ a: Conjunction, _ b: Conjunction, _ path: String) -> Set<String> {
    var names = a.propertyOrder
    for name in b.propertyOrder where a.properties[name] == nil { names.append(name) }
    let dynamic = a.dynamicNames.union(b.dynamicNames)
    var removed: [(name: String, schema: [Located])] = []
    var added: [(name: String, schema: [Located])] = []
    for name in names {
      if dynamic.contains(name), a.properties[name] == nil || b.properties[name] == nil {
        emit(
          .changed, Self.join(path, name), "properties", "spoken of in another place",
          places: places("properties", a, b))
        continue
      }
      let (left, right) = (effective(name, a), effective(name, b))
      switch (Conjunction(left, in: old).isRefused, Conjunction(right, in: new).isRefused) {
      case (true, true): continue
      case (false, true): removed.append((name, left))
      case (true, false): added.append((name, right))
      case (false, false): compare(left, right, path: Self.join(path, name))
      }
    }
    var moved = Set(removed.map(\.name)).union(added.map(\.name))
    for (name, schema) in removed {
      let twin = added.firstIndex { other in
        a.required.contains(name) == b.required.contains(other.name) && isSame(schema, other.schema)
      }
      if let twin {
        let other = added.remove(at: twin)
        emit(
          .renamed, Self.join(path, name), "properties", "→ \(other.name), probably renamed",
          old: .string(name), new: .string(other.name),
          places: (schema.first?.place, other.schema.first?.place))
      } else {
        let kind = Conjunction(schema, in: old).types.text
        emit(
          .stricter, Self.join(path, name), "properties", "field removed (\(kind))", old: .string(kind),
          places: (schema.first?.place, b.place), fate: .removed)
      }
    }
    for (name, schema) in added {
      let kind = Conjunction(schema, in: new).types.text
      let isRequired = b.required.contains(name)
      emit(
        isRequired ? .stricter : .looser, Self.join(path, name), "properties",
        "field added (\(kind)\(isRequired ? ", required" : ""))", new: .string(kind),
        places: (a.place, schema.first?.place), fate: .added)
      // A name that the old schema required and refused let no document through.
      if a.required.contains(name) { moved.insert(name) }
    }
    return moved
  }

  private mutating func comparePatterns(_ a: Conjunction, _ b: Conjunction, _ path: String) {
    let patterns = Set(a.patternProperties.keys).union(b.patternProperties.keys).sorted()
    guard !patterns.isEmpty else { return }
    let isComparable =
      Set(a.patternProperties.keys) == Set(b.patternProperties.keys)
      && a.closers.map(\.patterns) == b.closers.map(\.patterns)
    guard isComparable else {
      emit(
        .changed, path, "patternProperties", "patterns of fields differ",
        places: places("patternProperties", a, b))
      return
    }
    for pattern in patterns {
      compare(
        a.patternProperties[pattern] ?? [], b.patternProperties[pattern] ?? [],
        path: path + "./\(pattern)/")
    }
  }

  /// What becomes of fields that neither side names.
  private mutating func compareRest(_ a: Conjunction, _ b: Conjunction, _ path: String) {
    if (a.closers + b.closers).contains(where: \.isDynamic) {
      let differences = trial { $0.compareGroups(a, b, path) }
      let isAlike =
        a.dynamicNames == b.dynamicNames && a.closers.map(\.isDynamic) == b.closers.map(\.isDynamic)
      if !differences.isEmpty || !isAlike {
        emit(
          .changed, path, "unevaluatedProperties", "which other fields are allowed depends on what changed",
          places: places("unevaluatedProperties", a, b))
      }
    }
    let (left, right) = (a.closers.map(\.schema), b.closers.map(\.schema))
    guard !left.isEmpty || !right.isEmpty else { return }
    let keyword =
      (b.closers.isEmpty ? a : b).places["unevaluatedProperties"] == nil
      ? "additionalProperties" : "unevaluatedProperties"
    switch (Conjunction(left, in: old).isRefused, Conjunction(right, in: new).isRefused) {
    case (true, true): return
    case (false, true):
      emit(.stricter, path, keyword, "unknown fields are now refused", places: places(keyword, a, b))
    case (true, false):
      emit(.looser, path, keyword, "unknown fields are now allowed", places: places(keyword, a, b))
    case (false, false): compare(left, right, path: Self.join(path, "*"))
    }
  }
}
