internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Platform
internal import Store

/// One document in an editor: the text's own file, which survives every refusal.
struct EditSession {
  let path: DocumentPath
  let store: Store
  let branch: String?
  let file: String
  private let original: [UInt8]
  private let base: ObjectID?

  init(_ path: DocumentPath, in store: Store, branch: String?) throws {
    self.path = path
    self.store = store
    self.branch = branch
    let snapshot = try store.snapshot(at: try store.tip(of: branch))
    let document = try snapshot.document(path)
    base = document?.dataID
    // Counters stay out of the editor, and so out of what the text overwrites.
    let volatile = try snapshot.schemas().volatilePaths(for: path)
    original = DocumentFile.encode(Volatile.split(document?.fields ?? Fields(), at: volatile).data)
    let folder = store.editDirectory
    file = folder + "/" + TrailerText.escape(path).split(separator: "/").joined(separator: "__") + ".json"
    try Files.makeDirectories(folder)
    if FileStatus.of(file) != nil {
      Output.note("continuing with the text that was kept in \(file)")
    } else {
      try Files.write(original, to: file)
    }
  }

  func openEditor() throws {
    let configured = try store.repository.string("core.editor")
    let editor =
      Environment["GIT_EDITOR"] ?? configured ?? Environment["VISUAL"] ?? Environment["EDITOR"] ?? "vi"
    let outcome = try Subprocess.run(["sh", "-c", "\(editor) \"$1\"", "sh", file])
    guard outcome.status == 0 else {
      throw StoreError(
        "edit/editor", "the editor (\(editor)) ended with exit code \(outcome.status); nothing was written",
        hint: "your text is in \(file)", kind: .negative)
    }
  }

  /// What the user typed; nil when it is what it was.
  func editedFields() throws -> Fields? {
    let bytes = try Files.read(file)
    if bytes == original { return nil }
    return try DocumentInput.decode(bytes, name: file)
  }

  func commit(_ fields: Fields, options: WriteOptions) throws -> WriteOutcome {
    try store.transact(options: options) { (transaction) throws(StoreError) in
      if try transaction.dataID(of: path) != base {
        throw StoreError(
          "edit/changed", "\(path) changed while you edited it; nothing was written",
          hint: "your text is kept: run funnel edit \(path) again to compare, or rm it to start over",
          kind: .retry)
      }
      try transaction.replace(path, with: fields)
    }
  }

  func discard() throws { _ = try Files.remove(file) }

  /// The error with the place where the text is kept.
  func keeping(_ error: any Explained) -> StoreError {
    var kept = StoreError(error)
    if kept.findings.isEmpty {
      kept.hint = (kept.hint.map { $0 + "; " } ?? "") + "your text is kept in \(file)"
    } else {
      kept.findings[kept.findings.count - 1].hint =
        (kept.findings.last?.hint.map { $0 + "; " } ?? "") + "your text is kept in \(file)"
    }
    return kept
  }
}
