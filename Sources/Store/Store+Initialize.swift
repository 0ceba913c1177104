internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import Platform

/// The files of a new store.
enum InitialFiles {
  static let all: [(path: String, text: String)] = [
    (".editorconfig", editorConfig), (".gitattributes", gitAttributes), (".prettierignore", "data/\nlive/\n"),
    (".vscode/settings.json", codeSettings),
    ("firestore.indexes.json", "{\n  \"fieldOverrides\": [],\n  \"indexes\": []\n}\n"),
    ("firestore.rules", rules), ("funnel.json", Settings.initialText),
    ("schemas/firestore.json", BuiltInSchemas.firestore),
    ("schemas/funnel.json", BuiltInSchemas.funnel),
  ]

  /// Git must not change a document's bytes on their way, whatever the user's own settings are. The drivers are only
  /// asked in a clone that has them (`funnel hooks install`); in others git merges and shows documents as plain text.
  static let gitAttributes = """
    data/** -text -filter -ident -working-tree-encoding
    live/** -text -filter -ident -working-tree-encoding linguist-generated
    data/**/*.json merge=funnel diff=funnel
    live/**/*.json merge=funnel diff=funnel
    funnel.json -text
    schemas/** -text

    """

  private static let editorConfig = """
    root = true

    [{data,live,schemas}/**.json]
    charset = utf-8
    end_of_line = lf
    indent_size = 2
    indent_style = space
    insert_final_newline = true
    trim_trailing_whitespace = true

    """

  private static let codeSettings = """
    {
      "files.associations": { "firestore.rules": "javascript" },
      "json.schemas": [{ "fileMatch": ["/funnel.json"], "url": "./schemas/funnel.json" }],
      "[json]": { "editor.tabSize": 2, "editor.formatOnSave": false }
    }

    """

  private static let rules = """
    rules_version = '2';
    service cloud.firestore {
      match /databases/{database}/documents {
        match /{document=**} {
          allow read, write: if false;
        }
      }
    }

    """
}

extension Store {
  /// Makes a store in `directory`: the repository if there is none, the files, and a commit of them.
  ///
  /// In a folder of a larger repository the store is that folder. Files that are there already stay as they are.
  ///
  /// - Throws: `store/exists` when there is one already.
  public static func initialize(
    at directory: String, bare: Bool, files: [(path: String, bytes: [UInt8])] = [], options: WriteOptions
  ) throws(StoreError) -> Store {
    try storing { () throws(FileError) in try Files.makeDirectories(directory) }
    let place = Files.resolve(directory) ?? directory
    let repository: Repository
    var isNew = false
    do throws(GitError) {
      let found = try Repository(at: place)
      // A bare store is a repository of its own, never a folder of one around it.
      if bare, Files.resolve(found.gitDirectory) != place {
        throw GitError("git/no-repository", "", kind: .missing)
      }
      repository = found
    } catch {
      guard error.code == "git/no-repository" else { throw StoreError(error) }
      repository = try storing { () throws(GitError) in try Repository.create(at: place, bare: bare) }
      isNew = true
    }
    let store = Store(repository: repository, place: place)
    if repository.isBare {
      let isEmpty = try store.headCommit() == nil
      if isNew || isEmpty { try storing { () throws(GitError) in try repository.set("gc.auto", "0") } }
      if let tip = try store.headCommit(), try store.snapshotIfPresent(at: tip) != nil {
        throw exists(directory)
      }
    } else if FileStatus.of(place + "/funnel.json") != nil, try store.hasCommittedSettings() {
      throw exists(directory)
    }
    var contents: [(path: String, bytes: [UInt8])] = InitialFiles.all.map { ($0.path, Array($0.text.utf8)) }
    for file in files {
      contents.removeAll { $0.path == file.path }
      contents.append(file)
    }
    try store.withLock { () throws(StoreError) in try store.commitInitial(contents, options: options) }
    return store
  }

  private static func exists(_ directory: String) -> StoreError {
    StoreError(
      "store/exists", "\(directory) is a funnel store already", hint: "funnel status shows how it stands",
      kind: .usage)
  }

  private func hasCommittedSettings() throws(StoreError) -> Bool {
    guard let tip = try headCommit() else { return false }
    return try snapshotIfPresent(at: tip) != nil
  }

  private func commitInitial(
    _ contents: [(path: String, bytes: [UInt8])], options: WriteOptions
  ) throws(StoreError) {
    let branch = try currentBranch()
    let parent = try headCommit()
    let tree: ObjectID? =
      if let parent { try storing { () throws(GitError) in try repository.commit(parent).tree } } else { nil }
    var changes: [FileChange] = []
    for (path, bytes) in contents {
      let components = root.components + path.split(separator: "/").map(String.init)
      let old = try storing { () throws(GitError) in try repository.entry(at: components, in: tree)?.id }
      if old != nil { continue }
      var content = bytes
      if let directory {
        // What the user has there already is taken as it is.
        let present = try storing { () throws(FileError) in try Files.readIfPresent(directory + "/" + path) }
        if let present { content = present }
        let judged = present.map(Repository.blobID)
        changes.append(FileChange(path: components, bytes: content, old: nil, expectation: .edited(judged)))
      } else {
        changes.append(FileChange(path: components, bytes: content, old: nil))
      }
    }
    // An `init` that was interrupted has been brought to its end under the lock.
    if changes.isEmpty { return }
    let now = options.now()
    let time: Int64 = if let parent { max(now, try timeline().time(of: parent) + 1) } else { now }
    let (author, committer) = try signatures(
      options, seconds: Timestamp(microsecondsSince1970: time).seconds)
    let trailers = Trailers([
      ("Funnel-Time", StoreTime.text(time)), ("Funnel-Actor", CommitText.actor(options.actor)),
      ("Funnel-Via", options.via.rawValue),
    ])
    let draft = CommitDraft(
      branch: branch, parent: parent, changes: changes, author: author, committer: committer,
      body: options.message ?? "Make a funnel store", trailers: trailers, time: time, runsHooks: false)
    let commit = try Committer(store: self).commit(draft)
    try timeline().remember(commit, time: time)
  }
}
