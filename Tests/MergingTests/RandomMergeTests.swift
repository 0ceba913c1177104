import Changes
import DocumentCodec
import FirestoreModel
import Git
import Merging
import Platform
import Store
import TestSupport
import Testing

/// Random stores, changed at random on two branches: no change of either side may be lost without a conflict.
struct RandomMergeTests {
  private static let count = 120

  /// A small store in a repository, written through the objects themselves.
  private final class Fixture {
    let sandbox: Sandbox
    let store: Store
    private let root: ObjectID

    init() throws {
      sandbox = try Sandbox()
      let folder = WorkFolder(sandbox("repository"))
      try Files.makeDirectories(folder.path)
      try folder.git("init", "-q", "-b", "main")
      try folder.write("funnel.json", "{\n  \"format\": 1\n}\n")
      try folder.write(
        "schemas/user.json", MergeSchema.text.replacing("\"maxItems\": 3", with: "\"maxItems\": 99"))
      try folder.write("schemas/firestore.json", "{\n  \"$defs\": {}\n}\n")
      try folder.git("add", "-A")
      try folder.git("commit", "-q", "-m", "Begin")
      store = try Store(at: folder.path)
      guard let root = ObjectID(hex: try folder.git("rev-parse", "HEAD^{tree}")) else {
        throw CommandFailure("no tree")
      }
      self.root = root
    }

    func commit(_ documents: [String: Fields], parents: [ObjectID]) throws -> ObjectID {
      var changes: [TreeEdit.Change] = []
      for (id, fields) in documents {
        let parts = Volatile.split(fields, at: [try FieldPath("uses")])
        let data = try store.repository.write(.blob, DocumentFile.encode(parts.data))
        changes.append(TreeEdit.Change(path: ["data", "users", id + ".json"], blob: data))
        if parts.live.isEmpty { continue }
        let live = try store.repository.write(.blob, DocumentFile.encode(parts.live))
        changes.append(TreeEdit.Change(path: ["live", "users", id + ".json"], blob: live))
      }
      let tree = try TreeEdit.apply(changes, to: root, in: store.repository) ?? root
      let person = Signature(name: "Ada", email: "ada@example.com", seconds: 1_767_225_600)
      return try store.repository.writeCommit(
        tree: tree, parents: parents, author: person, committer: person,
        message: "Random \(documents.count)\n")
    }

    /// The documents of a merged tree.
    func documents(_ merge: MergedStore) throws -> [String: Fields] {
      var result: [String: Fields] = [:]
      for id in RandomMergeTests.ids {
        func fields(_ folder: String) throws -> Fields? {
          let entry = try store.repository.entry(at: [folder, "users", id + ".json"], in: merge.tree)
          return try entry.map { try DocumentFile.decode(store.repository.blob($0.id), file: nil) }
        }
        guard let data = try fields("data") else {
          #expect(try fields("live") == nil, "\(id) has a live/ file alone")
          continue
        }
        let union = Volatile.union(data, try fields("live") ?? Fields())
        #expect(union.clash == nil)
        result[id] = union.fields
      }
      return result
    }
  }

  static let ids = (0..<6).map { "u\($0)" }
  private static let keys = ["age", "name", "tags", "total", "uses"]

  private static func value(_ key: String, _ random: inout SeededGenerator) -> Value {
    switch key {
    case "name": .string("n\(Int.random(in: 0..<6, using: &random))")
    case "tags": .array((0..<3).filter { _ in Bool.random(using: &random) }.map { .string("t\($0)") })
    default: .integer(Int64.random(in: 0..<5, using: &random))
    }
  }

  private static func document(_ random: inout SeededGenerator) -> Fields {
    var fields: Fields = ["name": value("name", &random)]
    for key in keys where Bool.random(using: &random) { fields[key] = value(key, &random) }
    return fields
  }

  private static func changed(_ documents: [String: Fields], _ random: inout SeededGenerator) -> [String:
    Fields]
  {
    var result = documents
    for id in ids where Int.random(in: 0..<3, using: &random) == 0 {
      switch Int.random(in: 0..<6, using: &random) {
      case 0: result[id] = nil
      case 1: result[id] = document(&random)
      default:
        guard var fields = result[id] else { continue }
        let key = keys[Int.random(in: 0..<keys.count, using: &random)]
        let isRemoved = key != "name" && Int.random(in: 0..<4, using: &random) == 0
        fields[key] = isRemoved ? nil : value(key, &random)
        result[id] = fields
      }
    }
    return result
  }

  @Test("what one side changed is in the merge, or there is a conflict; both ways give the same conflicts")
  func nothingIsLost() throws {
    let fixture = try Fixture()
    for number in 0..<Self.count {
      var random = Seeds.generator(0x0E26_E001, case: number)
      let seed = random.seed
      var base: [String: Fields] = [:]
      for id in Self.ids where Int.random(in: 0..<4, using: &random) > 0 { base[id] = Self.document(&random) }
      let ours = Self.changed(base, &random)
      let theirs = Self.changed(base, &random)
      let root = try fixture.commit(base, parents: [])
      let one = try fixture.commit(ours, parents: [root])
      let other = try fixture.commit(theirs, parents: [root])
      if one == other || one == root || other == root { continue }
      let merge = try TreeMerge.merge(one, other, in: fixture.store)
      let back = try TreeMerge.merge(other, one, in: fixture.store)
      func places(_ merge: MergedStore) -> [String] {
        merge.documents.flatMap { document in document.conflicts.map { "\(document.path) \($0.pointer)" } }
          .sorted()
      }
      #expect(places(merge) == places(back), "FUNNEL_SEED=\(seed)")
      let merged = try fixture.documents(merge)
      for id in Self.ids {
        check(
          base[id], ours[id], theirs[id], merged[id], merge.documents.first { $0.path.id == id },
          "FUNNEL_SEED=\(seed) \(id)")
      }
    }
  }

  private func check(
    _ base: Fields?, _ ours: Fields?, _ theirs: Fields?, _ merged: Fields?, _ document: MergedDocument?,
    _ comment: Comment
  ) {
    if document?.conflicts.contains(where: { $0.pointer.isEmpty }) ?? false { return }
    if ours == theirs {
      #expect(merged == ours, comment)
      return
    }
    guard let base, let ours, let theirs else {
      // Added or removed by one side, and left alone by the other.
      if base == theirs { #expect(merged == ours, comment) }
      if base == ours { #expect(merged == theirs, comment) }
      return
    }
    for key in Self.keys {
      let isOpen = document?.conflicts.contains { $0.field?.segments.first == key } ?? false
      if isOpen {
        #expect(merged?[key] == ours[key], comment)
      } else if base[key] == theirs[key] {
        #expect(merged?[key] == ours[key], comment)
      } else if base[key] == ours[key] {
        #expect(merged?[key] == theirs[key], comment)
      }
    }
  }
}
