internal import Diagnostics
public import FirestoreModel
internal import Git
internal import Platform

extension Store {
  /// Throws what a write to this document would: hand edits, staged changes, something in the way. For commands that
  /// let a person type for minutes before they write.
  public func checkFileIsFree(_ path: DocumentPath, branch: String) throws(StoreError) {
    guard case .branch(branch, let tip?) = try head(),
      let directory = repository.workTree.flatMap({ Files.resolve($0) })
    else { return }
    let snapshot = try snapshot(at: tip)
    let old = try snapshot.blobs(of: path).data
    let index = try storing { () throws(GitError) in try IndexFile.read(repository.gitDirectory + "/index") }
    let change = FileChange(path: root.file(path, .data, snapshot.settings), bytes: nil, old: old)
    try WorkTree(directory: directory, repository: repository).check(change, index: index)
  }
}
