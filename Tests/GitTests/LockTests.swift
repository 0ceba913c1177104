import Platform
import TestSupport
import Testing

@testable import Git

/// Locks that tell their maker, and branches that move by compare-and-swap.
struct LockTests {
  private func lock(_ folder: WorkFolder, _ target: String = "refs/heads/main") throws -> OwnedLock {
    try Files.makeDirectories(folder.path + "/funnel")
    return OwnedLock(target: target, root: folder.path, stateDirectory: folder.path + "/funnel")
  }

  @Test("take, stage, commit: the target holds what was staged and nothing is left")
  func commits() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    let lock = try lock(folder)
    try lock.acquire()
    #expect(folder.exists("refs/heads/main.lock") && lock.isOurs)
    try lock.stage(Array("one".utf8))
    try lock.stage(Array("2".utf8))
    try lock.commit(durable: true)
    #expect(try folder.read("refs/heads/main") == "2")
    #expect(try !folder.exists("refs/heads/main.lock") && (try Files.list(folder.path + "/funnel")).isEmpty)
  }

  @Test("somebody else's lock is waited for, and never removed")
  func foreign() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    let lock = try lock(folder)
    try folder.write("refs/heads/main.lock", "theirs")
    #expect(#expect(throws: GitError.self) { try lock.acquire() }?.code == "git/locked")
    #expect(try !lock.release())
    #expect(try folder.read("refs/heads/main.lock") == "theirs")
  }

  @Test("a dead process's locks are found by name and released; a foreign one of that name stays")
  func leftBehind() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    for target in ["index", "refs/heads/feature/a%2Fb%25c", "worktrees/w/index"] {
      try lock(folder, target).acquire()
    }
    let found = try OwnedLock.leftBehind(root: folder.path, stateDirectory: folder.path + "/funnel")
    #expect(
      Set(found.map(\.target))
        == [
          folder.path + "/index", folder.path + "/refs/heads/feature/a%2Fb%25c",
          folder.path + "/worktrees/w/index",
        ])
    try Files.remove(folder.path + "/index.lock")
    try folder.write("index.lock", "theirs")
    for lock in found { try lock.release() }
    #expect(folder.exists("index.lock") && !folder.exists("worktrees/w/index.lock"))
    #expect(
      try !folder.exists("refs/heads/feature/a%2Fb%25c.lock")
        && (try Files.list(folder.path + "/funnel")).isEmpty)
  }

  @Test("a full disk while staging leaves a lock that can be let go")
  func stageFails() throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox.path)
    let lock = try lock(folder)
    try lock.acquire()
    // A directory's name cannot be opened for writing: any failure to stage will do.
    #expect(throws: GitError.self) {
      try OwnedLock(target: "x", root: folder.path, stateDirectory: folder.path + "/none").stage([1])
    }
    #expect(try lock.release())
    #expect(!folder.exists("refs/heads/main.lock"))
  }

  @Test("a branch moves only from where it was expected")
  func compareAndSwap() throws {
    let folder = try GitFolder()
    try folder.git("commit", "-q", "--allow-empty", "-m", "one")
    try folder.git("commit", "-q", "--allow-empty", "-m", "two")
    try folder.git("pack-refs", "--all", "--prune")
    let repository = try folder.repository()
    let state = folder.folder.path + "/.git/funnel"
    try Files.makeDirectories(state)
    let two = try #require(try repository.tip(ofBranch: "main"))
    let one = try #require(try repository.commit(two).parents.first)
    let update = BranchUpdate(branch: "main", in: repository, stateDirectory: state)
    #expect(
      #expect(throws: GitError.self) { try update.begin(expecting: one, in: repository) }?.code == "git/moved"
    )
    #expect(throws: GitError.self) { try update.begin(expecting: nil, in: repository) }
    #expect(try folder.git("rev-parse", "main") == "\(two)")
    try update.begin(expecting: two, in: repository)
    // Git itself sees our lock.
    #expect(try folder.folder.tryGit("update-ref", "refs/heads/main", "\(one)").status != 0)
    try update.stage(one)
    try update.commit()
    try update.log(
      from: two, to: one, by: try repository.commit(one).committer, message: "back", movesHead: true,
      in: repository)
    #expect(try folder.git("rev-parse", "main") == "\(one)")
    #expect(try repository.tip(ofBranch: "main") == one)
    #expect(try folder.git("reflog", "-1", "--format=%gs") == "back")
    #expect(try folder.git("rev-parse", "main@{1}") == "\(two)")
    // A branch that is not there yet, below a folder.
    let new = BranchUpdate(branch: "feature/x", in: repository, stateDirectory: state)
    try new.begin(expecting: nil, in: repository)
    try new.stage(two)
    try new.commit()
    #expect(try folder.git("rev-parse", "feature/x") == "\(two)")
    #expect(try repository.branches().map(\.name) == ["feature/x", "main"])
    #expect(try folder.fsck() == "")
  }

  @Test("many processes' worth of takers: each waits for the other")
  func contended() async throws {
    let sandbox = try Sandbox()
    let path = sandbox.path
    try Files.makeDirectories(path + "/refs")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<2 {
        group.addTask {
          try Files.makeDirectories(path + "/funnel\(worker)")
          let lock = OwnedLock(target: "refs/counter", root: path, stateDirectory: path + "/funnel\(worker)")
          for _ in 0..<40 {
            try lock.acquire()
            let old = try Files.readIfPresent(path + "/refs/counter") ?? []
            try lock.stage(old + [UInt8(ascii: "x")])
            try lock.commit(durable: false)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try Files.read(path + "/refs/counter").count == 80)
  }
}
