import Diagnostics
import DocumentCodec
import FirestoreModel
import Git
import Platform
import Store
import TestSupport

/// Where a store lies.
enum StoreShape: String, CaseIterable, Sendable {
  case clone, bare, subfolder, linkedWorktree
}

/// A store in a sandbox, with a clock that moves a second at each write.
final class TestStore {
  let sandbox: Sandbox
  /// The top of the working tree, or the bare repository.
  let folder: WorkFolder
  /// The store's own folder.
  let store: WorkFolder
  private(set) var clock: Int64 = 1_767_225_600_000_000

  /// Users have a name, volatile counters and nothing else; other collections are free.
  static let userSchema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "x-funnel": { "collection": "users/{userId}" },
      "type": "object",
      "required": ["name"],
      "properties": {
        "name": { "type": "string", "minLength": 1 },
        "age": { "type": "integer", "minimum": 0 },
        "own": { "type": "string", "x-funnel": { "id": "userId" } },
        "seen": { "x-funnel": { "volatile": true } },
        "stats": {
          "type": "object",
          "properties": {
            "count": { "type": "integer", "x-funnel": { "volatile": true } },
            "kept": { "type": "integer" }
          }
        }
      },
      "unevaluatedProperties": false
    }

    """

  init(
    _ shape: StoreShape = .clone, settings: String? = nil, schemas: [String: String] = ["user": userSchema]
  ) throws {
    sandbox = try Sandbox()
    let repository = WorkFolder(sandbox("repository"))
    try Files.makeDirectories(repository.path)
    switch shape {
    case .clone: (folder, store) = (repository, repository)
    case .bare:
      try repository.git("init", "-q", "--bare", "-b", "main")
      (folder, store) = (repository, repository)
    case .subfolder:
      try repository.git("init", "-q", "-b", "main")
      try repository.write("README", "a larger project\n")
      try repository.git("add", "-A")
      try Self.commit(repository, "-m", "Begin", at: clock)
      (folder, store) = (repository, WorkFolder(repository.path + "/below/store"))
      try Files.makeDirectories(store.path)
    case .linkedWorktree:
      try repository.git("init", "-q", "-b", "main")
      try Self.commit(repository, "--allow-empty", "-m", "Begin", at: clock)
      try repository.git("worktree", "add", "-q", "-b", "side", sandbox("linked"))
      (folder, store) = (WorkFolder(sandbox("linked")), WorkFolder(sandbox("linked")))
    }
    var files = schemas.map { (path: "schemas/\($0.key).json", bytes: Array($0.value.utf8)) }
    if let settings { files.append((path: "funnel.json", bytes: Array(settings.utf8))) }
    let made = try Store.initialize(at: store.path, bare: shape == .bare, files: files, options: options())
    try folder.git("config", "user.name", "Ada")
    try folder.git("config", "user.email", "ada@example.com")
    _ = made
  }

  /// A second later than the last time.
  func tick(_ seconds: Int64 = 1) -> Int64 {
    clock += seconds * 1_000_000
    return clock
  }

  func options(_ message: String? = nil, branch: String? = nil, via: WriteVia = .cli, force: Bool = false)
    -> WriteOptions
  {
    let time = tick()
    return WriteOptions(
      branch: branch, message: message, via: via, force: force, author: ("Ada", "ada@example.com"),
      now: { time })
  }

  func open() throws -> Store { try Store(at: store.path) }

  static func commit(_ folder: WorkFolder, _ arguments: String..., at time: Int64) throws {
    let date = "\(time / 1_000_000) +0000"
    let outcome = try Command.run(
      ["git", "commit", "-q"] + arguments, in: folder.path,
      environment: ["GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date])
    guard outcome.status == 0 else { throw CommandFailure("git commit: \(outcome.errorText)\(outcome.text)") }
  }

  /// A commit by plain git, of everything in the working tree.
  func commitByHand(_ message: String = "By hand") throws {
    try folder.git("add", "-A")
    try Self.commit(folder, "-m", message, at: tick())
  }

  @discardableResult
  func set(_ path: String, _ json: String, _ message: String? = nil) throws -> WriteOutcome {
    let fields = try Self.fields(json)
    let document = try DocumentPath(path)
    return try open().transact(options: options(message)) { (transaction) throws(StoreError) in
      try transaction.replace(document, with: fields)
    }
  }

  @discardableResult
  func write(_ writes: Write..., store: Store? = nil) throws -> WriteOutcome {
    try (store ?? open()).write(writes, options: options())
  }

  func get(_ path: String, at commit: ObjectID? = nil) throws -> Fields? {
    let store = try open()
    return try store.snapshot(at: commit ?? store.tip(of: nil)).document(DocumentPath(path))?.fields
  }

  static func fields(_ json: String) throws -> Fields { try DocumentFile.decode(Array(json.utf8), file: nil) }

  /// The paths that git calls changed, staged, or unknown.
  func dirt() throws -> String { try folder.git("status", "--porcelain", "-uall") }

  func fsck() throws -> String { try folder.fsck() }
}

/// The error's code, for comparing; nil when there was none.
func code(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch let error as any Explained {
    return error.code
  } catch {
    return "\(error)"
  }
}
