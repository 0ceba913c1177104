import Changes
import Testing

/// What two editors do to a persona, an analysis or an account, and what a reviewer expects of the merge. Whole
/// documents, so that fields of all kinds are merged beside each other.
@Suite struct MergeCaseTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let base: String?
    let ours: String
    let theirs: String
    /// The merged document, then pointer and reason of each conflict.
    let expected: String

    init(_ name: String, _ base: String?, _ ours: String, _ theirs: String, _ expected: String) {
      self.name = name
      self.base = base
      self.ours = ours
      self.theirs = theirs
      self.expected = expected
    }

    var testDescription: String { name }
  }

  static let rule = Rule.map([
    "meta": .map(["uses": .counter, "seen": .latest, "updated": .latest]), "values": .set,
    "items": .keyed("id", .map(["hits": .counter, "tags": .set, "parts": .keyed("no", .nothing)])),
  ])

  private static func time(_ text: String) -> String { #"{"$timestamp":"2026-\#(text)Z"}"# }

  static let cases: [Case] = [
    Case(
      "a use on one side, an edit and a use on the other",
      #"{"meta":{"seen":\#(time("01-01T00:00:00")),"uses":10},"name":"A","values":["x"]}"#,
      #"{"meta":{"seen":\#(time("01-02T00:00:00.5")),"uses":11},"name":"A","values":["x"]}"#
        .replacing(".5Z", with: ".500Z"),
      #"{"meta":{"seen":\#(time("01-02T00:00:00")),"uses":13},"name":"B","values":["x","y"]}"#,
      #"{"meta":{"seen":\#(time("01-02T00:00:00.500")),"uses":14},"name":"B","values":["x","y"]}"#),
    Case(
      "a first use on both sides", #"{"meta":{},"name":"A"}"#, #"{"meta":{"uses":2},"name":"A"}"#,
      #"{"meta":{"uses":5},"name":"A"}"#, #"{"meta":{"uses":7},"name":"A"}"#),
    Case(
      "a counter set back to nothing, and used meanwhile", #"{"meta":{"uses":10}}"#, #"{"meta":{"uses":0}}"#,
      #"{"meta":{"uses":12}}"#, #"{"meta":{"uses":2}}"#),
    Case(
      "a counter taken away, and used", #"{"meta":{"uses":1}}"#, #"{"meta":{}}"#, #"{"meta":{"uses":2}}"#,
      #"{"meta":{}} /meta/uses removed-by-ours"#),
    Case(
      "a time set back by one side alone", #"{"meta":{"updated":\#(time("05-01T00:00:00"))},"n":1}"#,
      #"{"meta":{"updated":\#(time("01-01T00:00:00"))},"n":1}"#,
      #"{"meta":{"updated":\#(time("05-01T00:00:00"))},"n":2}"#,
      #"{"meta":{"updated":\#(time("01-01T00:00:00"))},"n":2}"#),
    Case(
      "a set: removed, replaced, added, added by both", #"{"values":["a","b","c"]}"#,
      #"{"values":["a","c","new","same"]}"#, #"{"values":["a","b","x","same"]}"#,
      #"{"values":["a","new","x","same"]}"#),
    Case(
      "a set: the same two, crosswise", #"{"values":["a"]}"#, #"{"values":["a","p","q"]}"#,
      #"{"values":["a","q","p"]}"#, #"{"values":["a","p","q"]}"#),
    Case(
      "an item edited in two fields, one by each", #"{"items":[{"f":1,"id":"a","r":1},{"id":"b"}]}"#,
      #"{"items":[{"f":2,"id":"a","r":1},{"id":"b"}]}"#, #"{"items":[{"f":1,"id":"a","r":2},{"id":"b"}]}"#,
      #"{"items":[{"f":2,"id":"a","r":2},{"id":"b"}]}"#),
    Case(
      "items reordered, one edited and one appended", #"{"items":[{"id":"a","s":1},{"id":"b"},{"id":"c"}]}"#,
      #"{"items":[{"id":"c"},{"id":"b"},{"id":"a","s":1}]}"#,
      #"{"items":[{"id":"a","s":2},{"id":"b"},{"id":"c"},{"id":"d"}]}"#,
      #"{"items":[{"id":"c"},{"id":"b"},{"id":"a","s":2},{"id":"d"}]}"#),
    Case(
      "an item's id changed, another item edited", #"{"items":[{"id":"a","s":1},{"id":"b","s":1}]}"#,
      #"{"items":[{"id":"z","s":1},{"id":"b","s":1}]}"#, #"{"items":[{"id":"a","s":1},{"id":"b","s":2}]}"#,
      #"{"items":[{"id":"z","s":1},{"id":"b","s":2}]}"#),
    Case(
      "an item's id changed, the same item edited", #"{"items":[{"id":"a","s":1}]}"#,
      #"{"items":[{"id":"z","s":1}]}"#, #"{"items":[{"id":"a","s":2}]}"#,
      #"{"items":[{"id":"z","s":1}]} /items removed-by-ours"#),
    Case(
      "items of items, sets and counters in them",
      #"{"items":[{"hits":1,"id":"a","parts":[{"no":1,"t":"x"},{"no":2,"t":"y"}],"tags":["k"]}]}"#,
      #"{"items":[{"hits":2,"id":"a","parts":[{"no":2,"t":"yy"},{"no":1,"t":"x"}],"tags":["k","o"]}]}"#,
      #"{"items":[{"hits":4,"id":"a","parts":[{"no":1,"t":"xx"},{"no":2,"t":"y"},{"no":3}],"tags":["t"]}]}"#,
      #"{"items":[{"hits":5,"id":"a","parts":[{"no":2,"t":"yy"},{"no":1,"t":"xx"},{"no":3}],"tags":["o","t"]}]}"#
    ),
    Case(
      "an item added by both, not quite the same", #"{"items":[]}"#, #"{"items":[{"id":"n","s":1,"t":"x"}]}"#,
      #"{"items":[{"id":"m"},{"id":"n","s":2,"t":"x"}]}"#,
      #"{"items":[{"id":"m"},{"id":"n","s":1,"t":"x"}]} /items/1/s both-added"#),
    Case(
      "a list taken away, and appended to", #"{"items":[{"id":"a"}],"n":1}"#, #"{"n":1}"#,
      #"{"items":[{"id":"a"},{"id":"b"}],"n":2}"#, #"{"n":2} /items removed-by-ours"#),
    Case(
      "tasks without ids: one ticked and another inserted before it, the same one noted",
      #"{"tasks":[{"done":false,"note":"-","title":"a"},{"done":false,"note":"-","title":"b"}]}"#,
      #"{"tasks":[{"done":false,"note":"!","title":"new"},{"done":true,"note":"-","title":"a"},{"done":false,"note":"-","title":"b"}]}"#,
      #"{"tasks":[{"done":false,"note":"soon","title":"a"},{"done":false,"note":"-","title":"b"}]}"#,
      #"{"tasks":[{"done":false,"note":"!","title":"new"},{"done":true,"note":"soon","title":"a"},{"done":false,"note":"-","title":"b"}]}"#
    ),
    Case(
      "a list: the last one removed, another appended", #"{"list":["a","b"]}"#, #"{"list":["a"]}"#,
      #"{"list":["a","b","c"]}"#, #"{"list":["a","c"]}"#),
    Case(
      "a list: one inserted where the next one is reworded", #"{"list":["a","b","c"]}"#,
      #"{"list":["a","new","b","c"]}"#, #"{"list":["a","b!","c"]}"#, #"{"list":["a","new","b!","c"]}"#),
    Case(
      "a list: one moved to the end, others reworded and removed", #"{"list":["a","b","c","d"]}"#,
      #"{"list":["b","c","d","a"]}"#, #"{"list":["a!","b","d"]}"#, #"{"list":["b","d","a!"]}"#),
    Case(
      "a list: moved to the same neighbours by both, of which one removed another",
      #"{"list":["a","b","c","d","e"]}"#, #"{"list":["a","e","c","d"]}"#, #"{"list":["a","e","b","c","d"]}"#,
      #"{"list":["a","e","c","d"]}"#),
    Case(
      "a list emptied, and appended to", #"{"list":["a","b"]}"#, #"{"list":[]}"#, #"{"list":["a","b","c"]}"#,
      #"{"list":["c"]}"#),
    Case(
      "a flag added by each, one removed and edited",
      #"{"flags":{"old":{"on":true}}}"#, #"{"flags":{"one":{"on":true}}}"#,
      #"{"flags":{"old":{"on":false},"two":{"on":true}}}"#,
      #"{"flags":{"one":{"on":true},"two":{"on":true}}} /flags/old removed-by-ours"#),
    Case(
      "a field renamed, another edited", #"{"nick":"a","x":1}"#, #"{"alias":"a","x":1}"#,
      #"{"nick":"a","x":2}"#,
      #"{"alias":"a","x":2}"#),
    Case(
      "a field renamed, and edited", #"{"nick":"a"}"#, #"{"alias":"a"}"#, #"{"nick":"b"}"#,
      #"{"alias":"a"} /nick removed-by-ours"#),
    Case(
      "null is a value", #"{"a":1,"b":null,"c":1}"#, #"{"a":null,"b":null}"#, #"{"b":2,"c":1}"#,
      #"{"a":null,"b":2} /a removed-by-theirs"#),
    Case(
      "an int made a double, and changed", #"{"a":1,"b":2}"#, #"{"a":1.0,"b":2.0}"#, #"{"a":1,"b":3}"#,
      #"{"a":1.0,"b":2.0} /b both-changed"#),
    Case(
      "a place and a vector are one value each",
      #"{"p":{"$geoPoint":{"latitude":1.0,"longitude":1.0}},"v":{"$vector":[1.0,2.0]}}"#,
      #"{"p":{"$geoPoint":{"latitude":2.0,"longitude":1.0}},"v":{"$vector":[1.0,2.0]}}"#,
      #"{"p":{"$geoPoint":{"latitude":1.0,"longitude":2.0}},"v":{"$vector":[1.0,3.0]}}"#,
      #"{"p":{"$geoPoint":{"latitude":2.0,"longitude":1.0}},"v":{"$vector":[1.0,3.0]}} /p both-changed"#),
    Case(
      "the same change on both sides, and one more on each", #"{"a":1,"b":1,"c":1}"#, #"{"a":2,"b":2,"c":1}"#,
      #"{"a":2,"b":1,"c":2}"#, #"{"a":2,"b":2,"c":2}"#),
    Case(
      "paragraphs: one reworded, one taken out", #"{"t":"a\n\nb\n\nc\n\nd"}"#, #"{"t":"a\n\nb!\n\nc\n\nd"}"#,
      #"{"t":"a\n\nb\n\nc"}"#, #"{"t":"a\n\nb!\n\nc"}"#),
    Case(
      "both added it: sets and lists by key together, counters as they are",
      nil, #"{"items":[{"id":"a"}],"meta":{"uses":3},"values":["x"]}"#,
      #"{"items":[{"id":"b"}],"meta":{"uses":3},"values":["y"]}"#,
      #"{"items":[{"id":"a"},{"id":"b"}],"meta":{"uses":3},"values":["x","y"]}"#),
  ]

  @Test("two editors", arguments: cases)
  func merge(_ example: Case) throws {
    let outcome = try Texts.merge(example.base, example.ours, example.theirs, Self.rule)
    #expect(Texts.line(outcome) == example.expected)
  }

  @Test("the other way round: the same conflicts, and nothing lost", arguments: cases)
  func swapped(_ example: Case) throws {
    let forth = try Texts.merge(example.base, example.ours, example.theirs, Self.rule)
    let back = try Texts.merge(example.base, example.theirs, example.ours, Self.rule)
    #expect(forth.conflicts.map(\.pointer) == back.conflicts.map(\.pointer))
    let settled = try MergeResolution.apply(.theirs, to: back.conflicts, in: back.fields)
    #expect(Texts.text(settled).utf8.sorted() == Texts.text(forth.fields).utf8.sorted())
  }
}
