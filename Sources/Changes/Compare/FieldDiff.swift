public import FirestoreModel

/// What differs between two documents, field by field.
public enum FieldDiff {
  /// In the order of field names, each once. Equal values cost a comparison and no memory.
  ///
  /// - Parameters:
  ///   - old: as its own schema sees it, `oldTraits`.
  ///   - traits: what the new side's schema says of the fields.
  ///   - includingVolatile: fields that the schema marks volatile too; they are left out otherwise, and so are maps
  ///     that differ in nothing else.
  public static func changes(
    from old: Fields, to new: Fields, traits: FieldTraits = .none, oldTraits: FieldTraits? = nil,
    includingVolatile: Bool = false
  ) -> [FieldChange] {
    var comparison = Comparison(includingVolatile: includingVolatile)
    comparison.compare(old, new, traits, oldTraits ?? traits)
    return comparison.changes
  }

  private struct Comparison {
    let includingVolatile: Bool
    var changes: [FieldChange] = []
    private var path: [String] = []
    private var labels: [String] = []

    init(includingVolatile: Bool) { self.includingVolatile = includingVolatile }

    mutating func compare(_ old: Fields, _ new: Fields, _ traits: FieldTraits, _ oldTraits: FieldTraits) {
      let (left, right) = (old.entries, new.entries)
      var i = 0
      var j = 0
      while i < left.count || j < right.count {
        let order =
          i == left.count ? 1 : j == right.count ? -1 : UTF8Order.compare(left[i].key, right[j].key)
        if order == 0 {
          if left[i].value != right[j].value {
            changed(left[i].key, left[i].value, right[j].value, traits, oldTraits)
          }
          i += 1
          j += 1
        } else if order < 0 {
          add(left[i].key, left[i].value, nil, oldTraits.member(left[i].key))
          i += 1
        } else {
          add(right[j].key, nil, right[j].value, traits.member(right[j].key))
          j += 1
        }
      }
    }

    private mutating func changed(
      _ key: String, _ old: Value, _ new: Value, _ traits: FieldTraits, _ oldTraits: FieldTraits
    ) {
      let below = traits.member(key)
      // Deeper than any document may be, what differs is told as a whole.
      guard case .map(let before) = old, case .map(let after) = new, path.count < 64 else {
        return add(key, old, new, below)
      }
      if below.notes.isVolatile, !includingVolatile { return }
      path.append(key)
      labels.append(below.notes.title ?? key)
      compare(before, after, below, oldTraits.member(key))
      path.removeLast()
      labels.removeLast()
    }

    private mutating func add(_ key: String, _ old: Value?, _ new: Value?, _ traits: FieldTraits) {
      let notes = traits.notes
      if notes.isVolatile, !includingVolatile { return }
      changes.append(
        FieldChange(
          path: FieldPath(checked: path + [key]), old: old, new: new, traits: traits,
          labels: labels + [notes.title ?? key]))
    }
  }
}
