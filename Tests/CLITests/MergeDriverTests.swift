import Platform
import TestSupport
import Testing

/// Git's own commands through the merge driver, clean and in conflict.
struct MergeDriverTests {
  enum Operation: String, CaseIterable, Sendable {
    case merge, rebase, cherryPick, revert, stash

    /// Brings topic's change of ada to main, or what is like it.
    func run(_ store: MergeStore, code: Int32) throws {
      switch self {
      case .merge: _ = try store.git("merge", "-q", "topic", code: code)
      case .rebase:
        // Seen from topic the sides are swapped: ours is what it is rebased onto.
        try store.folder.git("checkout", "-q", "topic")
        _ = try store.git("rebase", "-q", "main", code: code)
      case .cherryPick: _ = try store.git("cherry-pick", "topic", code: code)
      case .revert:
        // The revert of what takes topic's change away brings it.
        _ = try store.git("revert", "--no-edit", "undone", code: code)
      case .stash: _ = try store.git("stash", "pop", code: code)
      }
    }

    func prepare(_ store: MergeStore) throws {
      switch self {
      case .stash:
        let main = try store.folder.git("rev-parse", "main")
        try store.folder.git("checkout", "-q", "main~1")
        try store.folder.git("checkout", "topic", "--", "data", "live")
        try store.folder.git("stash", "-q")
        try store.folder.git("checkout", "-q", "main")
        _ = main
      case .revert:
        // `undone` has topic's state as its parent and the common one as its own.
        let tree = try store.folder.git("rev-parse", "topic~1^{tree}")
        let undone = try store.folder.git("commit-tree", tree, "-p", "topic", "-m", "Undo topic's change")
        try store.folder.git("tag", "undone", undone)
      default: break
      }
    }

    func conclude(_ store: MergeStore) throws {
      switch self {
      case .merge: _ = try store.git("commit", "-q", "--no-edit")
      case .rebase: _ = try store.git("rebase", "--continue")
      case .cherryPick: _ = try store.git("cherry-pick", "--continue")
      case .revert: _ = try store.git("revert", "--continue")
      case .stash: break
      }
    }
  }

  @Test("clean", arguments: Operation.allCases)
  func clean(_ operation: Operation) throws {
    let store = try MergeStore()
    try store.makeClean()
    try operation.prepare(store)
    try operation.run(store, code: 0)
    // A rebase has the sides the other way round, and so the elements that both appended.
    if operation == .stash {
      #expect(try store.folder.read("data/users/ada.json")?.contains("\"name\": \"T\"") == true)
      #expect(try store.folder.read("live/users/ada.json") == "{\n  \"uses\": 13\n}\n")
    } else {
      #expect(try store.ada() == MergeStore.merged)
      #expect(try store.status() == "")
    }
    #expect(try store.records() == [] && store.fsck() == "")
  }

