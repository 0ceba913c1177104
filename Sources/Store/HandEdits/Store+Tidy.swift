internal import Diagnostics
internal import Git
internal import Platform

extension Store {
  /// Brings files whose documents are as committed back into the committed form, in the index too: what `commit` does
  /// with hand edits that change no value. Called under the store's own lock.
  func tidy(_ changes: [FileChange]) throws(StoreError) {
    guard !changes.isEmpty, let directory = repository.workTree.flatMap({ Files.resolve($0) }) else { return }
    let workTree = WorkTree(directory: directory, repository: repository)
    let update = IndexUpdate(in: repository, stateDirectory: stateDirectory)
    let index = try storing { () throws(GitError) in try update.begin() }
    do throws(StoreError) {
      for change in changes { try workTree.check(change, index: index) }
      var edits: [(path: String, edit: IndexFile.Edit)] = []
      for change in changes {
        guard let bytes = change.bytes, let old = change.old else { continue }
        let status = try workTree.put(
          bytes, at: change.name, temporary: stateDirectory + "/new-file")
        edits.append((change.name, .put(old, status)))
      }
      try storing { () throws(GitError) in
        try update.stage(index.applying(edits))
        try update.commit()
      }
    } catch {
      _ = try storing { () throws(GitError) in try update.release() }
      throw error
    }
  }
}
