import FieldHistory
import FirestoreModel
import Git
import Merging
import Platform
import Review
import Store
import TestSupport
import Testing

/// A document that moved between two commits is the same one for `diff`, `review`, `blame` and `merge`.
struct MoveAgreementTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    /// One line of JSON for each document.
    var before: [String: String]
    var after: [String: String]
    /// `old → new`.
    var moves: [String] = []

    var testDescription: String { name }
  }

  private static let ada = #"{"a": 1, "b": 2, "c": 3, "d": 4}"#

  static let cases: [Case] = [
    Case(name: "the same under another id", before: ["u/x": ada], after: ["u/y": ada], moves: ["u/x → u/y"]),
    Case(name: "a copy is no move", before: ["u/x": ada], after: ["u/x": ada, "u/y": ada]),
    Case(
      name: "a renamed collection, of which one document is gone",
      before: ["u/a/s/main": ada, "u/b/s/main": ada, "u/c/s/main": ada],
      after: ["v/a/s/main": ada, "v/c/s/main": ada],
      moves: ["u/a/s/main → v/a/s/main", "u/c/s/main → v/c/s/main"]),
    Case(
      name: "renamed collections below documents, of which one is gone",
      before: ["u/a/s/main": ada, "u/b/s/main": ada, "u/c/s/main": ada],
      after: ["u/b/t/main": ada, "u/c/t/main": ada],
      moves: ["u/b/s/main → u/b/t/main", "u/c/s/main → u/c/t/main"]),
    Case(
      name: "of two places the first", before: ["u/x": ada], after: ["u/z": ada, "u/y": ada],
      moves: ["u/x → u/y"]),
    Case(
      name: "half of it under the same id", before: ["u/x": ada],
      after: ["v/x": #"{"a": 1, "b": 2, "c": 0, "d": 0}"#], moves: ["u/x → v/x"]),
    Case(
      name: "less than half", before: ["u/x": ada], after: ["v/x": #"{"a": 1, "b": 0, "c": 0, "d": 0}"#]),
    Case(
      name: "half of the larger", before: ["u/x": ada],
      after: ["v/x": #"{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h": 8, "i": 9}"#]),
    Case(
      name: "three quarters under another id", before: ["u/x": ada],
      after: ["u/y": #"{"a": 1, "b": 2, "c": 3, "d": 0}"#], moves: ["u/x → u/y"]),
    Case(
      name: "half under another id", before: ["u/x": ada],
      after: ["u/y": #"{"a": 1, "b": 2, "c": 0, "d": 0}"#]),
    Case(
      name: "the same id before a more alike one", before: ["u/x": ada],
      after: ["v/x": #"{"a": 1, "b": 2, "c": 0, "d": 0}"#, "u/y": #"{"a": 1, "b": 2, "c": 3, "d": 0}"#],
      moves: ["u/x → v/x"]),
    Case(
      name: "the more alike before the first",
      before: [
        "u/m": #"{"a": 1, "b": 2, "c": 3, "d": 0, "e": 5}"#,
        "u/n": #"{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}"#,
      ],
      after: ["u/y": #"{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}"#], moves: ["u/n → u/y"]),
    Case(
      name: "two values prove nothing", before: ["u/x": #"{"a": 1, "b": 2}"#],
      after: ["v/x": #"{"a": 1, "b": 3}"#, "v/y": #"{"a": 1, "b": 4}"#]),
    Case(
      name: "two values that are equal, written otherwise", before: ["u/x": #"{"a": 1, "b": 2}"#],
      after: ["u/y": #"{ "b": 2,  "a": 1 }"#], moves: ["u/x → u/y"]),
    Case(
      name: "values within maps count, a list is one value",
      before: ["u/x": #"{"m": {"a": 1, "b": {"c": 2}, "d": 3}, "l": [1, 2, 3, 4, 5]}"#],
      after: ["u/y": #"{"m": {"a": 1, "b": {"c": 2}, "d": 3}, "l": [9]}"#], moves: ["u/x → u/y"]),
    Case(
      name: "a long list alone is not enough",
      before: ["u/x": #"{"a": 1, "b": 2, "l": [1, 2, 3, 4, 5, 6, 7, 8, 9]}"#],
      after: ["u/y": #"{"a": 3, "b": 4, "l": [1, 2, 3, 4, 5, 6, 7, 8, 9]}"#]),
    Case(
      name: "each of two to its own",
      before: ["u/x": ada, "u/y": #"{"a": 5, "b": 6, "c": 7, "d": 8}"#],
      after: ["u/p": #"{"a": 5, "b": 6, "c": 7, "d": 0}"#, "u/q": #"{"a": 1, "b": 2, "c": 3, "d": 0}"#],
      moves: ["u/x → u/q", "u/y → u/p"]),
  ]

  @Test("of two commits all tell the same moves", arguments: cases)
  func agreement(_ example: Case) throws {
    let answers = try MoveAnswers(before: example.before, after: example.after)
    #expect(answers.diff == example.moves.sorted())
    #expect(answers.review == answers.diff)
    #expect(answers.blame == answers.diff)
    #expect(answers.mergeAsOurs == answers.diff)
    #expect(answers.mergeAsTheirs == answers.diff)
  }

  @Test("of random commits too")
  func random() throws {
    for number in 0..<12 {
      var generator = Seeds.generator(505, case: number)
      func any(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }
      /// Documents so much alike that most might be any.
      func documents(_ collections: [String]) -> [String: String] {
        var result: [String: String] = [:]
        for _ in 0..<any(7) {
          let path = "\(collections[any(collections.count)])/\(any(4))"
          let fields = (0..<4).map { "\"f\($0)\": \(any(2))" }
          result[path] = "{\(fields.joined(separator: ", "))}"
        }
        return result
      }
      let answers = try MoveAnswers(
        before: documents(["u", "u/1/s"]), after: documents(["u", "v", "u/2/s"]))
      #expect(answers.review == answers.diff, "FUNNEL_SEED=\(generator.seed)")
      #expect(answers.blame == answers.diff, "FUNNEL_SEED=\(generator.seed)")
      #expect(answers.mergeAsOurs == answers.diff, "FUNNEL_SEED=\(generator.seed)")
      #expect(answers.mergeAsTheirs == answers.diff, "FUNNEL_SEED=\(generator.seed)")
    }
  }
}

/// What each command says of the moves between two states, as sorted `old → new`.
private struct MoveAnswers {
  let diff: [String]
  let review: [String]
  let blame: [String]
  let mergeAsOurs: [String]
  let mergeAsTheirs: [String]

  init(before: [String: String], after: [String: String]) throws {
    let sandbox = try Sandbox()
    let folder = WorkFolder(sandbox("store"))
    try Files.makeDirectories(folder.path)
    try folder.git("init", "-q", "-b", "base")
    try folder.write("funnel.json", "{\n  \"format\": 1\n}\n")
    func commit(_ documents: [String: String]) throws -> ObjectID {
      try folder.git("rm", "-q", "-r", "--ignore-unmatch", "data")
      for (path, text) in documents { try folder.write("data/\(path).json", text + "\n") }
      try folder.git("add", "-A")
      try folder.git("commit", "-q", "--allow-empty", "-m", "Change")
      guard let id = ObjectID(hex: try folder.git("rev-parse", "HEAD")) else {
        throw CommandFailure("no commit")
      }
      return id
    }
    let old = try commit(before)
    // What went is changed by somebody else, which a merge must bring to where it is now.
    try folder.git("checkout", "-q", "-b", "other")
    var changed = before
    for (path, text) in before where after[path] == nil {
      changed[path] = text.dropLast() + #", "other": 1}"#
    }
    let other = try commit(changed)
    try folder.git("checkout", "-q", "-b", "topic", "base")
    let new = try commit(after)

    let store = try Store(at: folder.path)
    func told(_ moves: [(DocumentPath, DocumentPath)]) -> [String] { moves.map { "\($0) → \($1)" }.sorted() }
    diff = told(
      try store.compare(from: .commit(old), to: .commit(new)).documents.compactMap { delta in
        delta.from.map { ($0, delta.path) }
      })
    let report = try Reviewer(store, options: ReviewOptions(now: 0)).review(
      ReviewRange("base..topic", in: store))
    review = told(
      report.moves.flatMap { $0.documents.map { ($0.old, $0.new) } }
        + report.documents.compactMap { document in
          if case .moved(let from) = document.fate { (from, document.path) } else { nil }
        })
    blame = told(
      try after.keys.filter { before[$0] == nil }.compactMap { name in
        let path = try DocumentPath(name)
        let lines = try store.blame(path, at: new, includingLive: false)?.lines ?? []
        return lines.first { $0.setIn != path }.map { ($0.setIn, path) }
      })
    func merged(_ ours: ObjectID, _ theirs: ObjectID) throws -> [String] {
      told(
        try TreeMerge.merge(ours, theirs, in: store).documents.compactMap { document in
          document.movedFrom.map { ($0, document.path) }
        })
    }
    mergeAsOurs = try merged(new, other)
    mergeAsTheirs = try merged(other, new)
  }
}
