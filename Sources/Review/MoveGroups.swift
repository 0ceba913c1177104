internal import FirestoreModel

/// Documents that moved and are as they were, brought together where they went the same way: a renamed collection is one
/// line.
struct MoveGroups {
  private var groups: [Prefixes: [(old: DocumentPath, new: DocumentPath)]] = [:]

  mutating func add(from old: DocumentPath, to new: DocumentPath) {
    groups[Prefixes(old, new), default: []].append((old, new))
  }

  /// By where they were, as are the documents of each.
  var moves: [PathMove] {
    groups.map { prefixes, documents in
      PathMove(old: prefixes.old, new: prefixes.new, documents: documents.sorted { $0.old < $1.old })
    }.sorted {
      UTF8Order.compare($0.old, $1.old) != 0
        ? UTF8Order.compare($0.old, $1.old) < 0 : UTF8Order.compare($0.new, $1.new) < 0
    }
  }

  /// Where two paths part, up to the segment that differs if they are the same behind it.
  private struct Prefixes: Hashable {
    let old: String
    let new: String

    init(_ left: DocumentPath, _ right: DocumentPath) {
      let (a, b) = (left.segments, right.segments)
      var end = 0
      while end < min(a.count, b.count) - 1, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
      // Behind the last difference all is equal, so it is the same move for all below.
      old = a.dropLast(end).joined(separator: "/")
      new = b.dropLast(end).joined(separator: "/")
    }
  }
}