  @Test("in conflict, and settled", arguments: Operation.allCases)
  func conflict(_ operation: Operation) throws {
    let store = try MergeStore()
    try store.makeConflict()
    try operation.prepare(store)
    try operation.run(store, code: 1)
    #expect(try store.status().contains("UU data/users/ada.json"))
    // Valid JSON with ours, and what could be told.
    let left = try store.folder.read("data/users/ada.json") ?? ""
    #expect(left.contains("\"name\": \"O\"") && left.contains("\"age\": 5"), "\(left)")
    let listed = try store.run("conflicts", "--json")
    #expect(
      listed.contains(
        #""pointer":"/name","field":"name","reason":"both-changed","message":"both sides changed it","base":"A","ours":"O","theirs":"T","settled":null"#
      ), "\(listed)")
    #expect(try store.records().count == 1)
    #expect(try store.run("resolve", "users/ada", "name", "--theirs") == "data/users/ada.json  merged\n")
    #expect(try store.records() == [] && !store.status().contains("U"))
    try operation.conclude(store)
    if operation != .stash {
      #expect(try store.status() == "")
      #expect(try store.ada().contains("\"name\": \"T\"") && store.ada().contains("\"uses\": 13"))
    }
    #expect(try store.fsck() == "" && store.run("conflicts") == "Nothing is in conflict.\n")
  }

  @Test("aborted: the record is out of date, and goes")
  func aborted() throws {
    let store = try MergeStore()
    try store.makeConflict()
    _ = try store.git("merge", "-q", "topic", code: 1)
    _ = try store.git("merge", "--abort")
    #expect(try store.records().count == 1)
    #expect(try store.run("conflicts") == "Nothing is in conflict.\n")
    #expect(try store.records() == [] && store.status() == "")
  }

  @Test("a file that is edited by hand and added is settled; one that is added as the merge left it is not")
  func addedByHand() throws {
    let store = try MergeStore()
    try store.makeConflict()
    _ = try store.git("merge", "-q", "topic", code: 1)
    _ = try store.git("add", "-A")
    let refused = try store.git("commit", "-q", "--no-edit", code: 1)
    #expect(refused == "")
    #expect(try store.run("conflicts").contains("nobody has decided"))
    try store.folder.write(
      "data/users/ada.json", "{\n  \"age\": 5,\n  \"name\": \"Hand\",\n  \"tags\": [\n    \"x\"\n  ]\n}\n")
    _ = try store.git("add", "-A")
    #expect(try store.run("conflicts") == "Nothing is in conflict.\n")
    _ = try store.git("commit", "-q", "--no-edit")
    #expect(try store.ada().contains("Hand") && store.fsck() == "")
  }

  @Test("ours taken for what the merge left, said aloud")
  func oursAfterAdding() throws {
    let store = try MergeStore()
    try store.makeConflict()
    _ = try store.git("merge", "-q", "topic", code: 1)
    _ = try store.git("add", "-A")
    try store.run("resolve", "users/ada", "--ours")
    _ = try store.git("commit", "-q", "--no-edit")
    #expect(try store.ada().contains("\"name\": \"O\""))
  }

  @Test("removed on one side and changed on the other")
  func removed() throws {
    let store = try MergeStore()
    try store.on("topic", "delete", "users/ada")
    try store.on("main", "update", "users/ada", "name=O")
    _ = try store.git("merge", "-q", "topic", code: 1)
    let listed = try store.run("conflicts")
    #expect(listed.contains("theirs removed what ours changed"), "\(listed)")
    try store.run("resolve", "users/ada", "--theirs")
    #expect(try store.folder.read("data/users/ada.json") == nil)
    _ = try store.git("commit", "-q", "--no-edit")
    #expect(try store.status() == "" && store.fsck() == "")
    try store.run("get", "users/ada", code: 1)
  }

  @Test("what does not fit its schema only when both are taken is a conflict")
  func schema() throws {
    let store = try MergeStore()
    try store.on("topic", "update", "users/ada", "tags:=[\"x\",\"t\",\"u\"]")
    try store.on("main", "update", "users/ada", "tags+=o")
    _ = try store.git("merge", "-q", "topic", code: 1)
    #expect(try store.run("conflicts").contains("both changes together break the schema"))
    // What still does not fit is refused, and stays in conflict.
    try store.run("resolve", "users/ada", "tags", "--value", "[\"1\",\"2\",\"3\",\"4\"]", code: 65)
    #expect(try store.status().contains("UU data/users/ada.json"))
    try store.run("resolve", "users/ada", "tags", "--value", "[\"1\"]")
    _ = try store.git("commit", "-q", "--no-edit")
  }

  @Test("a side that does not parse is shown as such, never dropped")
  func unreadable() throws {
    let store = try MergeStore()
    try store.folder.git("checkout", "-q", "topic")
    try store.folder.write("data/users/ada.json", "{ \"name\": oops\n")
    _ = try store.git("commit", "-q", "-a", "--no-verify", "-m", "Break it")
    try store.folder.git("checkout", "-q", "main")
    try store.run("update", "users/ada", "name=O")
    _ = try store.git("merge", "-q", "topic", code: 1)
    #expect(try store.folder.read("data/users/ada.json")?.contains("\"name\": \"O\"") == true)
    #expect(try store.run("conflicts").contains("theirs cannot be read"))
    try store.run("resolve", "users/ada", "--theirs", code: 65)
    try store.run("resolve", "users/ada", "--ours")
    _ = try store.git("commit", "-q", "--no-edit")
    #expect(try store.status() == "")
  }

  @Test("a merge that git made without the driver is mended")
  func withoutDriver() throws {
    let store = try MergeStore(installs: false)
    try store.makeClean()
    _ = try store.git("merge", "-q", "topic", code: 1)
    #expect(try store.folder.read("data/users/ada.json")?.contains("<<<<<<<") == true)
    let listed = try store.run("conflicts")
    #expect(listed.contains("writes the merged document"), "\(listed)")
    try store.run("resolve", "users/ada")
    _ = try store.git("commit", "-q", "--no-edit")
    #expect(try store.ada() == MergeStore.merged)
    #expect(try store.status() == "" && store.fsck() == "")
  }

  @Test("a store in a folder of a larger repository")
  func subfolder() throws {
    let store = try MergeStore(below: "a store/inside")
    try store.makeClean()
    _ = try store.git("merge", "-q", "topic")
    #expect(try store.ada() == MergeStore.merged)
    try store.on("topic", "update", "users/ada", "name=X")
    try store.on("main", "update", "users/ada", "name=Y")
    _ = try store.git("merge", "-q", "topic", code: 1)
    try store.run("resolve", "data/users/ada.json", "--theirs")
    _ = try store.git("commit", "-q", "--no-edit")
    #expect(try store.ada().contains("\"X\""))
  }

  @Test("branches that were merged into each other: what their ancestors disagreed on is no silent choice")
  func crissCross() throws {
    let store = try MergeStore()
    try store.makeConflict()
    for (branch, other) in [("main", "topic"), ("topic", "main")] {
      try store.folder.git("branch", "-f", "keep-" + branch, branch)
      _ = other
    }
    _ = try store.git("merge", "-q", "keep-topic", code: 1)
    try store.run("resolve", "users/ada", "--ours")
    _ = try store.git("commit", "-q", "--no-edit")
    try store.folder.git("checkout", "-q", "topic")
    _ = try store.git("merge", "-q", "keep-main", code: 1)
    try store.run("resolve", "users/ada", "--ours")
    _ = try store.git("commit", "-q", "--no-edit")
    _ = try store.git("merge", "-q", "main", code: 1)
    let listed = try store.run("conflicts")
    #expect(listed.contains("ours    \"T\"") && listed.contains("theirs  \"O\""), "\(listed)")
    #expect(try store.records().count == 1)
  }

  @Test("hostile names of files that are no documents, and longer conflict markers, do no harm")
  func hostile() throws {
    let store = try MergeStore()
    let name = "data/users/$(touch owned) 'x' -y.json"
    let lines = (0..<9).map { "\($0)\n" }
    try store.folder.write(name, lines.joined())
    let attributes = try store.folder.read(".gitattributes") ?? ""
    try store.folder.write(".gitattributes", attributes + "data/** conflict-marker-size=32\n")
    _ = try store.git("add", "-A")
    _ = try store.git("commit", "-q", "--no-verify", "-m", "Odd names")
    try store.folder.git("branch", "-f", "topic")
    try store.folder.git("checkout", "-q", "topic")
    try store.folder.write(name, "topic\n" + lines.dropFirst().joined())
    _ = try store.git("commit", "-q", "-a", "--no-verify", "-m", "Topic")
    try store.folder.git("checkout", "-q", "main")
    try store.folder.write(name, lines.dropLast().joined() + "main\n")
    _ = try store.git("commit", "-q", "-a", "--no-verify", "-m", "Main")
    _ = try store.git("merge", "-q", "--no-verify", "topic")
    #expect(try store.folder.read(name) == "topic\n" + lines.dropFirst().dropLast().joined() + "main\n")
    #expect(!store.folder.exists("owned"))
    // The size that .gitattributes asks for is no sign of a merge of ancestors.
    try store.makeConflict()
    _ = try store.git("merge", "-q", "--no-verify", "topic", code: 1)
    #expect(try store.run("conflicts").contains("both sides changed it"))
  }

  @Test(
    "resolve, killed at each step, loses nothing and can be repeated",
    arguments: ["file-written", "journaled", "index-written"])
  func killed(_ point: String) throws {
    let store = try MergeStore()
    try store.makeConflict()
    _ = try store.git("merge", "-q", "topic", code: 1)
    try store.run("resolve", "users/ada", "--theirs", code: 137, environment: ["FUNNEL_CRASH_AT": point])
    if point != "index-written" {
      #expect(try store.status().contains("UU data/users/ada.json"))
      try store.run("resolve", "users/ada", "--theirs")
    }
    #expect(try store.run("conflicts") == "Nothing is in conflict.\n")
    #expect(try store.records() == [])
    _ = try store.git("commit", "-q", "--no-edit")
    #expect(try store.ada().contains("\"name\": \"T\"") && store.fsck() == "" && store.status() == "")
  }

  @Test("the first counts of a document that was there before are added", arguments: ["merge", "rebase"])
  func firstCounts(_ command: String) throws {
    let store = try MergeStore()
    try store.on("topic", "update", "users/ben", "uses:=5")
    try store.on("main", "update", "users/ben", "uses:=7")
    if command == "rebase" { try store.folder.git("checkout", "-q", "topic") }
    _ = try store.git(command, "-q", command == "rebase" ? "main" : "topic")
    #expect(try store.run("get", "users/ben").contains("\"uses\": 12"))
    #expect(try store.status() == "" && store.records().isEmpty)
  }
}
