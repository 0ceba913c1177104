import DocumentCodec
import FirestoreModel
import FunnelFlow
import Hashing
import Testing

/// The generator of documents: stable, unique, spread as a real product's.
@Suite struct DemoDocumentsTests {
  private static func digest(_ parts: some Sequence<(path: DocumentPath, fields: Fields?)>) -> String {
    var bytes: [UInt8] = []
    for (path, fields) in parts {
      bytes += path.description.utf8
      bytes += fields.map(DocumentFile.encode) ?? [0]
    }
    return Digest.sha256(bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func documents(_ generator: DemoGenerator) -> [DemoDocument] { generator.batches().flatMap { $0 } }

  /// Frozen: documents that name a demo store's contents, and stores that people made again, depend on it.
  @Test func aSeedGivesTheSameBytesForever() {
    let generator = DemoGenerator(seed: 1, users: 40)
    let imported = Self.digest(Self.documents(generator).map { (path: $0.path, fields: $0.fields) })
    let edited = Self.digest(generator.edits(commits: 200).flatMap(\.changes))
    #expect(imported == "48273ae1883b2a2f66d26635a40f511bbbad8c3919a1d750007b1239bce8a6b6")
    #expect(edited == "7659b37c1d5e8e56347778a72d2b995f5e914f45ee809528421e6ab599a33b50")
  }

  @Test func seedsDiffer() {
    let one = Self.documents(DemoGenerator(seed: 1, users: 3))
    let two = Self.documents(DemoGenerator(seed: 2, users: 3))
    #expect(one != two)
    #expect(one == Self.documents(DemoGenerator(seed: 1, users: 3)))
  }

  @Test(arguments: [1, 2, 7, 1_000])
  func batchesOnlyCutTheSameSequence(_ size: Int) {
    let generator = DemoGenerator(seed: 5, users: 9)
    let whole = generator.systemDocuments() + (0..<9).flatMap { generator.documents(ofUser: $0) }
    #expect(generator.batches(ofUsers: size).flatMap { $0 } == whole)
  }

  @Test func pathsAreUniqueAndIDsAreTheirs() throws {
    let files = try SchemaFile.all()
    var seen: Set<DocumentPath> = []
    for document in Self.documents(DemoGenerator(seed: 3, users: 120)) {
      #expect(seen.insert(document.path).inserted, "twice: \(document.path)")
      try expectIDs(of: document.path.description, document.fields, files)
    }
  }

  @Test func aUserHasSomeTwentyDocumentsOfAllTypes() {
    let generator = DemoGenerator(seed: 11, users: 1_500)
    var counts: [String: Int] = [:]
    var states: [String: Int] = [:]
    var plans: [String: Int] = [:]
    var nonASCII = 0
    for document in Self.documents(generator) {
      counts[document.path.collection.id, default: 0] += 1
      switch document.path.collection.id {
      case "analyses":
        if case .map(let metadata)? = document.fields["metadata"],
          case .string(let state)? = metadata["status"]
        {
          states[state, default: 0] += 1
        }
      case "users":
        if case .string(let name)? = document.fields["name"], name.utf8.contains(where: { $0 > 0x7F }) {
          nonASCII += 1
        }
      case "subscriptions":
        if case .string(let plan)? = document.fields["planType"] { plans[plan, default: 0] += 1 }
      default: break
      }
    }
    let ofUsers = counts.values.reduce(0, +) - (counts["system"] ?? 0) - (counts["personaTemplates"] ?? 0)
    #expect((28_500...31_500).contains(ofUsers))
    #expect(counts["system"] == 3)
    for (pattern, count) in generator.collectionCounts() { #expect(counts[pattern] == count, "\(pattern)") }
    #expect((states["completed"] ?? 0) > 7_000)
    #expect((states["processing"] ?? 0) > 150)
    #expect((states["failed"] ?? 0) > 250)
    #expect((900...1_200).contains(plans["free"] ?? 0))
    #expect((40...120).contains(plans["enterprise"] ?? 0))
    #expect((250...900).contains(nonASCII))
  }

  /// So that the import can be committed at the base time without documents from the future.
  @Test func nothingIsYoungerThanTheImport() {
    let later = ["endDate", "expiresAt"]
    func check(_ fields: Fields, _ path: DocumentPath) {
      for (key, value) in fields {
        switch value {
        case .timestamp(let time) where !later.contains(key):
          #expect(time <= DemoGenerator.baseTime, "\(path): \(key)")
          #expect(time == time.truncatedToMicroseconds(), "\(path): \(key)")
        case .map(let inner): check(inner, path)
        default: break
        }
      }
    }
    for document in Self.documents(DemoGenerator(seed: 8, users: 80)) {
      check(document.fields, document.path)
    }
  }

  @Test(arguments: [-1, 0, 1])
  func smallStoresAreFine(_ users: Int) {
    let generator = DemoGenerator(seed: 4, users: users)
    let documents = Self.documents(generator)
    #expect(documents.contains { $0.path.description == "system/featureFlags" })
    #expect(documents.contains { $0.path.description == "users/ada/personas/busy-parent" } == (users == 1))
  }
}
