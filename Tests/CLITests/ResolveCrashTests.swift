import TestSupport
import Testing

/// Kills `resolve` at each step and gives the same command again: nothing is lost, nothing done twice, and until the
/// index has the file git knows it as unmerged.
struct ResolveCrashTests {
  static let points = ["file-written", "journaled", "index-written"]

  @Test("all of a document, and one field after the other", arguments: points, [false, true])
  func killed(_ point: String, _ isByField: Bool) throws {
    let store = try MergeStore()
    try store.on("topic", "update", "users/ada", "name=T", "age:=5", "tags+=t")
    try store.on("main", "update", "users/ada", "name=O", "age:=7", "tags+=o")
    _ = try store.git("merge", "-q", "topic", code: 1)
    let commands: [[String]] =
      isByField
      ? [["users/ada", "name", "--theirs"], ["users/ada", "age", "--value", "9"]]
      : [["users/ada", "--theirs"]]
    for (index, command) in commands.enumerated() {
      let isLast = index == commands.count - 1
      let killed = try store.store.funnel(["resolve"] + command, environment: ["FUNNEL_CRASH_AT": point])
      // With more to decide there is no second record and no index to write.
      #expect(killed.status == (isLast || point == "file-written" ? 137 : 0), "\(killed.errorText)")
      #expect(try store.fsck() == "")
      let isStaged = isLast && point == "index-written"
      #expect(try store.status().contains("UU data/users/ada.json") == !isStaged)
      let again = try store.store.funnel(["resolve"] + command)
      if isStaged {
        // Done already: there is nothing left to settle, and it says so.
        #expect(again.status == 66 && again.errorText.contains("is not in conflict"), "\(again.errorText)")
      } else {
        #expect(again.status == 0, "\(again.errorText)")
      }
    }
    #expect(try store.run("conflicts") == "Nothing is in conflict.\n")
    #expect(try store.records() == [])
    _ = try store.git("commit", "-q", "--no-edit")
    let age = isByField ? 9 : 5
    #expect(
      try store.ada() == """
        {
          "age": \(age),
          "name": "T",
          "tags": [
            "x",
            "o",
            "t"
          ],
          "uses": 10
        }

        """)
    #expect(try store.status() == "" && store.fsck() == "")
    #expect(!store.folder.exists(".git/index.lock"))
  }

  @Test("a value that does not fit the schema, killed while it was written", arguments: points)
  func invalid(_ point: String) throws {
    let store = try MergeStore()
    try store.makeConflict()
    _ = try store.git("merge", "-q", "topic", code: 1)
    let command = ["resolve", "users/ada", "name", "--value", "5"]
    let killed = try store.store.funnel(command, environment: ["FUNNEL_CRASH_AT": point])
    // The schema refuses it before the index would have it.
    #expect(killed.status == (point == "index-written" ? 65 : 137), "\(killed.errorText)")
    #expect(try store.status().contains("UU data/users/ada.json"))
    let again = try store.store.funnel(command)
    #expect(again.status == 65, "\(again.errorText)")
    #expect(try store.status().contains("UU data/users/ada.json"))
    try store.run("resolve", "users/ada", "name", "--ours")
    _ = try store.git("commit", "-q", "--no-edit")
    #expect(try store.ada().contains("\"name\": \"O\""))
    #expect(try store.status() == "" && store.fsck() == "")
  }
}
