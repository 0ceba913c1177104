import Changes
import FirestoreModel
import TestSupport
import Testing

@Suite struct MergeArrayTests {
  typealias Row = MergeValueTests.Row

  @Test(
    "An array by sequence",
    arguments: [
      // Insertions
      Row(#"["a","b"]"#, #"["a","b","c"]"#, #"["a","b","d"]"#, #"["a","b","c","d"]"#),
      Row("[]", #"["a"]"#, #"["b"]"#, #"["a","b"]"#),
      Row(#"["a","b"]"#, #"["x","a","b"]"#, #"["a","b","y"]"#, #"["x","a","b","y"]"#),
      Row(#"["a","b"]"#, #"["a","x","b"]"#, #"["a","y","b"]"#, #"["a","x","y","b"]"#),
      Row(#"["a"]"#, #"["a","c"]"#, #"["a","c"]"#, #"["a","c"]"#),
      Row(#"["a"]"#, #"["a","c","d"]"#, #"["a","c","e"]"#, #"["a","c","d","e"]"#),
      Row(#"["a"]"#, #"["a","d","c"]"#, #"["a","e","c"]"#, #"["a","d","e","c"]"#),
      Row(#"["a","b"]"#, #"["c","a","b"]"#, #"["a","b","c"]"#, #"["c","a","b"] /a duplicate"#),
      Row("[0,0]", "[0,0,0]", "[0,0,1]", "[0,0,0,1]"),
      // Removals
      Row(#"["a","b","c"]"#, #"["a","c"]"#, #"["a","b","c","d"]"#, #"["a","c","d"]"#),
      Row(#"["a","b"]"#, #"["a"]"#, #"["a","b","c"]"#, #"["a","c"]"#),
      Row(#"["a","b"]"#, "[]", #"["a","b","c"]"#, #"["c"]"#),
      Row(#"["a","b","c"]"#, #"["b","c"]"#, #"["a","b"]"#, #"["b"]"#),
      Row(#"["a","b","c"]"#, #"["a","c"]"#, #"["a","c"]"#, #"["a","c"]"#),
      // Changes
      Row(#"["a","b"]"#, #"["x","b"]"#, #"["a","y"]"#, #"["x","y"]"#),
      Row(#"["a","b"]"#, #"["a","x"]"#, #"["a","b","c"]"#, #"["a","x","c"]"#),
      Row(#"["a","b","c"]"#, #"["a","x","c"]"#, #"["a","y","c"]"#, #"["a","x","c"] /a/1 both-changed"#),
      Row(#"["a","b","c"]"#, #"["a","c"]"#, #"["a","x","c"]"#, #"["a","c"] /a removed-by-ours"#),
      Row(#"["a","b","c"]"#, #"["a","x","c"]"#, #"["a","c"]"#, #"["a","x","c"] /a removed-by-theirs"#),
      Row(#"["a","b"]"#, #"["a","x","d"]"#, #"["a","b","c"]"#, #"["a","x","d","c"]"#),
      // Moves
      Row(#"["a","b","c"]"#, #"["c","a","b"]"#, #"["a","b","c","d"]"#, #"["c","a","b","d"]"#),
      Row(#"["a","b","c"]"#, #"["c","a","b"]"#, #"["a","b"]"#, #"["a","b"]"#),
      Row(#"["a","b","c"]"#, #"["c","a","b"]"#, #"["c","a","b"]"#, #"["c","a","b"]"#),
      Row(#"["a","b","c","d"]"#, #"["b","a","c","d"]"#, #"["a","b","d","c"]"#, #"["b","a","d","c"]"#),
      Row(#"["a","b","c"]"#, #"["b","a","c"]"#, #"["a","c","b"]"#, #"["b","a","c"] /a order"#),
      Row(
        #"["a","b","c","d"]"#, #"["d","a","b","c"]"#, #"["a","d","b","c"]"#, #"["d","a","b","c"] /a order"#),
      // Types
      Row("[1,2]", "[1,2,3]", "[1.0,2]", "[1.0,2,3]"),
      Row(#"[1,{"x":1}]"#, #"[1,{"x":2}]"#, #"[5,{"x":1}]"#, #"[5,{"x":2}]"#),
    ])
  func sequence(_ row: Row) throws {
    #expect(try Texts.field(row.base, row.ours, row.theirs) == row.expected)
  }

  @Test(
    "Objects in an array that no key tells apart",
    arguments: [
      Row(
        #"[{"d":0,"t":"x"},{"d":0,"t":"y"}]"#, #"[{"d":1,"t":"x"},{"d":0,"t":"y"}]"#,
        #"[{"d":0,"t":"z"},{"d":0,"t":"y"}]"#, #"[{"d":1,"t":"z"},{"d":0,"t":"y"}]"#),
      Row(
        #"[{"d":0,"t":"x"}]"#, #"[{"d":1,"t":"x"}]"#, #"[{"d":2,"t":"x"}]"#,
        #"[{"d":1,"t":"x"}] /a/0/d both-changed"#),
      // Inserted before it: still the same object.
      Row(
        #"[{"d":0,"t":"x"}]"#, #"[{"d":9,"t":"new"},{"d":1,"t":"x"}]"#, #"[{"d":0,"t":"y"}]"#,
        #"[{"d":9,"t":"new"},{"d":1,"t":"y"}]"#),
      // Nothing in common: another object stands there.
      Row(
        #"[{"d":0,"t":"x"}]"#, #"[{"k":1,"l":2}]"#, #"[{"d":0,"t":"y"}]"#,
        #"[{"k":1,"l":2}] /a/0 both-changed"#),
      // Different ids are never the same object.
      Row(
        #"[{"id":1,"t":"x","u":1}]"#, #"[{"id":2,"t":"x","u":1}]"#, #"[{"id":1,"t":"x","u":2}]"#,
        #"[{"id":2,"t":"x","u":1}] /a removed-by-ours"#),
      // The same id is, wherever it went.
      Row(
        #"[{"id":1,"t":"x"},{"id":2,"t":"y"},{"id":3,"t":"z"}]"#,
        #"[{"id":3,"t":"zz"},{"id":1,"t":"x"},{"id":2,"t":"y"}]"#,
        #"[{"id":1,"t":"x"},{"id":2,"t":"y"},{"id":3,"t":"z","u":1}]"#,
        #"[{"id":3,"t":"zz","u":1},{"id":1,"t":"x"},{"id":2,"t":"y"}]"#),
      Row(
        "[]", #"[{"id":1,"t":"x"}]"#, #"[{"id":1,"t":"y"}]"#, #"[{"id":1,"t":"x"}] /a/0/t both-added"#),
    ])
  func objects(_ row: Row) throws {
    #expect(try Texts.field(row.base, row.ours, row.theirs) == row.expected)
  }

  @Test(
    "A set",
    arguments: [
      Row(#"["a","b"]"#, #"["a","b","c"]"#, #"["a","b","d"]"#, #"["a","b","c","d"]"#),
      Row(#"["a","b"]"#, #"["c","a","b"]"#, #"["a","b","c"]"#, #"["c","a","b"]"#),
      Row(#"["a","b"]"#, #"["a","x"]"#, #"["a","y"]"#, #"["a","x","y"]"#),
      Row(#"["a","b"]"#, #"["a"]"#, #"["a","y"]"#, #"["a","y"]"#),
      Row(#"["a","b","c"]"#, #"["c","b","a"]"#, #"["b","a","c"]"#, #"["c","b","a"]"#),
      Row(nil, #"["a","b"]"#, #"["b","c"]"#, #"["a","b","c"]"#),
      Row("[1]", "[1,2]", "[1,2.0]", "[1,2] /a duplicate"),
      Row("[]", "[1,1]", "[2]", "[1,1,2]"),
      Row(#"["a"]"#, #"["b"]"#, "1", #"["b"] /a types-differ"#),
    ])
  func set(_ row: Row) throws {
    #expect(try Texts.field(row.base, row.ours, row.theirs, .set) == row.expected)
  }

  @Test(
    "Elements by key",
    arguments: [
      Row(
        #"[{"k":"a","n":1,"t":1},{"k":"b","n":1}]"#, #"[{"k":"b","n":1},{"k":"a","n":3,"t":1}]"#,
        #"[{"k":"a","n":4,"t":2},{"k":"b","n":2},{"k":"c","n":1}]"#,
        #"[{"k":"b","n":2},{"k":"a","n":6,"t":2},{"k":"c","n":1}]"#),
      Row(
        #"[{"k":"a","t":1},{"k":"b","t":1}]"#, #"[{"k":"b","t":2}]"#,
        #"[{"k":"a","t":1},{"k":"b","t":1,"u":1}]"#,
        #"[{"k":"b","t":2,"u":1}]"#),
      Row(
        #"[{"k":"a","t":1},{"k":"b","t":1}]"#, #"[{"k":"b","t":1}]"#, #"[{"k":"a","t":2},{"k":"b","t":2}]"#,
        #"[{"k":"b","t":2}] /a removed-by-ours"#),
      Row(
        #"[{"k":"a"}]"#, #"[{"k":"b","t":1,"u":1},{"k":"a"}]"#, #"[{"k":"a"},{"k":"b","t":2,"v":1}]"#,
        #"[{"k":"b","t":1,"u":1,"v":1},{"k":"a"}] /a/0/t both-added"#),
      // What both made is no use of it.
      Row("[]", #"[{"k":"a","n":1}]"#, #"[{"k":"a","n":1},{"k":"b"}]"#, #"[{"k":"a","n":1},{"k":"b"}]"#),
      Row(nil, #"[{"k":"a"}]"#, #"[{"k":"b"}]"#, #"[{"k":"a"},{"k":"b"}]"#),
      // Two of a key: by place, as without one.
      Row(
        #"[{"k":"a","t":1},{"k":"a","t":2}]"#, #"[{"k":"a","t":3},{"k":"a","t":2}]"#,
        #"[{"k":"a","t":1},{"k":"a","t":4}]"#, #"[{"k":"a","t":3},{"k":"a","t":4}]"#),
      // Both counted the same: two uses.
      Row(
        #"[{"k":"a","n":1}]"#, #"[{"k":"a","n":2}]"#, #"[{"k":"a","n":2},{"k":"b"}]"#,
        #"[{"k":"a","n":3},{"k":"b"}]"#),
    ])
  func keyed(_ row: Row) throws {
    let rule = Rule.keyed("k", .map(["n": .counter]))
    #expect(try Texts.field(row.base, row.ours, row.theirs, rule) == row.expected)
  }

  @Test("What one side removed and the other changed is one decision over the array, everything else merged")
  func removal() throws {
    let outcome = try Texts.merge(
      #"{"a":[{"k":"a","t":1},{"k":"b","t":1},{"k":"c","t":1}]}"#,
      #"{"a":[{"k":"b","t":1},{"k":"c","t":2}]}"#,
      #"{"a":[{"k":"a","t":5},{"k":"b","t":6},{"k":"c","t":3},{"k":"d"}]}"#,
      .map(["a": .keyed("k", .nothing)]))
    #expect(Texts.text(outcome.fields?["a"]) == #"[{"k":"b","t":6},{"k":"c","t":2},{"k":"d"}]"#)
    let conflict = try #require(outcome.conflicts.first)
    #expect(outcome.conflicts.count == 1)
    #expect(Texts.text(conflict.ours) == #"[{"k":"b","t":6},{"k":"c","t":2},{"k":"d"}]"#)
    #expect(Texts.text(conflict.theirs) == #"[{"k":"a","t":5},{"k":"b","t":6},{"k":"c","t":3},{"k":"d"}]"#)
  }

  @Test("A hundred thousand elements, changed all over", .endsAtAll)
  func large() {
    let base = (0..<100_000).map { Value.integer(Int64($0)) }
    var ours = base
    var theirs = base
    for index in stride(from: 0, to: base.count, by: 7) { ours[index] = .integer(Int64(index) + 1_000_000) }
    for index in stride(from: 3, to: base.count, by: 7) { theirs[index] = .integer(Int64(index) + 2_000_000) }
    ours.append(.string("ours"))
    theirs.append(.string("theirs"))
    let outcome = DocumentMerge.merge(
      base: Fields(unsorted: [("a", .array(base))]), ours: Fields(unsorted: [("a", .array(ours))]),
      theirs: Fields(unsorted: [("a", .array(theirs))]), traits: .none)
    #expect(outcome.isClean)
    guard case .array(let merged)? = outcome.fields?["a"] else { return }
    #expect(merged.count == 100_002)
    #expect(merged[7] == .integer(1_000_007) && merged[10] == .integer(2_000_010) && merged[1] == .integer(1))
  }
}
