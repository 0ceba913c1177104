import FirestoreModel
import TestSupport
import Testing

@Suite struct PathTests {
  @Test(arguments: [
    ("c/d", 2), ("c/d/e/f", 4), ("c/ ", 2), ("c/...", 2), ("c/..a", 2), ("c/____", 2), ("c/__x", 2),
    ("c/x__", 2),
    ("c/%41", 2), ("c/\u{0}", 2), ("c/\n", 2), ("c\t/d", 2), ("c/😀", 2), ("c/__id7__", 2), ("c/__id-7__", 2),
    ("c/__id9223372036854775807__", 2), ("c/__id-9223372036854775808__", 2), ("c/a\n__", 2), ("____/d", 2),
  ]) func takesLegalPaths(text: String, count: Int) throws {
    let path = try DocumentPath(text)
    #expect(path.segments.count == count)
    #expect(path.description == text)
    #expect(try path.collection.document(path.id) == path)
  }

  @Test(arguments: [
    ("", "name/shape"), ("c", "name/shape"), ("c/d/e", "name/shape"), ("c//", "name/shape"),
    ("/c/d", "name/shape"),
    ("c/", "name/empty"), ("/d", "name/empty"), ("c//d/e", "name/empty"), ("c/.", "name/dots"),
    ("c/..", "name/dots"),
    ("./d", "name/dots"), ("c/_____", "name/reserved"), ("c/__x__", "name/reserved"),
    ("__x__/d", "name/reserved"),
    ("__id7__/d", "name/reserved"), ("c/__id0__", "name/reserved"), ("c/__id-0__", "name/reserved"),
    ("c/__id007__", "name/reserved"), ("c/__id+7__", "name/reserved"), ("c/__id__", "name/reserved"),
    ("c/__id9223372036854775808__", "name/reserved"), ("c/__ID7__", "name/reserved"),
    ("c/__é__", "name/reserved"),
  ]) func refusesOthers(text: String, code: String) {
    let error = #expect(throws: ModelError.self) { try DocumentPath(text) }
    #expect(error?.code == code)
    #expect(error?.status == .invalidArgument)
  }

  @Test func lengthsAreLimitedByBytes() throws {
    let long = String(repeating: "é", count: 750)
    #expect(throws: Never.self) { try DocumentPath(segments: ["c", long]) }
    #expect(throws: Never.self) { try DocumentPath(segments: [long, "d"]) }
    #expect(throws: ModelError.self) { try DocumentPath(segments: ["c", long + "a"]) }
    #expect(throws: ModelError.self) { try DocumentPath(segments: [long + "a", "d"]) }
    #expect(throws: Never.self) { try DocumentPath(segments: Array(repeating: "c", count: 200)) }
    #expect(throws: ModelError.self) { try DocumentPath(segments: Array(repeating: "c", count: 202)) }
    let part = String(repeating: "a", count: 1_500)
    #expect(throws: ModelError.self) { try DocumentPath(segments: [part, part, part, part, part, part]) }
  }

  @Test func sortsNumbersFirstThenBytes() throws {
    let ids = [
      "__id-9223372036854775808__", "__id-7__", "__id7__", "__id10__", "A", "_", "__id7", "a", "a!", "a-b",
      "b", "é",
      "\u{FFFF}", "😀",
    ]
    let paths = try ids.map { try DocumentPath(segments: ["c", $0]) }
    for (i, a) in paths.enumerated() {
      for (j, b) in paths.enumerated() { #expect((a < b) == (i < j), "\(a) \(b)") }
    }
    #expect(try DocumentPath("c/a/b/c") < DocumentPath("c/a-b"))
    #expect(try DocumentPath("c/a") < DocumentPath("c/a/b/c"))
  }

  @Test func comparesByBytesNotByCanonicalEquivalence() throws {
    let composed = try DocumentPath("c/é")
    let decomposed = try DocumentPath("c/e\u{301}")
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
  }

  @Test func collectionsHaveParents() throws {
    let path = try CollectionPath("users/u1/personas")
    #expect(path.parent == (try DocumentPath("users/u1")))
    #expect(path.id == "personas")
    #expect(try CollectionPath("users").parent == nil)
    #expect(throws: ModelError.self) { try CollectionPath("users/u1") }
    #expect(throws: ModelError.self) { try CollectionPath("") }
  }
}
