import DocumentCodec
import FirestoreModel
import JSON
import TestSupport
import Testing

/// What is called plain must be what the full reading takes.
struct PlainDocumentTests {
  @Test(
    "a plain document decodes and is within the limits, whatever was done to its bytes", arguments: 0..<60)
  func soundness(_ number: Int) throws {
    var random = RandomDocument(generator: Seeds.generator(71, case: number))
    let tokens: [String] = [
      "\"$timestamp\":\"2026-02-29T00:00:00Z\"", "\"__a__\":1,", "[[]]", "1e999", "99999999999999999999",
      "\"$a\":1,",
      "{\"$timestamp\":\"2026-01-31T09:30:00.1Z\"}", "\"\":1,", "{\"$double\":\"x\"}", "2026", "[",
    ]
    var plain = 0
    for _ in 0..<80 {
      let seed = random.generator.seed
      var bytes = DocumentFile.encode(random.fields())
      for _ in 0..<random.below(3) {
        let at = random.below(bytes.count + 1)
        switch random.below(3) {
        case 0: if at < bytes.count { bytes[at] = UInt8(truncatingIfNeeded: random.generator.next()) }
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + random.below(6)))
        default: bytes.insert(contentsOf: tokens[random.below(tokens.count)].utf8, at: at)
        }
      }
      guard let text = try? JSONText(parsing: bytes), DocumentFile.isPlain(text) else { continue }
      plain += 1
      #expect(throws: Never.self, "seed \(seed)") {
        try Limits.check(try DocumentFile.decode(text), at: nil)
      }
    }
    #expect(plain >= 0)
  }

  @Test(
    "nearly all documents are plain",
    arguments: [
      "{}",
      #"{"name":"Ada","n":-12,"x":0.25,"list":[1,{"a":null}],"at":{"$timestamp":"2026-01-31T09:30:00.123456Z"}}"#,
      #"{"_a":true,"long":"\u0041é"}"#, #"{"t":[{"$timestamp":"1999-12-31T23:59:59Z"}]}"#,
    ])
  func plain(_ text: String) throws { #expect(DocumentFile.isPlain(try JSONText(parsing: Array(text.utf8)))) }

  @Test(
    "what is not surely in order is left to the full reading",
    arguments: [
      "[]", "1", #"{"$timestamp":"2026-01-31T09:30:00Z"}"#, #"{"a":{"$timestamp":"2026-02-30T09:30:00Z"}}"#,
      #"{"a":{"$timestamp":"2026-04-31T09:30:00Z"}}"#, #"{"a":{"$timestamp":"2026-01-31T24:30:00Z"}}"#,
      #"{"a":{"$timestamp":"0999-01-31T09:30:00Z"}}"#, #"{"a":{"$timestamp":"2026-01-31T09:30:00.12Z"}}"#,
      #"{"a":{"$timestamp":"2026-01-31T09:30:00Z","b":1}}"#, #"{"a":{"$bytes":""}}"#, #"{"":1}"#,
      #"{"__a__":1}"#,
      #"{"a":[[]]}"#, #"{"a":1e3}"#, #"{"a":123456789012345678}"#, #"{"\u0061":1}"#,
    ])
  func others(_ text: String) throws {
    #expect(!DocumentFile.isPlain(try JSONText(parsing: Array(text.utf8))))
  }

  @Test("deep, long and large ones are not plain")
  func limits() throws {
    for text in [
      String(repeating: "{\"a\":", count: 20) + "1" + String(repeating: "}", count: 20),
      "{\"\(String(repeating: "a", count: 61))\":1}", "{\"a\":\"\(String(repeating: "a", count: 200_000))\"}",
    ] { #expect(!DocumentFile.isPlain(try JSONText(parsing: Array(text.utf8)))) }
  }
}

struct FolderPlaceTests {
  @Test(
    "a folder's documents are those that each file alone would be",
    arguments: [
      ["users"], ["users", "ada", "personas"], ["users", "a%"], ["users", "=3f"], ["wide", "=3f"],
      ["users", "ada"],
      [], ["__users__"], ["a%2fb"],
    ])
  func agreement(_ folder: [String]) throws {
    let fanOut = try FanOut(patterns: ["wide": 2])
    var place = FolderPlace(folder, fanOut: fanOut)
    for _ in 0..<2 {
      for name in [
        "ada.json", "ben.json", "con.json", "a b.json", "a%20b.json", "__x__.json", "__id7__.json", "README",
        ".json",
        "ada.txt", "_tail.json", "=aa.json", "%2e.json", "\(String(repeating: "x", count: 201)).json",
        "ada.json.json",
      ] {
        let alone = Result { () throws(CodecError) in
          try DocumentPlace.document(fromFile: folder + [name], fanOut: fanOut)
        }
        let together = Result { () throws(CodecError) in try place.document(file: name) }
        switch (alone, together) {
        case (.success(let a), .success(let b)): #expect(a == b)
        case (.failure(let a), .failure(let b)): #expect(a.code == b.code && a.message == b.message)
        default: Issue.record("\(folder) \(name): \(alone) alone, \(together) together")
        }
      }
    }
  }
}
