import Diagnostics
import DocumentCodec
import FirestoreModel
import TestSupport
import Testing

@Suite struct DocumentPlaceTests {
  static func split(_ text: String) -> [String] { text.split(separator: "/").map { String($0) } }

  @Test(arguments: [
    ("users/u1", "users/=HH/=H/u1.json"), ("users/u1/personas/p1", "users/=HH/=H/u1/personas/p1.json"),
    ("users/x.json", "users/=HH/=H/x%2Ejson.json"), ("notes/n1", "notes/n1.json"),
    ("notes/.a/b c/con", "notes/%2Ea/b%20c/%63on.json"),
  ]) func mapsPathsToFiles(_ path: String, _ shape: String) throws {
    let fanOut = try FanOut(patterns: ["users": 3])
    let document = try DocumentPath(path)
    let components = DocumentPlace.components(of: document, fanOut: fanOut)
    let folders = fanOut.folders(for: document.segments[1], digits: 3)
    let place = shape.split(separator: "/").map { part in
      part == "=HH" ? folders[0] : part == "=H" ? folders[1] : String(part)
    }
    #expect(components == place)
    #expect(try DocumentPlace.document(fromFile: components, fanOut: fanOut) == document)
    let collection = DocumentPlace.folderComponents(of: document.collection, fanOut: fanOut)
    #expect(components.starts(with: collection))
  }

  @Test func hashesTheIdsBytes() throws {
    let fanOut = FanOut.none
    // printf abc | sha256sum: ba7816bf…
    #expect(fanOut.folders(for: "abc", digits: 0) == [])
    #expect(fanOut.folders(for: "abc", digits: 1) == ["=b"])
    #expect(fanOut.folders(for: "abc", digits: 2) == ["=ba"])
    #expect(fanOut.folders(for: "abc", digits: 3) == ["=ba", "=7"])
    #expect(fanOut.folders(for: "abc", digits: 4) == ["=ba", "=78"])
    // printf '\346\227\245\346\234\254' | sha256sum, of the bytes and not of the escaped name
    #expect(
      fanOut.folders(for: "\u{65E5}\u{672C}", digits: 4)
        != fanOut.folders(for: "%E6%97%A5%E6%9C%AC", digits: 4))
  }

  @Test(arguments: [
    ("users/u1.JSON", "name/spelling", "users/u1.json"),
    ("users/con.json", "name/spelling", "users/%63on.json"),
    ("users/c%4fN.json", "name/spelling", "users/%63ON.json"), ("users/%63ON.json", "", ""),
    ("users/a b.json", "name/spelling", "users/a%20b.json"),
    ("us ers/a.json", "name/spelling", "us%20ers/a.json"), ("users/=aa/a.json", "name/place", "users/a.json"),
    ("big/a.json", "name/place", "big/=ca/a.json"), ("big/=00/a.json", "name/place", "big/=ca/a.json"),
    ("big/=ca/=0/a.json", "name/place", "big/=ca/a.json"), ("big/=CA/a.json", "name/place", "big/=ca/a.json"),
    ("big/a/x/b.json", "name/place", "big/=ca/a/x/b.json"),
    ("users/=a.json", "name/spelling", "users/%3Da.json"),
    ("users/aa%/_b.json", "name/spelling", "users/aab.json"), ("users/_b.json", "", ""),
    ("users/\u{65E5}.json", "name/spelling", "users/%E6%97%A5.json"),
    ("users/readme.md", "name/not-a-document", ""), ("users.json", "name/not-a-document", ""),
    ("a/b/c.json", "name/not-a-document", ""),
    ("users/.json", "name/empty", ""), ("users/%FF.json", "name/utf8", ""),
    ("users/__x__.json", "name/reserved", ""),
    ("__x__/a.json", "name/reserved", ""), ("users/%2E.json", "name/dots", ""),
    ("users/a%2Fb.json", "name/slash", ""), ("", "name/not-a-document", ""),
  ]) func namesTheRightPlace(_ file: String, _ code: String, _ right: String) throws {
    let fanOut = try FanOut(patterns: ["big": 2])
    do {
      let path = try DocumentPlace.document(fromFile: Self.split(file), fanOut: fanOut)
      #expect(code.isEmpty, "\(file) is \(path)")
    } catch {
      #expect(error.code == code, "\(error)")
      #expect(error.location?.file == file)
      if !right.isEmpty {
        #expect(error.hint?.hasSuffix(" to " + right) == true, "\(error)")
        _ = try DocumentPlace.document(fromFile: Self.split(right), fanOut: fanOut)
      }
    }
  }

  @Test func longNamesBecomeFolders() throws {
    let id = String(repeating: "\u{65E5}", count: 100)
    let path = try DocumentPath(segments: [String(repeating: "c", count: 201), id, "x", id])
    let components = DocumentPlace.components(of: path, fanOut: try FanOut(patterns: ["a": 1]))
    #expect(components.count == 2 + 5 + 1 + 5)
    #expect(components.allSatisfy { $0.utf8.count <= 207 })
    #expect(try DocumentPlace.document(fromFile: components, fanOut: .none) == path)
    // Uncut, the name is named in pieces.
    let uncut = ["a", String(repeating: "b", count: 201) + ".json"]
    let error = #expect(throws: CodecError.self) {
      try DocumentPlace.document(fromFile: uncut, fanOut: .none)
    }
    #expect(error?.hint == "rename it to a/\(String(repeating: "b", count: 200))%/_b.json")
  }

  @Test(arguments: 0..<20) func placesAreABijection(_ number: Int) throws {
    var random = RandomDocument(generator: Seeds.generator(22, case: number))
    let fanOut = try FanOut(patterns: ["users": 3, "users/{u}/a": 1, "users/u1/a": 4])
    var places: [String: DocumentPath] = [:]
    for _ in 0..<150 {
      var segments = (0..<(2 + 2 * random.below(3))).map { _ in random.id() }
      if random.below(2) == 0 { segments[0] = "users" }
      if segments.count > 2, random.below(2) == 0 { segments[2] = "a" }
      if random.below(4) == 0 { segments[1] = "u1" }
      guard let path = try? DocumentPath(segments: segments) else { continue }
      let components = DocumentPlace.components(of: path, fanOut: fanOut)
      #expect(
        try DocumentPlace.document(fromFile: components, fanOut: fanOut) == path,
        "seed \(random.generator.seed)")
      if let other = places.updateValue(path, forKey: components.joined(separator: "/")) {
        #expect(other == path)
      }
    }
  }

  /// Any file's path: a document whose place it is, or an error that names the file.
  @Test(arguments: 0..<10) func anyPathIsAPlaceOrAnError(_ number: Int) throws {
    var random = RandomDocument(generator: Seeds.generator(23, case: number))
    let fanOut = try FanOut(patterns: ["a": 2])
    let parts = [
      "a", "b", "=ca", "=", "%", "_", "%2E", "con", ".", "..", "x%", "_y", "a.json", ".json", "=a.json",
      "%.json", "_.json", "%zz", "\u{E9}",
    ]
    for _ in 0..<500 {
      let components = (0..<random.below(6)).map { _ in parts[random.below(parts.count)] }
      do {
        let path = try DocumentPlace.document(fromFile: components, fanOut: fanOut)
        #expect(DocumentPlace.components(of: path, fanOut: fanOut) == components)
      } catch {
        #expect(error.location?.file == components.joined(separator: "/"))
      }
    }
  }
}

