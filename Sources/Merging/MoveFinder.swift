internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Store

/// Finds out where a side moved documents to, when the other side changed them where they were.
///
/// What is a move is what a diff of the common ancestor with the side tells. Looked for only where one side lacks what
/// the other changed, at the cost of that side's change.
struct MoveFinder {
  let run: TreeMergeRun

  func find(_ contested: Set<DocumentPath>, _ walk: ThreeWayWalk) throws(StoreError) -> Moves {
    var moves = Moves()
    guard let base = run.base else { return moves }
    var lost: [(path: DocumentPath, byOurs: Bool)] = []
    for path in contested {
      let has = try (has(path, base), has(path, run.ours), has(path, run.theirs))
      if has.0, has.1 != has.2 { lost.append((path, !has.1)) }
    }
    let strays = walk.strays.filter { isData($0.path) }
    if lost.isEmpty, strays.isEmpty, !walk.removedByBoth.contains(where: { isData($0.path) }) { return moves }
    let ours = SideMoves(try run.store.moves(from: base.snapshot, to: run.ours.snapshot))
    let theirs = SideMoves(try run.store.moves(from: base.snapshot, to: run.theirs.snapshot))
    for (path, byOurs) in lost {
      guard let target = (byOurs ? ours : theirs).all.destination(of: path),
        try !has(target, byOurs ? run.theirs : run.ours)
      else { continue }
      moves.ofDocuments[path] = Moves.Document(
        base: path, ours: byOurs ? target : path, theirs: byOurs ? path : target)
      moves.targets.insert(target)
    }
    findTwice(ours.all, theirs.all, contested, &moves)
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

  /// Documents that both sides moved: to one place, where they are compared with what they were, or to two.
  private func findTwice(
    _ ours: DocumentMoves, _ theirs: DocumentMoves, _ contested: Set<DocumentPath>, _ moves: inout Moves
  ) {
    let common = Set(theirs.removed)
    for path in ours.removed where common.contains(path) {
      guard let mine = ours.destination(of: path), let other = theirs.destination(of: path) else { continue }
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
    _ path: [String], _ isOurs: Bool, _ movedBy: SideMoves, _ moves: inout Moves
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
      guard let document = run.document(at: file, fanOut), let target = movedBy.target(of: document),
        try !has(target, run.ours), try !has(target, run.theirs)
      else { continue }
      moves.strays.append(Moves.Stray(from: document, to: target, isOurs: isOurs))
    }
  }
}
