internal import FirestoreModel
internal import Store

/// What one side of a merge moved, and which collections it moved as a whole.
final class SideMoves {
  let all: DocumentMoves
  /// Where all documents of a collection went, under their ids; nil when they went to several places or just away.
  private lazy var collections: [CollectionPath: CollectionPath?] = findCollections()

  init(_ moves: DocumentMoves) { all = moves }

  private func findCollections() -> [CollectionPath: CollectionPath?] {
    var found: [CollectionPath: CollectionPath?] = [:]
    for path in all.removed {
      var place: CollectionPath?
      if let target = all.destination(of: path), target.id.utf8.elementsEqual(path.id.utf8) {
        place = target.collection
      }
      let collection = path.collection
      if let known = found[collection], known != place { place = nil }
      found.updateValue(place, forKey: collection)
    }
    return found
  }

  /// Where a path leads after the moves: by the nearest document or collection above it that was moved as a whole.
  func target(of path: DocumentPath) -> DocumentPath? {
    for count in stride(from: path.segments.count - 1, to: 0, by: -1) {
      let above = Array(path.segments[..<count])
      var moved: [String]?
      if count % 2 == 0 {
        moved = (try? DocumentPath(segments: above)).flatMap { all.destination(of: $0) }?.segments
      } else if let collection = try? CollectionPath(segments: above) {
        moved = collections[collection].flatMap { $0 }?.segments
      }
      guard let moved else { continue }
      return try? DocumentPath(segments: moved + path.segments[count...])
    }
    return nil
  }
}
