import Diagnostics
import DocumentCodec
import FirestoreModel
import Git
import Platform
import Store
import TestSupport
import Testing

/// Validation of many documents at once must say what validation of each alone says.
struct ValidationTests {
  /// Good, wrong, misplaced and live documents by hand, some hundred of them.
  private func store() throws -> TestStore {
    let store = try TestStore(.clone)
    for number in 0..<400 {
      let text =
        switch number % 8 {
        case 0: "{ \"name\": \"\" }"
        case 1: "{ \"name\": \"Ada\", \"own\": \"user\(number)\" }"
        case 2: "{ \"name\": \"Ada\", \"own\": \"another\" }"
        case 3: "{ \"name\": \"Ada\", \"extra\": 1 }"
        case 4: "{ \"name\": \"Ada\", \"stats\": { \"kept\": 1 } }"
        case 5: "{ \"name\": \"Ada\", "
        case 6: "{ \"name\": \"Ada\", \"age\": 1.5 }"
        default: "{ \"name\": \"Ada\", \"age\": 7 }"
        }
      try store.store.write("data/users/user\(number).json", text)
      if number % 16 == 4 {
        try store.store.write("live/users/user\(number).json", "{ \"seen\": 3, \"stats\": { \"count\": 1 } }")
      }
      if number % 16 == 12 {
        try store.store.write("live/users/user\(number).json", "{ \"name\": \"twice\" }")
      }
    }
    try store.store.write("data/users/user1/notes/free.json", "{ \"any\": [1, 2] }")
    try store.store.write(
      "data/users/user1/notes/time.json", "{ \"at\": { \"$timestamp\": \"2026-02-29T00:00:00Z\" } }")
    try store.store.write("data/users/a b.json", "{ \"name\": \"Ada\" }")
    try store.store.write("data/README", "no document")
    try store.store.write("live/users/alone.json", "{ \"seen\": 3 }")
    return store
  }

  @Test("files that are called right have no finding, and nearly all that have none are called right")
  func rightFiles() throws {
    let store = try store()
    let working = try WorkingStore(directory: store.store.path)
    let names = try working.files().sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(names.count == 405)
    // Schemas are compiled when the first finding is asked for; until then nothing is surely right by them.
    #expect(working.rightFiles(names[...]).count { $0 } == 1)
    #expect(try working.findings(ofFile: "data/users/user1.json").findings.isEmpty)
    let answers = working.rightFiles(names[...])
    #expect(answers.count { $0 } == 126)
    for (name, isRight) in zip(names, answers) {
      let findings = try working.findings(ofFile: name).findings
      if isRight { #expect(findings.isEmpty, "\(name): \(findings.map(\.message))") }
    }
    #expect(working.rightFiles(names.suffix(3)) == Array(answers.suffix(3)))
    // A link, a pipe and a folder are no documents' files, whatever they lead to.
    let place = store.store.path + "/data/users/"
    _ = try Command.run(["mkfifo", place + "pipe.json"], in: "/")
    _ = try Command.run(["ln", "-s", "user7.json", place + "link.json"], in: "/")
    let odd = ["data/users/link.json", "data/users/pipe.json", "data/users/user1", "data/users/none.json"]
    #expect(!working.rightFiles(odd[...]).contains(true))
  }

  @Test("a commit is judged as its documents are, and between two commits only what changed")
  func commits() throws {
    let store = try TestStore(.clone)
    for number in 0..<30 {
      try store.store.write("data/users/u\(number).json", "{\n  \"name\": \"Ada\"\n}\n")
    }
    try store.commitByHand()
    let first = try store.open().tip(of: nil)
    try store.store.write("data/users/u3.json", "{\n  \"name\": \"\"\n}\n")
    try store.store.write("live/users/u7.json", "{\n  \"seen\": 1\n}\n")
    try store.store.write("data/users/u9/notes/n.json", "{\n  \"a\": 1\n}\n")
    try Files.remove(store.store.path + "/data/users/u5.json")
    try store.commitByHand()
    let second = try store.open().tip(of: nil)
    #expect(try judged(store, second).count == 30)
    #expect(try judged(store, second).filter { $0.count > 0 }.map(\.path) == ["data/users/u3.json"])
    #expect(
      try judged(store, second, since: first).map(\.path)
        == ["data/users/u3.json", "data/users/u7.json", "data/users/u9/notes/n.json"])
    #expect(try judged(store, second, since: second).isEmpty)

    // Another schema judges all that it governs again, and nothing else.
    let stricter = TestStore.userSchema.replacing("\"minLength\": 1", with: "\"minLength\": 4")
    try store.store.write("schemas/user.json", stricter)
    try store.store.write("data/users/u9/notes/n.json", "{\n  \"a\": 2\n}\n")
    try store.commitByHand()
    let third = try store.open().tip(of: nil)
    let changed = try judged(store, third, since: second)
    #expect(changed.count == 30)
    #expect(changed.filter { $0.count > 0 }.count == 29)
    let free = "{\"x-funnel\": {\"collection\": \"free/{id}\"}}"
    try store.store.write("schemas/free.json", free)
    try store.commitByHand()
    #expect(try judged(store, try store.open().tip(of: nil), since: third).isEmpty)
    try store.store.write("funnel.json", "{\n  \"format\": 1,\n  \"strictCollections\": true\n}\n")
    try store.commitByHand()
    #expect(try judged(store, try store.open().tip(of: nil), since: third).count == 30)
  }

  @Test("a commit is judged the same however its objects lie, and damage is an error")
  func objects() throws {
    let store = try TestStore(.clone)
    // Enough for several threads.
    for number in 0..<700 {
      let text =
        switch number % 7 {
        case 0: "{ \"name\": \"\" }"
        case 1: "{ \"name\": \"Ada\", \"own\": \"another\" }"
        default: "{\n  \"age\": \(number),\n  \"name\": \"Ada, the \(number)th of that name\"\n}\n"
        }
      try store.store.write("data/users/u\(number).json", text)
      if number % 5 == 0 {
        try store.store.write("live/users/u\(number).json", "{\n  \"seen\": \(number)\n}\n")
      }
    }
    try store.commitByHand()
    let commit = try store.open().tip(of: nil)
    let loose = try judged(store, commit)
    #expect(loose.count == 700 && loose.count { $0.count > 0 } == 200)
    for command in [["repack", "-adfq"], ["gc", "-q", "--aggressive"], ["gc", "-q"]] {
      let outcome = try Command.run(["git"] + command, in: store.folder.path)
      #expect(outcome.status == 0, "\(outcome.errorText)")
      let packed = try judged(store, commit)
      #expect(
        packed.map(\.path) == loose.map(\.path) && packed.map(\.count) == loose.map(\.count), "\(command)")
    }
    let packs = store.folder.path + "/.git/objects/pack/"
    let name = try #require(try Files.list(packs).first { $0.hasSuffix(".pack") })
    var bytes = try Files.read(packs + name)
    for place in (bytes.count / 2)..<(bytes.count / 2 + 2_000) { bytes[place] = 0 }
    try Files.remove(packs + name)
    try Files.write(bytes, to: packs + name)
    #expect(throws: StoreError.self) { try judged(store, commit) }
  }

  private func judged(
    _ store: TestStore, _ commit: ObjectID, since base: ObjectID? = nil
  ) throws -> [(path: String, count: Int)] {
    var result: [(path: String, count: Int)] = []
    try store.open().validate(commit: commit, since: base, { _ in true }) { _, file, findings, _ in
      result.append((file, findings.count))
    }
    return result
  }
}
