import FirestoreModel
import TestSupport
import Testing

@Suite struct FieldPathTests {
  @Test(arguments: [
    ("a", ["a"]), ("a.b", ["a", "b"]), ("_", ["_"]), ("a1._b", ["a1", "_b"]), ("`a-b`", ["a-b"]),
    ("`.`", ["."]),
    ("`a.b`.c", ["a.b", "c"]), ("`a`.`b`", ["a", "b"]), ("`\\``", ["`"]), ("`a\\\\`", ["a\\"]),
    ("`é`", ["é"]),
    ("`a\nb`", ["a\nb"]), ("__name__", ["__name__"]), ("`1`", ["1"]),
  ]) func reads(text: String, segments: [String]) throws {
    let path = try FieldPath(text)
    #expect(path.segments == segments)
    #expect(try FieldPath(path.description) == path)
  }

  @Test(arguments: [
    "", "a-b", "a..b", ".a", "a.", "`a`b", "``", "`a", "a`", "a b", " a", "a ", "1a", "é", "a[0]", "*", "$a",
    "a$",
    "a/b", "a\\b", "`", "`a\\.b`", "`a`.", "`a\\",
  ]) func refuses(text: String) {
    let error = #expect(throws: ModelError.self) { try FieldPath(text) }
    #expect(error?.status == .invalidArgument)
  }

  @Test(arguments: 0..<50) func printsWhatItReads(number: Int) throws {
    var random = RandomModel(generator: Seeds.generator(12, case: number))
    let path = random.fieldPath()
    #expect(try FieldPath(path.description) == path, "seed \(random.generator.seed)")
  }

  @Test func knowsWhatLiesBelow() throws {
    let path = try FieldPath("a.b")
    #expect(path.isPrefix(of: try FieldPath("a.b.c")))
    #expect(path.isPrefix(of: path))
    #expect(try !path.isPrefix(of: FieldPath("a")))
    #expect(try !path.isPrefix(of: FieldPath("a.bc")))
    #expect(try FieldPath("a") < FieldPath("a.b"))
  }

  @Test func hostileTextsCostLittle() {
    let deep = Array(repeating: "a", count: 100_000).joined(separator: ".")
    #expect(throws: ModelError.self) { try FieldPath(deep) }
  }
}
