import Platform
import TestSupport
import Testing

/// What others do while a write is under way: the command stands still at a step (`FUNNEL_STOP_AT`) meanwhile.
struct InterleavingTests {
  /// Runs `body` while a write of several documents stands at the step, and answers how it ended.
  private func whileStopped(
    at point: String, _ store: CommandStore, _ arguments: [String], _ body: () throws -> Void
  ) throws -> Command.Outcome {
    let child = try Command.start(
      [WorkFolder.binary] + arguments, in: store.store.path, environment: ["FUNNEL_STOP_AT": point])
    // Its own state says when it stands still.
    for _ in 0..<500 {
      let state = try Command.run(["ps", "-o", "stat=", "-p", "\(child.pid)"], in: "/").text
      if state.hasPrefix("T") || state.hasPrefix("Z") || state.isEmpty { break }
      pause(milliseconds: 10)
    }
    do { try body() } catch {
      child.kill(9)
      _ = try child.wait()
      throw error
    }
    child.kill(18)
    return try child.wait()
  }

  private static let inClone = ["locked", "objects-written", "journaled", "files-written", "index-written"]

  @Test(
    "readers see the state before, do not wait, and do not take a living write for a dead one",
    arguments: inClone)
  func readers(_ point: String) throws {
    let store = try CommandStore()
    let outcome = try whileStopped(at: point, store, ["set", "users/ada", "name=New"]) {
      let read = try store.run("get", "users/ada")
      #expect(read.status == 0 && read.text.contains("Ada L."), "\(read.errorText)")
      let listed = try store.run("list")
      #expect(listed.status == 0)
    }
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try store.run("get", "users/ada").text.contains("New"))
    #expect(try store.dirt() == "" && store.traces() == [])
  }

  @Test("another writer waits for it, or says that it waited", arguments: inClone)
  func writers(_ point: String) throws {
    let store = try CommandStore()
    let outcome = try whileStopped(at: point, store, ["set", "users/ada", "name=New"]) {
      let other = try store.store.funnel(
        ["set", "users/ben", "name=B"], environment: ["FUNNEL_LOCK_SECONDS": "0.1"])
      #expect(other.status == 75 && other.errorText.contains("another funnel"), "\(other.errorText)")
    }
    #expect(outcome.status == 0)
    #expect(try store.run("set", "users/ben", "name=B").status == 0)
    #expect(try store.dirt() == "" && store.fsck() == "")
  }

  @Test("a plain commit cannot come between", arguments: inClone)
  func plainCommit(_ point: String) throws {
    let store = try CommandStore()
    let outcome = try whileStopped(at: point, store, ["set", "users/ada", "name=New"]) {
      let plain = try store.folder.tryGit("commit", "-q", "--allow-empty", "-m", "x")
      #expect(plain.status != 0)
    }
    #expect(outcome.status == 0)
    #expect(try store.dirt() == "" && store.traces() == [])
    #expect(try store.run("get", "users/ada").text.contains("New"))
  }

  @Test(
    "a file saved by an editor after it was looked at is not overwritten",
    arguments: [["set", "users/ada", "name=New"], ["delete", "users/ada"], ["commit"]],
    ["locked", "objects-written", "journaled"])
  func savedMeanwhile(_ arguments: [String], _ point: String) throws {
    let store = try CommandStore()
    let mine = "{\n  \"name\": \"Typed meanwhile\"\n}\n"
    if arguments == ["commit"] {
      try store.store.write("data/users/ada.json", "{\"name\": \"Typed before\"}")
    }
    let before = try store.tree()
    let outcome = try whileStopped(at: point, store, arguments) {
      try store.store.write("data/users/ada.json", mine)
    }
    #expect(outcome.status == 75, "\(outcome.status) \(outcome.errorText)")
    #expect(try store.store.read("data/users/ada.json") == mine)
    #expect(try store.tree() == before && store.traces() == [] && store.dirt() == " M data/users/ada.json")
  }

  @Test("of several files, one saved meanwhile takes the others back too")
  func oneOfSeveral() throws {
    let store = try CommandStore()
    let before = try store.tree()
    let mine = "{\n  \"name\": \"Typed meanwhile\"\n}\n"
    let outcome = try whileStopped(at: "journaled", store, ["restore", "--all", "--at", "older"]) {
      try store.store.write("data/users/cy.json", mine)
    }
    #expect(outcome.status == 75, "\(outcome.status) \(outcome.errorText)")
    #expect(try store.store.read("data/users/cy.json") == mine)
    #expect(try store.tree() == before && store.traces() == [] && store.dirt() == " M data/users/cy.json")
  }

  @Test(
    "a branch that plain git moves by force at any step is not moved back",
    arguments: ["locked", "files-written"])
  func movedByForce(_ point: String) throws {
    let store = try CommandStore()
    let older = try store.folder.git("rev-parse", "older")
    // Git honours our lock: the update is refused, and the write goes through.
    let outcome = try whileStopped(at: point, store, ["set", "users/ada", "name=New"]) {
      let moved = try store.folder.tryGit("update-ref", "refs/heads/main", older)
      #expect(moved.status != 0)
    }
    #expect(outcome.status == 0)
    #expect(try store.run("get", "users/ada").text.contains("New"))
  }
}
