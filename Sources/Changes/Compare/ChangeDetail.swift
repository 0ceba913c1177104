internal import FirestoreModel

extension FieldChange {
  /// What happened more closely. Costs a comparison of the two arrays or texts; ask once.
  package var detail: ChangeDetail {
    switch (old, new) {
    case (.array(let before)?, .array(let after)?):
      if traits.notes.isSet {
        let (added, removed) = ArrayDiff.set(before, after)
        return .set(added: added, removed: removed)
      }
      return .elements(ArrayDiff.elements(before, after, traits))
    case (.string(let before)?, .string(let after)?):
      guard TextLikeness.isLong(before, after), let pieces = TextLikeness.pieces(before, after) else {
        return .value
      }
      return .text(pieces)
    default: return .value
    }
  }
}

/// When texts are shown by what changed in them.
enum TextLikeness {
  /// Short ones are read faster as a whole.
  static func isLong(_ old: String, _ new: String) -> Bool {
    max(old.utf8.count, new.utf8.count) > 48 && min(old.utf8.count, new.utf8.count) > 8
  }

  /// The pieces, unless the texts have too little in common to be one text that was changed.
  static func pieces(_ old: String, _ new: String) -> [WordDiff.Piece]? {
    let pieces = WordDiff.pieces(from: old, to: new)
    let common = pieces.reduce(0) { $0 + ($1.kind == .common ? $1.text.utf8.count : 0) }
    return common * 3 >= min(old.utf8.count, new.utf8.count) ? pieces : nil
  }

  /// Whether the ends that two texts share are half of the longer one.
  static func isSimilar(_ old: String, _ new: String) -> Bool {
    var (a, b) = (old, new)
    return a.withUTF8 { left in
      b.withUTF8 { right in
        let ends = CommonEnds(left, right)
        return (ends.start + ends.end) * 2 >= max(left.count, right.count)
      }
    }
  }
}
