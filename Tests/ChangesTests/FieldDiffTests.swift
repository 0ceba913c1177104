import Changes
import FirestoreModel
import Testing

@Suite struct FieldDiffTests {
  private func lines(_ old: Fields, _ new: Fields, _ traits: FieldTraits = .none) -> [String] {
    ChangeRows.rows(of: FieldDiff.changes(from: old, to: new, traits: traits), traits: traits).map(line)
  }

  private func line(_ row: ChangeRow) -> String {
    if let pieces = row.pieces {
      return row.place + " ~ "
        + pieces.map {
          $0.kind == .common ? $0.text : $0.kind == .removed ? "[-\($0.text)-]" : "{+\($0.text)+}"
        }
        .joined()
    }
    return switch row.kind {
    case .added: "\(row.place) + \(row.new ?? "?")"
    case .removed: "\(row.place) - \(row.old ?? "?")"
    case .changed: "\(row.place) \(row.old ?? "?") → \(row.new ?? "?")"
    case .moved: "\(row.place) ← \(row.old ?? "?") \(row.new ?? "?")"
    case .reordered: "\(row.place) ↕ \(row.new ?? "?")"
    }
  }

  /// Every type changes in one row.
  @Test(arguments: [
    (Value.null, Value.boolean(true), "f null → true"),
    (.integer(1), .double(1), "f 1 (integer) → 1.0 (double)"),
    (.string("1"), .integer(1), "f \"1\" (string) → 1 (integer)"),
    (.double(-0.0), .double(0), "f -0.0 → 0.0"), (.double(.nan), .double(.infinity), "f NaN → Infinity"),
    (.string("e\u{301}"), .string("é"), "f \"e\u{301}\" → \"é\""),
    (.bytes([1]), .bytes([1, 2]), "f 1 byte → 2 bytes"), (.bytes([1]), .bytes([2]), "f AQ== → Ag=="),
    (
      .geoPoint(GeoPoint(latitude: 1, longitude: 2)), .geoPoint(GeoPoint(latitude: 1, longitude: 2.5)),
      "f 1.0, 2.0 → 1.0, 2.5"
    ),
    (.vector([1, 2]), .vector([1, 3]), "f [1.0, 2.0] → [1.0, 3.0]"),
    (.map([:]), .null, "f {} → null"), (.map(["a": .null]), .map([:]), "f.a - null"),
    (.array([.integer(1)]), .array([.integer(2)]), "f[0] 1 → 2"),
    (
      .timestamp(Timestamp(seconds: 0)), .timestamp(Timestamp(seconds: 1)),
      "f 1970-01-01T00:00:00Z → 1970-01-01T00:00:01Z"
    ),
  ])
  func eachTypeIsOneRow(_ old: Value, _ new: Value, _ expected: String) {
    #expect(lines(["f": old, "same": .integer(1)], ["f": new, "same": .integer(1)]) == [expected])
  }