@Suite struct FanOutTests {
  @Test func theMoreLiteralPatternHolds() throws {
    let fanOut = try FanOut(patterns: [
      "users": 3, "users/{a}/x": 1, "users/u1/x": 2, "users/{a}/x/{b}/y": 4, "users/{a}/x/b/y": 3,
    ])
    for (text, digits) in [
      ("users", 3), ("users/u2/x", 1), ("users/u1/x", 2), ("users/u1/y", 0), ("x", 0), ("users/u/x/c/y", 4),
      ("users/u/x/b/y", 3),
    ] {
      #expect(fanOut.digits(for: try CollectionPath(text)) == digits)
    }
  }

  @Test(arguments: [
    (0, 0), (999, 0), (1_000, 2), (12_800, 2), (12_801, 3), (50_000, 3), (204_800, 3), (204_801, 4),
    (10_000_000, 4),
  ]) func recommendsAtMostFiftyAFolder(_ count: Int, _ digits: Int) {
    #expect(FanOut.recommendedDigits(forCount: count) == digits)
  }

  @Test func keepsItsSettings() throws {
    let settings = ["users": 3, "users/{userId}/analyses": 1]
    #expect(try FanOut(patterns: settings).settings == settings)
    #expect(FanOut.none.settings.isEmpty)
  }

  @Test func namesOfWildcardsDoNotMatter() throws {
    #expect(try FanOut(patterns: ["users/{a}/x": 1]) == FanOut(patterns: ["users/{b}/x": 1]))
    #expect(try FanOut(patterns: ["users/{a}/x": 1]) != FanOut(patterns: ["users/{b}/x": 2]))
  }

  @Test(
    arguments: [
      (["users": 0], "fan-out/digits"), (["users": 5], "fan-out/digits"),
      (["users/u1": 1], "fan-out/pattern"), (["": 1], "fan-out/pattern"),
      (["{c}": 1], "fan-out/pattern"), (["users/{}/x": 1], "fan-out/pattern"),
      (["users/{a}/{b}": 1], "fan-out/pattern"), (["__x__": 1], "fan-out/pattern"),
      (["users//x": 1], "fan-out/pattern"), (["users/{a}/x": 1, "users/{b}/x": 2], "fan-out/duplicate"),
    ] as [([String: Int], String)]) func refusesPatterns(_ patterns: [String: Int], _ code: String) throws
  {
    let error = try #require(throws: CodecError.self) { try FanOut(patterns: patterns) }
    #expect(error.code == code && error.kind == .configuration)
  }
}
