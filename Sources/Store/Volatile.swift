public import FirestoreModel

/// A document is two files: `data/` and, for the fields that its schema marks volatile, `live/`.
public enum Volatile {
  /// Splits a document's fields by volatile paths.
  ///
  /// A map that holds only volatile fields leaves no trace in the first part; an empty map stays there.
  public static func split(_ fields: Fields, at paths: [FieldPath]) -> (data: Fields, live: Fields) {
    var data = fields
    var live = Fields()
    for path in paths {
      guard let value = data[path] else { continue }
      live.set(value, at: path)
      _ = data.remove(at: path)
      prune(&data, above: path)
    }
    return (data, live)
  }

  /// Removes the maps that the removal of a volatile field left empty.
  private static func prune(_ fields: inout Fields, above path: FieldPath) {
    var segments = path.segments.dropLast()
    while !segments.isEmpty {
      guard let parent = try? FieldPath(segments: Array(segments)), case .map(let map)? = fields[parent],
        map.isEmpty
      else { return }
      _ = fields.remove(at: parent)
      segments = segments.dropLast()
    }
  }

  /// The union of both files; nil, with the path that stands in both, when they contradict each other.
  public static func union(_ data: Fields, _ live: Fields) -> (fields: Fields, clash: FieldPath?) {
    var result = data
    let clash = merge(live, into: &result, prefix: [])
    return (result, clash)
  }

  private static func merge(_ live: Fields, into data: inout Fields, prefix: [String]) -> FieldPath? {
    for (key, value) in live {
      guard let present = data[key] else {
        data[key] = value
        continue
      }
      guard case .map(var inner) = present, case .map(let addition) = value, prefix.count < Limits.valueDepth
      else {
        return try? FieldPath(segments: prefix + [key])
      }
      if let clash = merge(addition, into: &inner, prefix: prefix + [key]) { return clash }
      data[key] = .map(inner)
    }
    return nil
  }

  /// The volatile paths that the fields name.
  public static func named(in fields: Fields, of paths: [FieldPath]) -> [FieldPath] {
    paths.filter { fields[$0] != nil }
  }
}
