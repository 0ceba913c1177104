package import Changes
package import FirestoreModel
package import SchemaTools

/// A document that changed.
package struct ReviewedDocument: Sendable {
  package enum Fate: Sendable, Equatable {
    case added, removed, changed
    case moved(from: DocumentPath)
    /// One side cannot be read; why.
    case unreadable(String)
  }

  package var path: DocumentPath
  package var fate: Fate
  /// Its file below `data/`, from the store's root; where it was, for one that is gone.
  package var file = ""
  /// Its name for people; nil where it has none.
  package var title: String?
  /// Whose it is: the name of the document that it lies below, or its id; nil at the root.
  package var owner: String?
  /// Few words that checks give it: `default persona`.
  package var labels: [String] = []
  package var changes: [FieldChange] = []
  package var traits: FieldTraits = .none
  /// nil where nothing can refer to it by the schemas.
  package var uses: DocumentUses?
  /// What one document of its kind is called, in small letters: the schema's title; nil where none governs it.
  package var kind: String?
  /// Its fields before and after; nil where there is none, or it cannot be read.
  var old: Fields?
  var new: Fields?

  package init(path: DocumentPath, fate: Fate) {
    self.path = path
    self.fate = fate
  }

  /// The name, or the id.
  package var name: String { title ?? path.id }

  /// One row a change; of the labels on the way to a field only as many as tell it from the others.
  package func rows(_ options: RowOptions = RowOptions()) -> [ChangeRow] {
    let rows = ChangeRows.rows(of: changes, traits: traits, options: options)
    var places: [String: Set<String>] = [:]
    for row in rows {
      for count in 0...row.labels.count {
        places[Self.ending(row, count), default: []].insert(row.place)
      }
    }
    return rows.map { row in
      guard let most = row.labels.indices.last.map({ $0 + 1 }) else { return row }
      // An element is part of the name of what is in it.
      let least = row.labels.dropLast().lastIndex { $0.utf8.last == 0x5D }.map { most - $0 } ?? 1
      let count = (least...most).first { places[Self.ending(row, $0)]?.count == 1 } ?? most
      return ChangeRow(
        row.kind, place: row.place, labels: Array(row.labels.suffix(count)), old: row.old, new: row.new,
        pieces: row.pieces)
    }
  }

  private static func ending(_ row: ChangeRow, _ count: Int) -> String {
    row.labels.suffix(count).joined(separator: "\u{0}")
  }
}

/// A schema that changed.
package struct SchemaReview: Sendable {
  package var file: String
  package var changes: [SchemaChange]
  /// Documents that the change does not touch and that fit no more.
  package var broken: [DocumentPath] = []
}
