internal import Changes
internal import FirestoreModel

/// Which of the documents that went and came are one document that was moved.
struct MoveSearch {
  /// Pairs of documents that are compared at most: beyond, only equal ones are found.
  private static let mostPairs = 20_000

  func search(_ documents: [ReviewedDocument]) -> (documents: [ReviewedDocument], moves: [PathMove]) {
    var gone = documents.indices.filter { documents[$0].fate == .removed }
    var come = documents.indices.filter { documents[$0].fate == .added }
    if gone.isEmpty || come.isEmpty { return (documents, []) }
    var pairs: [(old: Int, new: Int)] = []
    func settle(_ found: [(old: Int, new: Int)]) {
      let taken = (Set(found.map(\.old)), Set(found.map(\.new)))
      pairs += found
      gone.removeAll { taken.0.contains($0) }
      come.removeAll { taken.1.contains($0) }
    }
    settle(equal(documents, gone, come))
    settle(similar(documents, gone, come, sameID: true))
    settle(similar(documents, gone, come, sameID: false))
    return result(documents, pairs)
  }

  /// Documents with the same fields; of several the one with the same id.
  private func equal(_ documents: [ReviewedDocument], _ gone: [Int], _ come: [Int]) -> [(old: Int, new: Int)]
  {
    var places: [ValueKey: [Int]] = [:]
    for index in come.reversed() {
      guard let fields = documents[index].new, !fields.isEmpty else { continue }
      places[ValueKey(.map(fields)), default: []].append(index)
    }
    var result: [(old: Int, new: Int)] = []
    for index in gone {
      guard let fields = documents[index].old else { continue }
      let key = ValueKey(.map(fields))
      guard var candidates = places[key], !candidates.isEmpty else { continue }
      let id = documents[index].path.id
      let place =
        candidates.lastIndex { documents[$0].path.id.utf8.elementsEqual(id.utf8) } ?? candidates.count - 1
      result.append((index, candidates.remove(at: place)))
      places[key] = candidates
    }
    return result
  }

  /// Documents that differ in little: under the same id in another collection, or under another id in the same one.
  private func similar(
    _ documents: [ReviewedDocument], _ gone: [Int], _ come: [Int], sameID: Bool
  ) -> [(old: Int, new: Int)] {
    func key(_ index: Int) -> String {
      let path = documents[index].path
      return sameID ? path.id : path.collection.description
    }
    let candidates = Dictionary(grouping: come, by: key)
    var taken = Set<Int>()
    var result: [(old: Int, new: Int)] = []
    var room = Self.mostPairs
    for index in gone {
      guard let old = documents[index].old else { continue }
      for other in candidates[key(index)] ?? [] where !taken.contains(other) {
        guard room > 0, let new = documents[other].new else { break }
        room -= 1
        let changes = FieldDiff.changes(from: old, to: new, includingVolatile: true).count
        let size = max(documents[index].changes.count, documents[other].changes.count)
        guard changes <= (sameID ? max(2, size / 4) : max(1, size / 8)), changes < size else { continue }
        taken.insert(other)
        result.append((index, other))
        break
      }
    }
    return result
  }

  private func result(
    _ documents: [ReviewedDocument], _ pairs: [(old: Int, new: Int)]
  ) -> (documents: [ReviewedDocument], moves: [PathMove]) {
    var groups: [Prefixes: [(old: Int, new: Int)]] = [:]
    var isTaken = [Bool](repeating: false, count: documents.count)
    var moved: [ReviewedDocument] = []
    for pair in pairs {
      isTaken[pair.old] = true
      isTaken[pair.new] = true
      let (old, new) = (documents[pair.old], documents[pair.new])
      var document = new
      document.fate = .moved(from: old.path)
      document.old = old.old
      document.changes = FieldDiff.changes(
        from: old.old ?? Fields(), to: new.new ?? Fields(), traits: new.traits, oldTraits: old.traits,
        includingVolatile: false)
      if document.changes.isEmpty {
        groups[Prefixes(old.path, new.path), default: []].append(pair)
      } else {
        moved.append(document)
      }
    }
    var moves: [PathMove] = []
    for (prefixes, group) in groups {
      moves.append(
        PathMove(
          old: prefixes.old, new: prefixes.new,
          documents: group.map { (documents[$0.old].path, documents[$0.new].path) }.sorted {
            $0.old < $1.old
          }))
    }
    moves.sort { $0.old.utf8.lexicographicallyPrecedes($1.old.utf8) }
    let others = documents.indices.filter { !isTaken[$0] }.map { documents[$0] }
    return ((others + moved).sorted { $0.path < $1.path }, moves)
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
