import Changes
import Diagnostics
import DocumentCodec
import FirestoreModel
import JSON
import TestSupport
import Testing

@Suite struct PatchTests {
  private func json(_ text: String) throws -> JSONValue {
    JSONValue(try JSONText(parsing: Array(text.utf8)).root)
  }

  private func patch(_ text: String) throws -> JSONPatch {
    try JSONPatch(try JSONText(parsing: Array(text.utf8)).root)
  }

  /// RFC 6902, appendix A, and what its errata and common suites add.
  @Test(arguments: [
    (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux"}]"#, #"{"foo":"bar","baz":"qux"}"#),
    (
      #"{"foo":["bar","baz"]}"#, #"[{"op":"add","path":"/foo/1","value":"qux"}]"#,
      #"{"foo":["bar","qux","baz"]}"#
    ),
    (#"{"baz":"qux","foo":"bar"}"#, #"[{"op":"remove","path":"/baz"}]"#, #"{"foo":"bar"}"#),
    (#"{"foo":["bar","qux","baz"]}"#, #"[{"op":"remove","path":"/foo/1"}]"#, #"{"foo":["bar","baz"]}"#),
    (
      #"{"baz":"qux","foo":"bar"}"#, #"[{"op":"replace","path":"/baz","value":"boo"}]"#,
      #"{"baz":"boo","foo":"bar"}"#
    ),
    (
      #"{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}"#,
      #"[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]"#,
      #"{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}"#
    ),
    (
      #"{"foo":["all","grass","cows","eat"]}"#, #"[{"op":"move","from":"/foo/1","path":"/foo/3"}]"#,
      #"{"foo":["all","cows","eat","grass"]}"#
    ),
    (
      #"{"baz":"qux","foo":["a",2,"c"]}"#,
      #"[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]"#,
      #"{"baz":"qux","foo":["a",2,"c"]}"#
    ),
    (
      #"{"foo":"bar"}"#, #"[{"op":"add","path":"/child","value":{"grandchild":{}}}]"#,
      #"{"foo":"bar","child":{"grandchild":{}}}"#
    ),
    (
      #"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux","xyz":123}]"#,
      #"{"foo":"bar","baz":"qux"}"#
    ),
    (#"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":10}]"#, #"{"/":9,"~1":10}"#),
    (
      #"{"foo":["bar"]}"#, #"[{"op":"add","path":"/foo/-","value":["abc","def"]}]"#,
      #"{"foo":["bar",["abc","def"]]}"#
    ),
    (#"{"a":1}"#, #"[{"op":"copy","from":"/a","path":"/b"}]"#, #"{"a":1,"b":1}"#),
    (#"{"a":1}"#, #"[{"op":"copy","from":"","path":"/b"}]"#, #"{"a":1,"b":{"a":1}}"#),
    (#"{"a":1}"#, #"[{"op":"test","path":"/a","value":1.0}]"#, #"{"a":1}"#),
    (#"{"a":{"x":1,"y":2}}"#, #"[{"op":"test","path":"/a","value":{"y":2,"x":1}}]"#, #"{"a":{"x":1,"y":2}}"#),
    (#"{"a":1}"#, #"[{"op":"replace","path":"","value":{"b":2}}]"#, #"{"b":2}"#),
    (#"{"a":1}"#, #"[{"op":"move","from":"/a","path":"/a"}]"#, #"{"a":1}"#),
    (#"{"":1}"#, #"[{"op":"replace","path":"/","value":2}]"#, #"{"":2}"#),
    (#"{"a":[1]}"#, #"[{"op":"add","path":"/a/1","value":2}]"#, #"{"a":[1,2]}"#),
  ])
  func operationsWork(_ document: String, _ operations: String, _ expected: String) throws {
    #expect(try patch(operations).apply(to: json(document))?.compact() == expected)
  }

  @Test(arguments: [
    (#"{"baz":"qux"}"#, #"[{"op":"test","path":"/baz","value":"bar"}]"#, "patch/test", "/baz", 75),
    (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz/bat","value":"qux"}]"#, "patch/absent", "/baz/bat", 75),
    (#"{"a":1}"#, #"[{"op":"remove","path":"/b"}]"#, "patch/absent", "/b", 75),
    (#"{"a":1}"#, #"[{"op":"replace","path":"/b","value":1}]"#, "patch/absent", "/b", 75),
    (#"{"a":[1]}"#, #"[{"op":"add","path":"/a/2","value":1}]"#, "patch/absent", "/a/2", 75),
    (#"{"a":[1]}"#, #"[{"op":"remove","path":"/a/-"}]"#, "patch/absent", "/a/-", 75),
    (#"{"a":[1,2]}"#, #"[{"op":"remove","path":"/a/01"}]"#, "patch/index", "/a/01", 65),
    (#"{"a":[1,2]}"#, #"[{"op":"add","path":"/a/1e0","value":1}]"#, "patch/index", "/a/1e0", 65),
    (#"{"a":{"b":1}}"#, #"[{"op":"move","from":"/a","path":"/a/b"}]"#, "patch/into-itself", "/a/b", 65),
    (#"{"a":"x"}"#, #"[{"op":"add","path":"/a/b/c","value":1}]"#, "patch/absent", "/a/b/c", 75),
    (#"{"a":"1"}"#, #"[{"op":"test","path":"/a","value":1}]"#, "patch/test", "/a", 75),
    (#"{"a":null}"#, #"[{"op":"test","path":"/b","value":null}]"#, "patch/absent", "/b", 75),
  ])
  func failuresNameTheirPlace(
    _ document: String, _ operations: String, _ code: String, _ pointer: String, _ exit: Int32
  ) throws {
    let error = try #require(throws: PatchError.self) { try patch(operations).apply(to: json(document)) }
    #expect(error.code == code && error.location?.pointer == pointer && error.kind.exitCode == exit)
  }

  @Test(arguments: [
    "{}", "[1]", #"[{"path":"/a"}]"#, #"[{"op":"spam","path":"/a"}]"#, #"[{"op":"add","path":"/a"}]"#,
    #"[{"op":"add","path":"a","value":1}]"#, #"[{"op":"add","path":"/~2","value":1}]"#,
    #"[{"op":"move","path":"/a"}]"#, #"[{"op":"remove"}]"#, #"[{"op":1,"path":"/a"}]"#,
  ])
  func formIsChecked(_ text: String) throws {
    let error = try #require(throws: PatchError.self) { _ = try patch(text) }
    #expect(error.code == "patch/form" && error.location?.position != nil)
  }

  /// Each copy doubles the document.
  @Test func copiesCannotGrowForever() throws {
    let copies = (0..<64).map { #"{"op":"copy","from":"","path":"/c\#($0)"}"# }.joined(separator: ",")
    let error = try #require(throws: PatchError.self) {
      try patch("[\(copies)]").apply(to: json(#"{"a":1}"#))
    }
    #expect(error.code == "patch/too-large")
  }

  /// RFC 7386, appendix A.
  @Test(arguments: [
    (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
    (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
    (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
    (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
    (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#), (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
    (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
    (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#), ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
    ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
  ])
  func mergePatchesWork(_ document: String, _ change: String, _ expected: String) throws {
    #expect(MergePatch.apply(try json(change), to: try json(document))?.compact() == expected)
  }

  @Test func mergePatchesCannotSayNull() throws {
    let error = try #require(throws: PatchError.self) {
      try MergePatch.from(json(#"{"a":{"b":1}}"#), to: json(#"{"a":{"b":null}}"#))
    }
    #expect(error.code == "patch/null" && error.location?.pointer == "/a/b")
    #expect(throws: PatchError.self) { try MergePatch.from(json("{}"), to: json(#"{"n":{"b":null}}"#)) }
    #expect(
      try MergePatch.from(json(#"{"a":null}"#), to: json(#"{"a":null,"l":[null]}"#)).compact()
        == #"{"l":[null]}"#)
  }

  /// diff then apply is the target, and reads back as a document, for documents of all types.
  @Test func patchesMakeTheTarget() throws {
    for number in 0..<1_500 {
      var random = RandomFields(random: Seeds.generator(61, case: number))
      let seed = random.random.seed
      let old = random.fields()
      let new = number % 5 == 0 ? random.fields() : random.edited(old)
      let (before, after) = (DocumentFile.jsonValue(old), DocumentFile.jsonValue(new))
      let text = JSONPatch.from(before, to: after).json.compact()
      let made = try #require(try patch(text).apply(to: before), "seed \(seed)")
      let read = try? decoded(made)
      #expect(read == new, "seed \(seed): \(before.compact()) \(text)")
      #expect(FieldDiff.changes(from: old, to: read ?? Fields()) == FieldDiff.changes(from: old, to: new))
      if old == new { #expect(text == "[]") }
      guard let merge = try? MergePatch.from(before, to: after) else { continue }
      let merged = try #require(MergePatch.apply(try json(merge.compact()), to: before), "seed \(seed)")
      #expect((try? decoded(merged)) == new, "seed \(seed): \(before.compact()) \(merge.compact())")
    }
  }

  private func decoded(_ value: JSONValue) throws -> Fields {
    try DocumentFile.decode(Array(value.compact().utf8), file: nil)
  }

  /// The field changes, put into the old fields, give the new ones: nothing that differs is left out.
  @Test func changesAreAllThatDiffers() {
    for number in 0..<1_500 {
      var random = RandomFields(random: Seeds.generator(62, case: number))
      let old = random.fields()
      let new = random.edited(old)
      var made = old
      for change in FieldDiff.changes(from: old, to: new) {
        if let value = change.new { made.set(value, at: change.path) } else { made.remove(at: change.path) }
      }
      #expect(made == new, "seed \(random.random.seed)")
      #expect(FieldDiff.changes(from: new, to: new).isEmpty)
      #expect(ChangeRows.rows(of: FieldDiff.changes(from: old, to: new)).isEmpty == (old == new))
    }
  }

  @Test(arguments: [
    (#"{"l":[1,2,3,4]}"#, #"{"l":[4,1,2,3]}"#, #"[{"op":"move","from":"/l/3","path":"/l/0"}]"#),
    (#"{"l":[1,2,3]}"#, #"{"l":[1,9,2,3]}"#, #"[{"op":"add","path":"/l/1","value":9}]"#),
    (#"{"l":[1,2,3]}"#, #"{"l":[1,3]}"#, #"[{"op":"remove","path":"/l/1"}]"#),
    (
      #"{"l":[{"a":1,"b":2},2]}"#, #"{"l":[{"a":1,"b":3},2]}"#,
      #"[{"op":"replace","path":"/l/0/b","value":3}]"#
    ),
    (
      #"{"t":{"$timestamp":"2026-01-01T00:00:00Z"}}"#, #"{"t":{"$timestamp":"2026-01-02T00:00:00Z"}}"#,
      #"[{"op":"replace","path":"/t","value":{"$timestamp":"2026-01-02T00:00:00Z"}}]"#
    ),
    (
      #"{"a/b":1,"m~n":1}"#, #"{"a/b":2,"m~n":2}"#,
      #"[{"op":"replace","path":"/a~1b","value":2},{"op":"replace","path":"/m~0n","value":2}]"#
    ),
    (#"{"l":[1,2,3]}"#, #"{"l":[]}"#, #"[{"op":"replace","path":"/l","value":[]}]"#),
  ])
  func patchesAreShort(_ old: String, _ new: String, _ expected: String) throws {
    #expect(JSONPatch.from(try json(old), to: try json(new)).json.compact() == expected)
  }

  @Test(arguments: [
    (#"[{"path":"users/a","patch":[]},{"path":"users/b","mergePatch":null}]"#, ["users/a", "users/b"]),
    ("{\"path\":\"users/a\",\"patch\":[]}\n{\"path\":\"users/b\",\"patch\":[]}\n", ["users/a", "users/b"]),
    (#"{"path":"users/a","patch":[]}"#, ["users/a"]), ("[]", []),
  ])
  func setsAreRead(_ text: String, _ paths: [String]) throws {
    #expect(try PatchSet(parsing: Array(text.utf8), file: nil).entries.map(\.path) == paths)
  }

  @Test(arguments: [#"[{"op":"remove","path":"/a"}]"#, "{}", "1", "{\n{", #"[{"path":"users/a"}]"#])
  func setsHaveAForm(_ text: String) {
    #expect(throws: PatchError.self) { try PatchSet(parsing: Array(text.utf8), file: nil) }
  }

  @Test func oneDocumentsPatchMayBeBare() throws {
    let one = try PatchSet(parsing: Array(#"[{"op":"remove","path":"/a"}]"#.utf8), path: "users/a", file: nil)
    let two = try PatchSet(parsing: Array(#"{"a":null}"#.utf8), path: "users/a", file: nil)
    for set in [one, two] {
      #expect(try set.entries[0].change.apply(to: json(#"{"a":1}"#))?.compact() == "{}")
    }
  }
}
