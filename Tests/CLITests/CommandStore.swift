import Platform
import Synchronization
import TestSupport

/// A store in a sandbox that is used by the command alone.
struct CommandStore {
  enum Shape: String, CaseIterable, Sendable {
    case clone, bare, subfolder, linkedWorktree
  }

  let sandbox: Sandbox
  /// The top of the working tree, or the bare repository.
  let folder: WorkFolder
  /// The store's own folder.
  let store: WorkFolder

  static let schema = """
    {
      "x-funnel": { "collection": "users/{userId}" },
      "type": "object",
      "required": ["name"],
      "properties": {
        "name": { "type": "string", "minLength": 1 },
        "age": { "type": "integer" },
        "seen": { "x-funnel": { "volatile": true } }
      },
      "unevaluatedProperties": false
    }

    """

  private static let templates = Mutex<[Shape: Sandbox]>([:])

  /// A store with a little history: users ada, ben and cy, a note, and the branch `older` one commit back.
  init(_ shape: Shape = .clone) throws {
    sandbox = try Sandbox()
    if shape == .linkedWorktree {
      // Its files hold absolute paths, so it cannot be copied.
      try Self.build(shape, in: sandbox)
    } else {
      let template = try Self.templates.withLock { known in
        if let made = known[shape] { return made }
        let made = try Sandbox()
        try Self.build(shape, in: made)
        known[shape] = made
        return made
      }
      let copied = try Command.run(["cp", "-a", template("repository"), sandbox.path], in: "/")
      guard copied.status == 0 else { throw CommandFailure("cp: \(copied.errorText)") }
    }
    folder = WorkFolder(sandbox(shape == .linkedWorktree ? "linked" : "repository"))
    store = shape == .subfolder ? WorkFolder(folder.path + "/below/store") : folder
  }

  private static func build(_ shape: Shape, in sandbox: Sandbox) throws {
    let main = try sandbox.repository(
      isBare: shape == .bare, isInUse: shape == .subfolder || shape == .linkedWorktree)
    var store = main
    if shape == .subfolder { store = WorkFolder(main.path + "/below/store") }
    if shape == .linkedWorktree {
      store = WorkFolder(sandbox("linked"))
      try main.git("worktree", "add", "-q", "-b", "side", store.path)
    }
    try Files.makeDirectories(store.path)
    func run(_ arguments: [String]) throws { try store.expect(arguments) }
    try run(["init"] + (shape == .bare ? ["--bare"] : []))
    if shape != .bare {
      try store.write("schemas/user.json", schema)
      try run(["commit"])
    }
    try run(["set", "users/ada", "name=Ada", "seen:=1"])
    try run(["set", "users/ben", "name=Ben"])
    try store.git("branch", "older")
    try run(["set", "users/ada", "name=Ada L.", "age:=36"])
    try run(["set", "users/cy", "name=Cy"])
    try run(["set", "notes/n", "text=one"])
  }

  @discardableResult
  func run(_ arguments: String..., input: String? = nil, crashAt point: String? = nil) throws
    -> Command.Outcome
  {
    try store.funnel(arguments, environment: point.map { ["FUNNEL_CRASH_AT": $0] } ?? [:], input: input)
  }

  /// The tree that a revision holds: what the state is, whatever the commits say.
  func tree(_ revision: String = "HEAD") throws -> String {
    try folder.git("rev-parse", revision + "^{tree}")
  }

  func dirt() throws -> String { try folder.git("status", "--porcelain", "-uall") }

  func fsck() throws -> String { try folder.fsck() }

  /// The directory that all worktrees share.
  func commonDirectory() throws -> String {
    try folder.git("rev-parse", "--path-format=absolute", "--git-common-dir")
  }

  /// Lock files below the common directory.
  func locks() throws -> [String] {
    let found = try Command.run(["find", try commonDirectory(), "-name", "*.lock"], in: "/")
    return found.text.split(separator: "\n").map(String.init)
  }

  /// What is left of a write: lock files, journal, own files.
  func traces() throws -> [String] {
    let state = try Files.list(try commonDirectory() + "/funnel").filter {
      $0 == "journal" || $0.hasPrefix("own-")
    }
    return try locks() + state
  }
}
