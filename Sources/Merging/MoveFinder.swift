internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Store

/// Finds out where a side moved documents to, when the other side changed them where they were.
///
/// A move is a removed document and a new one with the same file; else one with the same id of which at least half the
/// fields are the same. Looked for only where one side lacks what the other changed, at the cost of that side's change.
struct MoveFinder {
  let run: TreeMergeRun

  /// What one side removed and added, by document.
  private struct SideChanges {
    var removed: [DocumentPath: ObjectID] = [:]
    var added: [DocumentPath: ObjectID] = [:]
    var addedByBlob: [ObjectID: [DocumentPath]] = [:]
    var addedByID: [String: [DocumentPath]] = [:]
  }

  /// Candidates of one id that are compared with each other at most.
  private static let mostCandidates = 50

  func find(_ contested: Set<DocumentPath>, _ walk: ThreeWayWalk) throws(StoreError) -> Moves {
    var moves = Moves()
    guard let base = run.base else { return moves }
    var lost: [(path: DocumentPath, byOurs: Bool)] = []
    for path in contested {
      let has = try (has(path, base), has(path, run.ours), has(path, run.theirs))
      if has.0, has.1 != has.2 { lost.append((path, !has.1)) }
    }
    let strays = walk.strays.filter { isData($0.path) }
    let both = walk.removedByBoth.filter { isData($0.path) }
    if lost.isEmpty, strays.isEmpty, both.isEmpty { return moves }
    let ours = try changes(of: run.ours)
    let theirs = try changes(of: run.theirs)
    for (path, byOurs) in lost {
      let side = byOurs ? ours : theirs
      guard let target = try place(of: path, side, byOurs ? run.ours : run.theirs),
        try !has(target, byOurs ? run.theirs : run.ours)
      else { continue }
      moves.ofDocuments[path] = Moves.Document(
        base: path, ours: byOurs ? target : path, theirs: byOurs ? path : target)
      moves.targets.insert(target)
    }
    if !ours.added.isEmpty, !theirs.added.isEmpty {
      try findTwice(both, ours, theirs, contested, &moves)
    }
    for stray in strays { try follow(stray.path, stray.isOurs, stray.isOurs ? theirs : ours, &moves) }
    return moves
  }

  private func has(_ path: DocumentPath, _ side: MergeSide) throws(StoreError) -> Bool {
    guard let snapshot = side.snapshot else { return false }
    do throws(StoreError) { return try snapshot.blobs(of: path).data != nil } catch {
      if error.code == "store/not-a-file" { return true }
      throw error
    }
  }

  private func isData(_ path: [String]) -> Bool {
    path.count > run.root.count && path.starts(with: run.root)
      && path[run.root.count] == DocumentFolder.data.rawValue
  }

  private func changes(of side: MergeSide) throws(StoreError) -> SideChanges {
    var result = SideChanges()
    guard let snapshot = side.snapshot else { return result }
    let old = try run.base?.tree(of: .data)
    let new = try side.tree(of: .data)
    let changes = try storing { () throws(GitError) in
      try TreeDiff.changes(from: old, to: new, in: run.repository)
    }
    for change in changes {
      guard (change.old == nil) != (change.new == nil),
        let path = try? DocumentPlace.document(fromFile: change.path, fanOut: snapshot.settings.fanOut)
      else { continue }
      if let entry = change.old { result.removed[path] = entry.id }
      if let entry = change.new {
        result.added[path] = entry.id
        result.addedByBlob[entry.id, default: []].append(path)
        result.addedByID[path.id, default: []].append(path)
      }
    }
    return result
  }

  /// Where a side has a document that it removed; nil when it just removed it.
  private func place(
    of path: DocumentPath, _ changes: SideChanges, _ side: MergeSide
  ) throws(StoreError) -> DocumentPath? {
    guard let blob = changes.removed[path] else { return nil }
    if let same = exact(path, blob, changes) { return same }
    let candidates = changes.addedByID[path.id] ?? []
    guard !candidates.isEmpty, candidates.count <= Self.mostCandidates,
      let old = try run.base?.version(of: path).fields
    else { return nil }
    var best: (path: DocumentPath, share: Double)?
    for candidate in candidates.sorted()
    where candidate.collection.segments.last == path.collection.segments.last {
      guard let new = try side.version(of: candidate).fields else { continue }
      let share = Self.sharedPart(old, new)
      if share >= 0.5, share > best?.share ?? 0 { best = (candidate, share) }
    }
    return best?.path
  }

