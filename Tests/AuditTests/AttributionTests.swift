import FirestoreModel
import Git
import Store
import TestSupport
import Testing

@testable import Audit

struct AttributionTests {
  private func row(
    _ trailers: (String) -> String, author: String = "Ada", committer: String? = nil
  ) throws -> AuditRow {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"role": "admin"}"#)
    try history.commit("x\n\n" + trailers(history.nextTime), author: author, committer: committer)
    let rows = try history.rows().filter { $0.fieldText == "role" }
    return try #require(rows.first)
  }

  @Test("a commit of plain git is a hand edit, known by its committer")
  func hand() throws {
    let row = try row({ _ in "Signed-off-by: Ada <a@b>" }, committer: "Ben")
    #expect(row.attribution.actor == "Ada" && row.attribution.door == .hand && row.evidence == "committer")
    #expect(row.attribution.people == "Ada (committer Ben)")
  }

  @Test("a trailer's actor goes before the author, and both are shown when they differ")
  func trailer() throws {
    let row = try row(
      { "Funnel-Time: \($0)\nFunnel-Actor: uid:k8f\nFunnel-Via: server\nFunnel-Forced: schema" },
      author: "Mallory")
    #expect(row.attribution.actor == "uid:k8f" && row.attribution.how == "server, forced")
    #expect(row.attribution.people == "uid:k8f (author Mallory)" && row.evidence == "trailer")
    #expect(row.attribution.isContradicted)
  }

  @Test("cli is no person")
  func cli() throws {
    let row = try row({ "Funnel-Time: \($0)\nFunnel-Actor: cli\nFunnel-Via: restore" })
    #expect(row.attribution.actor == "Ada" && row.attribution.door == .restore && row.evidence == "committer")
  }

  @Test("trailers of another commit are an inherited claim and do not count")
  func inherited() throws {
    let row = try row({ _ in
      "Funnel-Time: 2020-01-01T00:00:00.000000Z\nFunnel-Actor: uid:admin\nFunnel-Via: server"
    })
    #expect(row.attribution.actor == "Ada" && row.attribution.door == .hand)
    #expect(row.attribution.inherited == "uid:admin via server")
  }

  @Test("several transactions in a commit have an actor each")
  func transactions() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"n": 1}"#)
    try history.put("users/b,c", #"{"n": 1}"#)
    try history.put("users/dan", #"{"n": 1}"#)
    try history.commit(
      "x\n\nFunnel-Time: \(history.nextTime)\nFunnel-Via: server\nFunnel-Txn: actor=uid:1 req=r1 docs=users/ada\nFunnel-Txn: actor=uid:2 docs=users/b%2Cc",
      author: "server")
    let rows = try history.rows().filter { $0.fieldText == "n" }
    #expect(rows.map(\.attribution.actor) == ["uid:1", "uid:2", "server"])
    #expect(rows.map(\.attribution.request) == ["r1", nil, nil])
  }

  @Test("blame, logs and audits say the same of who acted")
  func oneReading() throws {
    let history = try HistoryFolder()
    let counts = [
      "Funnel-Actor: uid:1\nFunnel-Via: server\nFunnel-Request: r", "Funnel-Actor: cli\nFunnel-Via: restore",
    ]
    let several = "Funnel-Via: server\nFunnel-Txn: actor=uid:2 req=r2 docs=users/ada"
    let messages: [(String, author: String)] = [
      ("x", "Ada"), ("", ""), (counts[0], "Mallory"), (counts[1], "Ben"), (several, "server"),
      ("Funnel-Forced: schema", "Ada"),
    ]
    for (number, message) in messages.enumerated() {
      for isFirsthand in [true, false] {
        try history.put("users/ada", "{\"n\": [\(number), \(isFirsthand)]}")
        let time = isFirsthand ? history.nextTime : "2020-01-01T00:00:00.000000Z"
        let trailers = message.0.contains(":") ? "\n\nFunnel-Time: \(time)\n" + message.0 : message.0
        try history.commit("x" + trailers, author: message.author.isEmpty ? "Cy" : message.author)
      }
    }
    let store = try history.open()
    let rows = try history.rows().filter { $0.fieldText == "n" }
    #expect(rows.count == messages.count * 2)
    for row in rows {
      let said = try store.entry(of: row.commit).attribution(of: DocumentPath("users/ada"))
      #expect(said.people == row.attribution.people && said.how == row.attribution.how)
      #expect(said.inherited == row.attribution.inherited && said.request == row.attribution.request)
    }
    #expect(
      rows.map(\.attribution.people) == [
        "Ada", "Ada", "Cy", "Cy", "uid:1 (author Mallory)", "Mallory", "Ben", "Ben", "uid:2", "server", "Ada",
        "Ada",
      ])
    #expect(
      rows.map(\.attribution.claimedActor) == [
        nil, nil, nil, nil, nil, "uid:1", nil, nil, nil, "uid:2", nil, nil,
      ])
  }

  @Test("what a merge brought is told once, with the commit that made it")
  func merge() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"role": "user", "a": 1, "b": 1}"#)
    try history.commit("base")
    try history.git(["checkout", "-q", "-b", "side"])
    try history.put("users/ada", #"{"role": "x", "a": 1, "b": 1}"#)
    try history.commit("try", author: "Mallory")
    try history.put("users/ada", #"{"role": "admin", "a": 1, "b": 1}"#)
    let maker = try history.commit("take it", author: "Mallory")
    try history.put("users/new", #"{"n": 1}"#)
    try history.commit("another", author: "Cy")
    try history.git(["checkout", "-q", "main"])
    try history.put("users/ben", #"{"n": 1}"#)
    try history.commit("meanwhile")
    try history.git(["merge", "-q", "--no-ff", "--no-commit", "side"])
    try history.put("users/ada", #"{"role": "admin", "a": 1, "b": 2}"#)
    let merge = try history.commit("Merge side", author: "Ben")
    let rows = try history.rows().filter {
      $0.time == (try? history.open().entry(of: #require(ObjectID(hex: merge))).time)
    }
    #expect(
      rows.map(HistoryFolder.text) == [
        "users/ada b: 1 → 2", "users/ada role: user → admin", "users/new n: – → 1",
      ])
    #expect(rows.map(\.attribution.actor) == ["Ben", "Mallory", "Cy"])
    #expect(rows.map { $0.merge?.commit.id.description } == [nil, merge, merge])
    #expect(rows[0].attribution.door == .merge && rows[1].commit.description == maker)
    // Of what was done and undone on the side nothing reached the branch.
    #expect(try !history.told().contains { $0.contains("x") && $0.contains("role") })
  }

  @Test("a merge that takes the branch's own change back did it itself")
  func ours() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"role": "user"}"#)
    try history.commit("base")
    try history.git(["checkout", "-q", "-b", "side"])
    try history.put("users/ben", #"{"n": 1}"#)
    try history.commit("side", author: "Cy")
    try history.git(["checkout", "-q", "main"])
    try history.put("users/ada", #"{"role": "locked"}"#)
    try history.commit("lock")
    try history.git(["merge", "-q", "--no-ff", "--no-commit", "side"])
    try history.put("users/ada", #"{"role": "user"}"#)
    try history.commit("Merge", author: "Mallory")
    let row = try #require(try history.rows().last { $0.fieldText == "role" })
    #expect(row.attribution.actor == "Mallory" && row.merge == nil && row.attribution.door == .merge)
  }

  @Test("a range tells what the one has and the other does not, also behind a merge of the other")
  func range() throws {
    let history = try HistoryFolder()
    try history.put("users/ada", #"{"n": 1}"#)
    try history.commit("base")
    try history.git(["checkout", "-q", "-b", "work"])
    try history.put("users/work", #"{"n": 1}"#)
    try history.commit("work")
    try history.git(["checkout", "-q", "main"])
    try history.put("users/main", #"{"n": 1}"#)
    try history.commit("main")
    try history.git(["checkout", "-q", "work"])
    try history.git(["merge", "-q", "--no-ff", "-m", "Merge main", "main"])
    try history.put("users/work", #"{"n": 2}"#)
    try history.commit("more")
    #expect(try history.told(since: "main") == ["users/work n: – → 1", "users/work n: 1 → 2"])
  }

  @Test("replayed in order, the rows give the branch's documents", arguments: 0..<4)
  func replay(number: Int) throws {
    var random = Seeds.generator(0xA0D1, case: number)
    let history = try HistoryFolder()
    let ids = ["a", "b", "c"]
    func edit(_ prefix: String) throws {
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let id = prefix + (ids.randomElement(using: &random) ?? "a")
        if Int.random(in: 0..<6, using: &random) == 0, history.folder.exists("data/users/\(id).json") {
          try history.put("users/\(id)", nil)
        } else {
          let n = Int.random(in: 0..<4, using: &random)
          let m = Int.random(in: 0..<3, using: &random)
          try history.put(
            "users/\(id)", m == 0 ? "{\"n\": \(n)}" : "{\"n\": \(n), \"m\": {\"x\": \(m), \"y\": [\(n)]}}")
        }
      }
    }
    for step in 0..<14 {
      if step % 4 == 3 {
        try history.git(["checkout", "-q", "-b", "side\(step)", "HEAD~1"])
        try edit("s\(step)")
        try history.commit("side", author: "Cy")
        try history.git(["checkout", "-q", "main"])
        try history.git(["merge", "-q", "--no-ff", "-m", "Merge", "side\(step)"])
      } else {
        try edit("")
        try history.commit("\(step)")
      }
    }
    var state: [DocumentPath: Fields] = [:]
    for row in try history.rows() {
      guard case .document(let path) = row.subject else { continue }
      if row.field.isEmpty {
        if row.operation == .delete { state[path] = nil } else { state[path] = state[path] ?? Fields() }
        continue
      }
      var fields = state[path] ?? Fields()
      let field = try FieldPath(segments: row.field)
      #expect(fields[field] == row.old, "seed \(random.seed): \(HistoryFolder.text(row))")
      if let new = row.new { fields.set(new, at: field) } else { fields.remove(at: field) }
      if case .map(let rest)? = fields["m"], rest.isEmpty { _ = fields.remove(at: try FieldPath("m")) }
      state[path] = row.operation == .delete && fields.isEmpty ? nil : fields
    }
    let store = try history.open()
    let snapshot = try store.snapshot(at: store.tip(of: nil))
    for (path, fields) in state {
      #expect(try snapshot.document(path)?.fields == fields, "seed \(random.seed): \(path)")
    }
    let files = try history.folder.git("ls-files", "data").split(separator: "\n").count
    #expect(files == state.count, "seed \(random.seed)")
  }
}
