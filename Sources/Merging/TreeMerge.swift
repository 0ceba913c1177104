internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
package import Git
package import Store

/// The three-way merge of two commits of a store, document by document, without a working tree.
///
/// The three trees are walked in parallel; only where all three differ anything is read. Documents are merged field
/// by field, both their files as one, and split again by the merged schemas; a moved document is followed; other files
/// are merged by lines. Documents that both sides changed are judged by the merged tree's schemas, and where these
/// differ from a side's, those that they govern too: what became invalid only by the merge is a conflict. A document
/// that is equal on both sides is one write, whatever it counts (docs/decisions/0017-equal-changes.md).
package enum TreeMerge {
  /// Merges two commits. Writes objects, moves nothing.
  ///
  /// - Parameters:
  ///   - allowsUnrelated: whether histories that have nothing in common are merged, against an empty store.
  ///   - isDurable: whether the objects shall outlive a power failure, since a branch is to point to them.
  /// - Throws: `merge/unrelated`, `merge/shallow`; `merge/folder` for a file in the place of the other side's folder.
  package static func merge(
    _ ours: ObjectID, _ theirs: ObjectID, in store: Store, allowsUnrelated: Bool = false,
    isDurable: Bool = false
  ) throws(StoreError) -> MergedStore {
    if isDurable { return try merge(ours, theirs, store, allowsUnrelated) }
    return try Repository.withoutWaitingForDisk { () throws(StoreError) in
      try merge(ours, theirs, store, allowsUnrelated)
    }
  }

  private static func merge(
    _ ours: ObjectID, _ theirs: ObjectID, _ store: Store, _ allowsUnrelated: Bool
  ) throws(StoreError) -> MergedStore {
    let bases = try MergeBases(store: store).find(ours, theirs, allowsUnrelated: allowsUnrelated)
    func result(_ outcome: TreeMergeRun.Outcome) -> MergedStore {
      MergedStore(
        ours: ours, theirs: theirs, bases: bases, tree: outcome.tree,
        documents: outcome.documents.sorted { $0.path < $1.path },
        files: outcome.files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }
    let trees = try storing { () throws(GitError) in
      (ours: try store.repository.commit(ours).tree, theirs: try store.repository.commit(theirs).tree)
    }
    if bases == [ours] { return result(TreeMergeRun.Outcome(tree: trees.theirs)) }
    if bases == [theirs] { return result(TreeMergeRun.Outcome(tree: trees.ours)) }
    let run = TreeMergeRun(
      store: store, base: try MergeBases(store: store).side(bases),
      ours: try MergeSide(tree: trees.ours, commit: ours, label: "ours", in: store),
      theirs: try MergeSide(tree: trees.theirs, commit: theirs, label: "theirs", in: store),
      isVirtual: false)
    return result(try run.run())
  }
}

/// One merge of three trees.
struct TreeMergeRun {
  let store: Store
  /// nil where the two have nothing in common.
  let base: MergeSide?
  let ours: MergeSide
  let theirs: MergeSide
  /// Whether the result only serves as the common ancestor of another merge: then a conflict is a value that equals
  /// no other, and nothing is judged.
  let isVirtual: Bool

  struct Outcome {
    var tree: ObjectID
    var documents: [MergedDocument] = []
    var files: [MergedFile] = []
  }

  var repository: Repository { store.repository }
  var root: [String] { store.root.components }

  func run() throws(StoreError) -> Outcome {
    let movesFiles = try hasOtherPlaces()
    let excluded = movesFiles ? DocumentFolder.allCases.map { root + [$0.rawValue] } : []
    let walk = try storing { () throws(GitError) in
      try ThreeWayWalk(
        base: base?.tree, ours: ours.tree, theirs: theirs.tree, excluding: excluded, in: repository)
    }
    var (contested, others) = sort(walk.contests)
    var outcome = Outcome(tree: try edit(ours.tree, walk.taken))
    try FileMerge(run: self).merge(others, into: &outcome)
    let merged = try MergedRules(self, &outcome)
    var moves = Moves()
    if movesFiles {
      contested = try Relayout(run: self, rules: merged).apply(to: &outcome)
    } else {
      contested.formUnion(try countedAlike(walk, merged))
      contested.formUnion(try LiveOrphans(run: self).find(in: outcome.tree))
      if !isVirtual { moves = try MoveFinder(run: self).find(contested, walk) }
    }
    let documents = DocumentMerges(run: self, rules: merged)
    try documents.merge(contested, moves, into: &outcome)
    if !isVirtual { try MergeVerdicts(run: self, rules: merged).judge(&outcome) }
    return outcome
  }

  /// Whether the sides place documents in different folders, so that files say nothing of documents.
  private func hasOtherPlaces() throws(StoreError) -> Bool {
    guard let mine = ours.fanOut, let other = theirs.fanOut else { return false }
    return mine != other || (base?.fanOut).map { $0 != mine } ?? false
  }

  /// The documents with counters that both sides changed to the same file, and whose other file differs: that is two
  /// uses and not one.
  private func countedAlike(_ walk: ThreeWayWalk, _ rules: MergedRules) throws(StoreError) -> Set<
    DocumentPath
  > {
    var result = Set<DocumentPath>()
    let fanOut = ours.fanOut ?? .none
    for (path, base, both) in walk.changedAlike {
      // Neither a folder above the documents nor a file elsewhere.
      guard path.count > root.count, path.starts(with: root),
        DocumentFolder(rawValue: path[root.count]) != nil
      else { continue }
      var files = [path]
      if both.isTree {
        let below = try storing { () throws(GitError) in
          try TreeDiff.changes(from: base.id, to: both.id, in: repository)
        }
        files = below.filter { $0.old != nil && $0.new != nil }.map { path + $0.path }
      }
      for file in files {
        guard let document = document(at: file, fanOut), rules.schemas.traits(for: document).hasCounters,
          try !isSame(document)
        else { continue }
        result.insert(document)
      }
    }
    return result
  }

  /// Whether both files of a document are the same on both sides: one write, that came to both.
  private func isSame(_ document: DocumentPath) throws(StoreError) -> Bool {
    guard let mine = try ours.snapshot?.blobs(of: document),
      let other = try theirs.snapshot?.blobs(of: document)
    else { return false }
    return mine == other
  }

  /// The documents that both sides changed, and the other files.
  private func sort(
    _ contests: [ThreeWayWalk.Contest]
  ) -> (documents: Set<DocumentPath>, others: [ThreeWayWalk.Contest]) {
    var documents = Set<DocumentPath>()
    var others: [ThreeWayWalk.Contest] = []
    let fanOut = ours.fanOut ?? theirs.fanOut ?? .none
    for contest in contests {
      if let path = document(at: contest.path, fanOut), contest.isOfPlainFiles {
        documents.insert(path)
      } else {
        others.append(contest)
      }
    }
    return (documents, others)
  }

  /// The document that a file of the repository is one of.
  func document(at path: [String], _ fanOut: FanOut) -> DocumentPath? {
    guard path.count > root.count + 1, path.starts(with: root),
      DocumentFolder(rawValue: path[root.count]) != nil
    else { return nil }
    return try? DocumentPlace.document(fromFile: Array(path[(root.count + 1)...]), fanOut: fanOut)
  }

  func edit(_ tree: ObjectID, _ changes: [TreeEdit.Change]) throws(StoreError) -> ObjectID {
    do throws(GitError) {
      if let edited = try TreeEdit.apply(changes, to: tree, in: repository) { return edited }
      return try repository.write(.tree, [])
    } catch {
      guard error.code == "git/in-the-way" else { throw StoreError(error) }
      throw StoreError(
        "merge/folder", "one side has a file where the other has a folder: \(error.message)",
        hint: "move one of them away on its branch, then merge", kind: .refused)
    }
  }
}

extension ThreeWayWalk.Contest {
  /// Whether no side has a link or a submodule there: those cannot be merged as documents.
  var isOfPlainFiles: Bool {
    [base, ours, theirs].allSatisfy { entry in
      guard let entry else { return true }
      return entry.mode == .file || entry.mode == .executable
    }
  }
}
