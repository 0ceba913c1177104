internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Store

/// Documents that one side removed while the other added or changed only their file below `live/`: file by file that is
/// no contest, and would leave a `live/` file without a document.
///
/// Walks the merged `data/` and `live/` side by side and passes over every folder that is wholly one side's, so that the
/// cost follows what both changed.
struct LiveOrphans {
  let run: TreeMergeRun

  private struct Pair: Equatable {
    var data: ObjectID?
    var live: ObjectID?
  }

  /// - Parameter tree: the repository's root after what only one side changed was put together.
  func find(in tree: ObjectID) throws(StoreError) -> Set<DocumentPath> {
    let merged = try pair(of: tree)
    let sides = [try pair(of: run.ours.tree), try pair(of: run.theirs.tree)]
    var found = Set<DocumentPath>()
    var path: [String] = []
    try storing { () throws(GitError) in try walk(merged, sides, &path, &found) }
    return found
  }

  private func pair(of tree: ObjectID) throws(StoreError) -> Pair {
    try storing { () throws(GitError) in
      Pair(
        data: try run.repository.subtree(at: run.root + [DocumentFolder.data.rawValue], in: tree),
        live: try run.repository.subtree(at: run.root + [DocumentFolder.live.rawValue], in: tree))
    }
  }

  private func walk(
    _ merged: Pair, _ sides: [Pair], _ path: inout [String], _ found: inout Set<DocumentPath>
  ) throws(GitError) {
    guard let liveID = merged.live, !sides.contains(merged), path.count < 1024 else { return }
    let live = try run.repository.tree(liveID)
    let data = try names(merged.data)
    var others: [(data: [String: Tree.Entry], live: [String: Tree.Entry])] = []
    for side in sides { others.append((try names(side.data), try names(side.live))) }
    for entry in live.entries {
      path.append(entry.name)
      defer { path.removeLast() }
      if entry.isTree {
        func below(_ entries: [String: Tree.Entry]) -> ObjectID? {
          entries[entry.name].flatMap { $0.isTree ? $0.id : nil }
        }
        try walk(
          Pair(data: below(data), live: entry.id),
          others.map { Pair(data: below($0.data), live: below($0.live)) }, &path, &found)
      } else if data[entry.name] == nil,
        let document = try? DocumentPlace.document(fromFile: path, fanOut: run.ours.fanOut ?? .none)
      {
        found.insert(document)
      }
    }
  }

  private func names(_ id: ObjectID?) throws(GitError) -> [String: Tree.Entry] {
    guard let id else { return [:] }
    var result: [String: Tree.Entry] = [:]
    for entry in try run.repository.tree(id).entries { result[entry.name] = entry }
    return result
  }
}