  @Test func fieldsComeAndGo() {
    #expect(
      lines(
        ["a": .integer(1), "m": .map(["x": .integer(1)])], ["b": .null, "m": .map(["x.y": .integer(1)])])
        == ["a - 1", "b + null", "m.x - 1", "m.`x.y` + 1"])
    // A document that was read may have names that are not legal; nothing is dropped.
    #expect(lines([:], ["": .integer(1)]) == ["`` + 1"])
  }

  @Test(arguments: [
    (["a", "b", "c"], ["a", "x", "b", "c"], ["l[1] + \"x\""]),
    (["a", "b", "c"], ["a", "c"], ["l[1] - \"b\""]),
    (["a", "b", "c"], ["c", "a", "b"], ["l[0] ← l[2] \"c\""]),
    (
      ["too little time"], ["no evening before nine"],
      ["l[0] - \"too little time\"", "l[0] + \"no evening before nine\""]
    ),
    (
      ["one podcast a day"], ["two podcasts a day"],
      ["l[0] - \"one podcast a day\"", "l[0] + \"two podcasts a day\""]
    ),
    (
      ["a podcast each day"], ["a podcast every day"],
      ["l[0] \"a podcast each day\" → \"a podcast every day\""]
    ),
  ])
  func arraysAreSequences(_ old: [String], _ new: [String], _ expected: [String]) {
    #expect(
      lines(["l": .array(old.map(Value.string))], ["l": .array(new.map(Value.string))]) == expected)
  }

  /// A table with one field.
  private func traits(_ name: String, _ edit: (inout FieldTraits.Notes) -> Void) -> FieldTraits {
    var root = FieldTraits.Node()
    root.members = [name: 1]
    var node = FieldTraits.Node()
    edit(&node.notes)
    return FieldTraits([root, node])
  }

  @Test func setsHaveMembers() {
    let set = traits("l") { $0.isSet = true }
    let old: Fields = ["l": .array([.string("a"), .string("b"), .string("c")])]
    #expect(
      lines(old, ["l": .array([.string("c"), .string("x"), .string("a")])], set) == [
        "l + \"x\"", "l - \"b\"",
      ])
    #expect(
      lines(old, ["l": .array([.string("c"), .string("b"), .string("a")])], set) == [
        "l ↕ [\"c\",\"b\",\"a\"]"
      ])
  }

  @Test func keyedElementsAreKnownByTheirKey() {
    let keyed = traits("l") { $0.key = "id" }
    func item(_ id: Int64, _ text: String) -> Value { .map(["id": .integer(id), "text": .string(text)]) }
    #expect(
      lines(
        ["l": .array([item(1, "a"), item(2, "b"), item(5, "e"), item(3, "c")])],
        ["l": .array([item(3, "c"), item(1, "A"), item(5, "e"), item(4, "d")])], keyed) == [
          "l[id=2] - {\"id\":2,\"text\":\"b\"}", "l[id=3] ← l[3] {\"id\":3,\"text\":\"c\"}",
          "l[id=1].text \"a\" → \"A\"", "l[id=4] + {\"id\":4,\"text\":\"d\"}",
        ])
    // Without a key, what has half in common is one element still.
    #expect(
      lines(["l": .array([item(1, "a")])], ["l": .array([item(1, "A")])]) == ["l[0].text \"a\" → \"A\""])
  }

  @Test func volatileFieldsAreFoldedAway() {
    let volatile = traits("usage") { $0.isVolatile = true }
    let old: Fields = ["name": .string("Ada"), "usage": .map(["count": .integer(1)])]
    let new: Fields = ["name": .string("Ada"), "usage": .map(["count": .integer(2)])]
    #expect(lines(old, new, volatile).isEmpty)
    #expect(lines(["name": .string("Ada")], new, volatile).isEmpty)
    #expect(FieldDiff.changes(from: old, to: new, traits: volatile, includingVolatile: true).count == 1)
  }

  @Test func personalValuesAreMasked() {
    let personal = traits("email") { $0.isPersonal = true }
    var options = RowOptions()
    options.masksPersonal = true
    let changes = FieldDiff.changes(
      from: ["email": .string("a@b.c")], to: ["email": .string("d@e.f")], traits: personal)
    let rows = ChangeRows.rows(of: changes, traits: personal, options: options)
    #expect(rows.map { [$0.old, $0.new] } == [["•••", "•••"]])
  }

  @Test func longTextsShowWhatChangedInThem() {
    let old = "Juggles work, two kids and a band that rehearses on Thursdays in the old brewery by the river."
    let new = old.split(separator: " ").map { $0 == "brewery" ? "bakery" : String($0) }.joined(separator: " ")
    #expect(
      lines(["d": .string(old)], ["d": .string(new)]) == [
        "d ~ …on Thursdays in the old [-brewery-]{+bakery+} by the river."
      ])
    // A difference behind what a line holds is still seen.
    let long = String(repeating: "a", count: 200)
    #expect(
      lines(["d": .array([.string(long + "1")])], ["d": .array([.string(long + "2")])])[0].contains("1\" → "))
  }

  @Test func labelsTellWhatNamesDoNot() {
    let titled = traits("planType") { $0.title = "Plan" }
    let rows = ChangeRows.rows(
      of: FieldDiff.changes(from: [:], to: ["planType": .null], traits: titled), traits: titled)
    #expect(rows[0].labels == ["Plan"] && rows[0].tellingLabel == "Plan")
    let same = traits("planType") { $0.title = "Plan type" }
    #expect(
      ChangeRows.rows(of: FieldDiff.changes(from: [:], to: ["planType": .null], traits: same))[0].tellingLabel
        == nil)
  }
}
