import FirestoreModel
import FunnelFlow
import Testing

/// The commits after the import: as many as asked for, each a change, by several people.
@Suite struct DemoEditsTests {
  private static func imported(_ generator: DemoGenerator) -> [DocumentPath: Fields] {
    var state: [DocumentPath: Fields] = [:]
    for document in DemoDocumentsTests.documents(generator) { state[document.path] = document.fields }
    return state
  }

  @Test(arguments: [(0, 30), (1, 120), (2, 120), (50, 600)])
  func everyCommitChangesEveryDocumentThatItNames(_ users: Int, _ commits: Int) {
    let generator = DemoGenerator(seed: 21, users: users)
    var state = Self.imported(generator)
    var last = DemoGenerator.baseTime
    var made = 0
    for commit in generator.edits(commits: commits) {
      made += 1
      #expect(commit.time > last, "\(commit.message)")
      last = commit.time
      #expect(!commit.changes.isEmpty && !commit.message.isEmpty)
      #expect(commit.message.utf8.count <= 72, "\(commit.message)")
      #expect(zip(commit.changes, commit.changes.dropFirst()).allSatisfy { $0.path < $1.path })
      for (path, fields) in commit.changes {
        #expect(state[path] != fields, "unchanged: \(path) by \(commit.message)")
        state[path] = fields
      }
    }
    #expect(made == commits)
    #expect(last.seconds - DemoGenerator.baseTime.seconds < 81 * 86_400)
  }

  @Test func allKindsAndAllPeopleAppear() {
    let commits = Array(DemoGenerator(seed: 1, users: 60).edits(commits: 800))
    let names = Set(commits.map(\.author.name).filter { !$0.hasPrefix("uid:") })
    #expect(names.count == 5)
    for start in [
      "Analyse an offer", "Count a use", "Switch an API key off", "Delete an API key", "Add a persona",
      "Delete the persona", "Move a customer", "Share an analysis", "Template ", "Roll ", "Busy parent: ",
    ] {
      #expect(commits.contains { $0.message.hasPrefix(start) }, "\(start)")
    }
    #expect(commits.contains { $0.changes.contains { $0.fields == nil } })
    #expect(commits.contains { $0.via == .edit })
  }

  /// An end user's address stands in no commit.
  @Test func endUsersAreNamedByTheirUIDAlone() {
    for commit in DemoGenerator(seed: 2, users: 20).edits(commits: 200) where commit.via == .server {
      #expect(commit.author.email.isEmpty)
      #expect(commit.author.name == commit.actor && commit.actor.hasPrefix("uid:"))
    }
  }

  @Test func manyCommitsLieCloserTogether() {
    var edits = DemoGenerator(seed: 2, users: 5).edits(commits: 2_000_000)
    let first = edits.next()
    let second = edits.next()
    #expect((second?.time.microsecondsSince1970 ?? 0) - (first?.time.microsecondsSince1970 ?? 0) < 8_000_000)
  }

  @Test func branchesLeaveTheTip() {
    var edits = DemoGenerator(seed: 6, users: 10).edits(commits: 40)
    var last = DemoGenerator.baseTime
    while let commit = edits.next() { last = commit.time }
    let branches = edits.branches()
    #expect(branches.map(\.name) == ["reword/busy-parent", "reword/night-owl"])
    for branch in branches {
      #expect(branch.commits.count >= 2)
      var time = last
      for commit in branch.commits {
        #expect(commit.time > time)
        time = commit.time
      }
    }
    #expect(edits.branches().map(\.commits) == branches.map(\.commits))
  }

  @Test func handEditsAreOneThatFitsAndOneThatDoesNot() {
    var edits = DemoGenerator(seed: 6, users: 3).edits(commits: 5)
    while edits.next() != nil {}
    let byHand = edits.handEdits()
    #expect(byHand.map(\.path.id) == ["busy-parent", "night-owl"])
    #expect(byHand.allSatisfy { !$0.fields.leaves().contains("metadata.usageCount") })
    #expect(byHand.last?.fields["description"] == .string("Is awake."))
    #expect(DemoGenerator(seed: 6, users: 0).edits(commits: 0).handEdits().isEmpty)
  }
}
