internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Platform
internal import Store

/// One document in an editor: the text's own file, which survives every refusal, and beside it what the text was made
/// from, so that a text that is taken up again is never mistaken for one of today.
final class EditSession {
  let path: DocumentPath
  let store: Store
  let file: String
  private let original: [UInt8]
  /// The document's `data/` blob that the text was made from; nil when there was none.
  private let base: ObjectID?
  private let lock: HeldLock

  init(_ path: DocumentPath, in store: Store, branch: String?) throws {
    self.path = path
    self.store = store
    let branch = try branch ?? store.currentBranch()
    let tip = try store.tip(of: branch)
    let snapshot = try store.snapshot(at: tip)
    try store.checkFileIsFree(path, branch: branch)
    let document = try snapshot.document(path)
    // Counters stay out of the editor, and so out of what the text overwrites.
    let volatile = try snapshot.schemas().volatilePaths(for: path)
    original = DocumentFile.encode(Volatile.split(document?.fields ?? Fields(), at: volatile).data)
    let place = StoreRoot.name(path, .data, snapshot.settings)
    let file = store.editDirectory + "/" + TrailerText.escape(id: branch) + "/" + place
    self.file = file
    try Files.makeDirectories(Files.parent(of: file))
    lock = try HeldLock(file + ".lock", path)
    guard FileStatus.of(file) != nil else {
      base = document?.dataID
      try Files.write(original, to: file)
      try Files.write(Array("\(tip) \(base?.description ?? "-")\n".utf8), to: file + ".base")
      return
    }
    let words = try String(decoding: Files.readIfPresent(file + ".base") ?? [], as: UTF8.self)
      .split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
    base = words.count == 2 ? ObjectID(hex: words[1]) : nil
    if base != document?.dataID {
      throw StoreError(
        "edit/changed",
        "\(path) changed since the text that is kept in \(file) was begun; nothing was written",
        hint:
          "see what changed: funnel diff \(words.first.map { String($0.prefix(10)) } ?? "HEAD~1") \(tip.short) \(path); "
          + "write your text over it: funnel set \(path) --file \(file); or start over: rm \(file)",
        kind: .retry)
    }
    Output.note("continuing with the text that was kept in \(file)")
  }

  /// - Throws: `edit/editor` when it cannot be run or fails, which is how people give up.
  func openEditor() throws {
    let configured = try store.repository.string("core.editor")
    let editor =
      Environment["GIT_EDITOR"] ?? Environment["VISUAL"] ?? Environment["EDITOR"] ?? configured ?? "vi"
    let outcome = try Subprocess.run(["sh", "-c", "\(editor) \"$1\"", "sh", file])
    guard outcome.status == 0 else {
      throw StoreError(
        "edit/editor", "the editor (\(editor)) ended with exit code \(outcome.status); nothing was written",
        hint: "your text is kept in \(file)", kind: .io)
    }
  }

  /// What the user typed; nil when it is what it was.
  func editedFields() throws -> Fields? {
    let bytes = try Files.read(file)
    if bytes == original { return nil }
    return try DocumentInput.decode(bytes, name: file)
  }

  func commit(_ fields: Fields, options: WriteOptions) throws -> WriteOutcome {
    let (path, base) = (path, base)
    return try store.transact(options: options) { (transaction) throws(StoreError) in
      if try transaction.dataID(of: path) != base {
        throw StoreError(
          "edit/changed", "\(path) changed while you edited it; nothing was written",
          hint: "funnel edit \(path) tells how to go on", kind: .retry)
      }
      try transaction.replace(path, with: fields)
    }
  }

  func discard() throws {
    for name in [file, file + ".base", file + ".lock"] { _ = try Files.remove(name) }
    var folder = Files.parent(of: file)
    while folder != store.editDirectory, Files.removeEmptyDirectory(folder) {
      folder = Files.parent(of: folder)
    }
  }

  /// Two editors of one document would write one file.
  private final class HeldLock {
    private let lock: FileLock

    init(_ file: String, _ path: DocumentPath) throws {
      guard let lock = try FileLock(file, waitingSeconds: 0) else {
        throw StoreError(
          "edit/busy", "\(path) is open in another funnel edit", hint: "end that one first", kind: .retry)
      }
      self.lock = lock
    }
  }

  /// The error with the place where the text is kept.
  func keeping(_ error: any Explained) -> StoreError {
    var kept = StoreError(error)
    if error.code == "edit/editor" { return kept }
    let note = "your text is kept in \(file)"
    if kept.findings.isEmpty {
      kept.hint = (kept.hint.map { $0 + "; " } ?? "") + note
    } else {
      kept.advice = ["Nothing was written; \(note)."]
    }
    return kept
  }
}