  private func exact(_ path: DocumentPath, _ blob: ObjectID, _ changes: SideChanges) -> DocumentPath? {
    let same = changes.addedByBlob[blob] ?? []
    return same.first { $0.id.utf8.elementsEqual(path.id.utf8) } ?? (same.count == 1 ? same[0] : nil)
  }

  /// The part of the fields of both that are the same in both.
  static func sharedPart(_ left: Fields, _ right: Fields) -> Double {
    let all = max(left.count, right.count)
    if all == 0 { return 1 }
    let same = left.entries.filter { right[$0.key] == $0.value }.count
    return Double(same) / Double(all)
  }

  /// Documents that both sides moved: to one place, where they are compared with what they were, or to two.
  private func findTwice(
    _ both: [(path: [String], entry: Tree.Entry)], _ ours: SideChanges, _ theirs: SideChanges,
    _ contested: Set<DocumentPath>, _ moves: inout Moves
  ) throws(StoreError) {
    for (path, _) in ours.removed.sorted(by: { $0.key < $1.key }) where theirs.removed[path] != nil {
      guard let mine = try place(of: path, ours, run.ours),
        let other = try place(of: path, theirs, run.theirs)
      else { continue }
      let move = Moves.Document(base: path, ours: mine, theirs: other)
      if mine == other {
        if contested.contains(mine) { moves.ofDocuments[mine] = move }
      } else {
        moves.twice.append(move)
      }
    }
  }

  /// Leads new documents after the collection that they were added to.
  private func follow(
    _ path: [String], _ isOurs: Bool, _ movedBy: SideChanges, _ moves: inout Moves
  ) throws(StoreError) {
    let side = isOurs ? run.ours : run.theirs
    guard let fanOut = side.fanOut else { return }
    let entry = try storing { () throws(GitError) in try run.repository.entry(at: path, in: side.tree) }
    guard let entry else { return }
    var files = [path]
    if entry.isTree {
      let below = try storing { () throws(GitError) in
        try TreeDiff.changes(from: nil, to: entry.id, in: run.repository)
      }
      files = below.map { path + $0.path }
    }
    for file in files {
      guard let document = run.document(at: file, fanOut), let target = target(of: document, movedBy),
        try !has(target, run.ours), try !has(target, run.theirs)
      else { continue }
      moves.strays.append(Moves.Stray(from: document, to: target, isOurs: isOurs))
    }
  }

  /// Where a path leads after a side's moves: by the nearest document or collection above it that was moved as a whole.
  private func target(of path: DocumentPath, _ changes: SideChanges) -> DocumentPath? {
    for count in stride(from: path.segments.count - 1, to: 0, by: -1) {
      let prefix = Array(path.segments[..<count])
      var moved: [String]?
      if count % 2 == 0 {
        if let document = try? DocumentPath(segments: prefix), let blob = changes.removed[document] {
          moved = exact(document, blob, changes)?.segments
        }
      } else {
        moved = collection(prefix, changes)
      }
      guard let moved else { continue }
      return try? DocumentPath(segments: moved + path.segments[count...])
    }
    return nil
  }

  /// Where all documents of a collection went; nil when they went to several places or just away.
  private func collection(_ segments: [String], _ changes: SideChanges) -> [String]? {
    var found: [String]?
    for (path, blob) in changes.removed
    where path.segments.count == segments.count + 1 && path.segments.starts(with: segments) {
      guard let target = exact(path, blob, changes), target.id.utf8.elementsEqual(path.id.utf8) else {
        return nil
      }
      let place = Array(target.segments.dropLast())
      if let found, found != place { return nil }
      found = place
    }
    return found
  }
}
