import DocumentCodec
import FirestoreModel
import TestSupport
import Testing

@Suite struct FileNameTests {
  /// Examples of the contract, and each rule at its edge.
  @Test(arguments: [
    ("u1", "u1"), ("a@b.com", "a@b.com"), ("x.json", "x%2Ejson"), (".git", "%2Egit"), ("con", "%63on"),
    ("50%", "50%25"),
    ("\u{65E5}\u{672C}", "%E6%97%A5%E6%9C%AC"), ("A-Z_a.z+,0", "A-Z_a.z+,0"), ("a b", "a%20b"),
    ("x.JSON", "x%2EJSON"), ("x.jSoN", "x%2EjSoN"),
    ("x.json.", "x.json%2E"), ("x.json.json", "x.json%2Ejson"), (".json", "%2Ejson"), ("json", "json"),
    ("x.jsonl", "x.jsonl"),
    ("...", "%2E.%2E"), ("..a", "%2E.a"), ("a..", "a.%2E"), ("CON", "%43ON"), ("Con.txt", "%43on.txt"),
    ("con.", "%63on%2E"),
    ("con.json", "%63on%2Ejson"), ("cons", "cons"), ("xcon", "xcon"), ("con-1", "con-1"), ("prn", "%70rn"),
    ("AUX", "%41UX"), ("nul.x.y", "%6Eul.x.y"),
    ("com0", "%63om0"), ("COM9", "%43OM9"), ("com", "com"), ("com10", "com10"), ("lpt1.x", "%6Cpt1.x"),
    ("=3f", "%3D3f"), ("~", "%7E"),
    ("a:b", "a%3Ab"), ("a\\b", "a%5Cb"), ("\u{0}\u{7F}", "%00%7F"), ("%41", "%2541"), ("_a", "_a"),
    ("e\u{301}", "e%CC%81"), ("\u{E9}", "%C3%A9"),
  ]) func escapes(_ id: String, _ name: String) throws {
    #expect(FileName.escape(id: id) == name)
    #expect(try FileName.unescape(name: name).utf8.elementsEqual(id.utf8))
    #expect(FileName.pieces(id: id) == [name])
  }

  @Test(arguments: [
    ("a%2ejson", "a.json", "a%2Ejson"), ("a.json", "a.json", "a%2Ejson"), ("%61", "a", "a"),
    ("50%", "50%", "50%25"), ("\u{65E5}", "\u{65E5}", "%E6%97%A5"),
    (".a", ".a", "%2Ea"), ("con", "con", "%63on"), ("%43on", "Con", "%43on"), ("a b", "a b", "a%20b"),
    ("=a", "=a", "%3Da"), ("a%2", "a%2", "a%252"),
    ("%zz", "%zz", "%25zz"),
  ]) func namesTheRightSpelling(_ name: String, _ id: String, _ right: String) throws {
    if name == right { return #expect(try FileName.unescape(name: name) == id) }
    let error = try #require(throws: CodecError.self) { try FileName.unescape(name: name) }
    #expect(error.code == "name/spelling")
    #expect(error.hint == "rename it to \(right)")
    #expect(try FileName.unescape(name: right).utf8.elementsEqual(id.utf8))
  }

  @Test func refusesWhatIsNoId() {
    for name in ["", "%FF", "a%C3", "%ED%A0%80"] {
      let error = #expect(throws: CodecError.self) { try FileName.unescape(name: name) }
      #expect(error?.code == (name.isEmpty ? "name/empty" : "name/utf8"))
    }
  }

  @Test func cutsLongNames() {
    let two = String(repeating: "a", count: 200)
    #expect(FileName.pieces(id: two) == [two])
    #expect(FileName.pieces(id: two + "b") == [two + "%", "_b"])
    #expect(FileName.pieces(id: two + two) == [two + "%", "_" + two])
    #expect(FileName.pieces(id: two + two + "b") == [two + "%", "_" + two + "%", "_b"])
    // An escape may be cut; joining knows nothing of escapes.
    let cut = String(repeating: "a", count: 199) + " "
    #expect(FileName.pieces(id: cut) == [String(repeating: "a", count: 199) + "%%", "_20"])
  }

  @Test(arguments: 0..<20) func escapingIsABijection(_ number: Int) throws {
    var random = RandomDocument(generator: Seeds.generator(21, case: number))
    var names: [String: String] = [:]
    for _ in 0..<300 {
      let id = random.id()
      let name = FileName.escape(id: id)
      #expect(try FileName.unescape(name: name).utf8.elementsEqual(id.utf8), "seed \(random.generator.seed)")
      if let other = names.updateValue(id, forKey: name) { #expect(other.utf8.elementsEqual(id.utf8)) }
      let pieces = FileName.pieces(id: id)
      #expect(FileName.joined(pieces: pieces) == name)
      #expect(pieces.dropLast().allSatisfy(FileName.isCut) && !pieces.contains(where: FileName.isFanOut))
      #expect(
        pieces.allSatisfy {
          $0.utf8.count <= 202 && !$0.utf8.isEmpty && $0 != "." && $0 != ".." && $0.utf8.first != 0x3D
        })
      #expect(pieces.dropLast().allSatisfy { $0.utf8.last == 0x25 } && pieces.last?.utf8.last != 0x25)
    }
  }
}
