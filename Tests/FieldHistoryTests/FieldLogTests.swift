import Changes
import Conditions
import FieldHistory
import FirestoreModel
import Git
import Store
import TestSupport
import Testing

/// The history of single fields, and of conditions.
struct FieldLogTests {
  private static let file = "data/users/ada.json"

  private func log(_ past: PastStore, _ fields: String..., path: String = "users/ada") throws -> [String] {
    let store = try past.open()
    var lines: [String] = []
    try store.forEachChange(
      of: fields.map { try FieldPath($0) }, in: DocumentPath(path), from: store.tip(of: nil),
      includingLive: true
    ) { version in
      let changes = version.changes.map {
        "\($0.path) \($0.old.map(Self.text) ?? "-")>\($0.new.map(Self.text) ?? "-")"
      }
      let suffix =
        (version.path.description == path ? "" : " as \(version.path)")
        + version.merges.map { " in \($0.commit.subject)" }.joined()
      lines.append(
        "\(version.entry.commit.subject): "
          + (version.problem == nil ? changes.joined(separator: ", ") : "unreadable") + suffix)
      return true
    }
    return lines
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .integer(let number): "\(number)"
    case .string(let text): text
    case .map(let fields): "{\(fields.map { "\($0.key):\(text($0.value))" }.joined(separator: ","))}"
    default: value.typeName
    }
  }

  @Test("only commits that changed the field, a map around it or a field below it; deletions too")
  func changes() throws {
    let past = try PastStore()
    try past.commit([Self.file: #"{"m": {"a": 1, "b": 1}, "x": 1}"#], "First", by: "Ada")
    try past.commit([Self.file: #"{"m": {"a": 2, "b": 1}, "x": 1}"#], "A", by: "Ada")
    try past.commit([Self.file: #"{"m": {"a": 2, "b": 1}, "x": 2}"#], "X", by: "Ada")
    try past.commit([Self.file: #"{"m": {"a": 2, "b": 2}, "x": 2}"#], "B", by: "Ada")
    try past.commit([Self.file: #"{"x":2,"m":{"a":2,"b":2}}"#], "Reformat", by: "Ada")
    try past.commit([Self.file: #"{"m": 7, "x": 2}"#], "Replaced", by: "Ada")
    try past.commit([Self.file: nil], "Deleted", by: "Ada")
    #expect(
      try log(past, "m.a") == ["Replaced: m.a 2>-", "A: m.a 1>2", "First: m.a ->1"])
    #expect(
      try log(past, "m") == [
        "Deleted: m 7>-", "Replaced: m {a:2,b:2}>7", "B: m.b 1>2", "A: m.a 1>2", "First: m ->{a:1,b:1}",
      ])
    #expect(
      try log(past, "x", "m.b") == [
        "Deleted: x 2>-", "Replaced: m.b 2>-", "B: m.b 1>2", "X: x 1>2", "First: x ->1, m.b ->1",
      ])
    #expect(try log(past, "none") == [])
    let store = try past.open()
    let tip = try store.tip(of: nil)
    #expect(
      try !store.forEachChange(
        of: [FieldPath("a")], in: DocumentPath("users/no"), from: tip, includingLive: true
      ) {
        _ in true
      })
  }

  @Test("through moves, and past what cannot be read")
  func movesAndFaults() throws {
    let past = try PastStore()
    try past.commit([Self.file: #"{"a": 1, "b": 1, "c": 1}"#], "First", by: "Ada")
    try past.commit([Self.file: "{"], "Broken", by: "Ben")
    try past.commit([Self.file: "{{"], "Worse", by: "Ben")
    try past.commit([Self.file: #"{"a": 2, "b": 1, "c": 1}"#], "Mended", by: "Cy")
    try past.commit([Self.file: nil, "data/users/eve.json": #"{"a": 2, "b": 1, "c": 1}"#], "Move", by: "Cy")
    try past.commit(["data/users/eve.json": #"{"a": 3, "b": 1, "c": 1}"#], "Third", by: "Cy")
    #expect(
      try log(past, "a", path: "users/eve") == [
        "Third: a 2>3", "Mended: a 1>2 as users/ada", "Worse: unreadable as users/ada",
        "Broken: unreadable as users/ada", "First: a ->1 as users/ada",
      ])
  }

  private func held(_ past: PastStore, _ text: String, from: String? = nil, to: String? = nil) throws
    -> [String]
  {
    let store = try past.open()
    let tip = try to.map { try store.commit(at: $0, branch: nil, now: 0) } ?? store.tip(of: nil)
    let bisection = try store.bisect(
      DocumentPath("users/ada"), when: Condition(parsing: text),
      from: from.map { try store.commit(at: $0, branch: nil, now: 0) }, to: tip)
    return (bisection?.stretches ?? []).map { stretch in
      (stretch.isAtOrBefore ? "≤" : "") + stretch.from.commit.subject + ">"
        + (stretch.until?.commit.subject ?? "")
    }
  }

  @Test("a merge is followed by what it brought, each commit once")
  func merges() throws {
    let past = try PastStore()
    try past.commit([Self.file: #"{"n": 1, "x": 1}"#], "First", by: "Ada")
    try past.folder.git("checkout", "-q", "-b", "side")
    try past.commit([Self.file: #"{"n": 2, "x": 1}"#], "Side two", by: "Ben")
    try past.commit([Self.file: #"{"n": 3, "x": 1}"#], "Side three", by: "Ben")
    try past.folder.git("checkout", "-q", "main")
    try past.commit([Self.file: #"{"n": 1, "x": 2}"#], "Main x", by: "Ada")
    try past.folder.git("merge", "-q", "--no-commit", "-s", "ours", "side")
    try past.commit([Self.file: #"{"n": 3, "x": 2}"#], "Merge one", by: "Cy")
    try past.folder.git("checkout", "-q", "side")
    try past.folder.git("merge", "-q", "--ff-only", "main")
    try past.commit([Self.file: #"{"n": 4, "x": 2}"#], "Side four", by: "Ben")
    try past.folder.git("checkout", "-q", "main")
    try past.merge("side", "Merge two")
    #expect(
      try log(past, "n") == [
        "Merge two: n 3>4", "Side four: n 3>4 in Merge two", "Merge one: n 1>3",
        "Side three: n 2>3 in Merge one", "Side two: n 1>2 in Merge one", "First: n ->1",
      ])
    #expect(try log(past, "x") == ["Main x: x 1>2", "First: x ->1"])
  }

  @Test("when a condition held: each stretch, the first one first")
  func bisect() throws {
    let past = try PastStore()
    try past.commit([Self.file: #"{"n": 1}"#], "One", by: "Ada")
    try past.commit([Self.file: #"{"n": 5}"#], "Five", by: "Ada")
    try past.commit([Self.file: #"{"n": 6}"#], "Six", by: "Ada")
    try past.commit([Self.file: #"{"n": 2}"#], "Two", by: "Ada")
    try past.commit([Self.file: nil], "Deleted", by: "Ada")
    try past.commit([Self.file: #"{"n": 7}"#], "Seven", by: "Ada")
    try past.commit([Self.file: "{"], "Broken", by: "Ada")
    try past.commit([Self.file: #"{"n": 8, "seen": 1}"#], "Eight", by: "Ada")
    #expect(try held(past, "n > 4") == ["Five>Two", "Seven>Broken", "Eight>"])
    #expect(try held(past, "n == 1") == ["One>Five"])
    #expect(try held(past, "n > 100") == [])
    #expect(try held(past, "!exists(gone)") == ["One>Deleted", "Seven>Broken", "Eight>"])
    #expect(try held(past, "n > 4", from: "HEAD~5") == ["≤Six>Two", "Seven>Broken", "Eight>"])
    #expect(try held(past, "n > 4", from: "HEAD~6", to: "HEAD~5") == ["≤Five>"])
    #expect(try held(past, "n > 4", from: "HEAD~7", to: "HEAD~5") == ["Five>"])
    #expect(try held(past, "n > 4", to: "HEAD~8") == [])
    #expect(try held(past, "seen == 1") == ["Eight>"])
    let asked = try past.open().bisect(
      DocumentPath("users/ada"), when: Condition(parsing: "m == 1 || n == 1 || seen == 2"), from: nil,
      to: past.open().tip(of: nil))
    #expect(asked?.unknownNames == ["m"] && asked?.fields == ["n", "seen"])
    #expect(
      try past.open().bisect(
        DocumentPath("users/no"), when: Condition(parsing: "a"), from: nil, to: past.open().tip(of: nil))?
        .path == nil)
  }
}
