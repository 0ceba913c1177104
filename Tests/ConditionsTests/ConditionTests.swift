import Conditions
import FirestoreModel
import Testing

/// What conditions answer, over one document.
@Suite("Conditions")
struct ConditionTests {
  private static let document: Fields = [
    "name": "Ada".value, "age": .integer(36), "score": .double(36), "big": .integer(9_007_199_254_740_993),
    "bigDouble": .double(9_007_199_254_740_992), "nothing": .null, "isOn": .boolean(true),
    "tags": .array(["a".value, "b".value, .integer(3)]), "empty": .array([]), "nan": .double(.nan),
    "subscription": .map(["planType": "pro".value, "seats": .integer(4)]),
    "odd-name": .map(["x": .integer(1)]),
    "createdAt": .timestamp(Timestamp(seconds: 1_769_851_800)), "in": .integer(1),
    "owner": .reference(Reference(path: DocumentPath(checked: ["users", "ada"]))),
    "list": .array([.map(["k": "v".value])]),
    "accent": "e\u{301}".value, "vector": .vector([1, 2.5]), "bytes": .bytes([1, 2]), "least": .integer(.min),
  ]

  static let rows: [(String, Bool)] = [
    // Names, literals, comparing.
    ("name == \"Ada\"", true), ("name == 'Ada'", true), ("name != \"Ada\"", false), ("isOn", true),
    ("!isOn", false),
    ("isOn == true", true), ("nothing == null", true), ("name == null", false), ("age == 36.0", true),
    ("age == score", true), ("age > 35", true), ("age > 36", false), ("age >= 36", true),
    ("age < 36.5", true),
    ("big == bigDouble", false), ("big > bigDouble", true), ("nan == nan", true),
    ("least == -9223372036854775808", true),
    ("least < -9223372036854775807", true), ("age == -36", false), ("-age == -36", true),
    ("1e3 == 1000", true),
    ("`odd-name`.x == 1", true), ("`in` == 1", true),
    ("subscription.planType in [\"pro\", \"enterprise\"]", true),
    ("subscription.`planType` == 'pro'", true), ("subscription[\"planType\"] == \"pro\"", true),
    ("accent == \"\u{e9}\"", false), ("name < \"B\"", true), ("name <= \"Ada\"", true),
    ("tags == [\"a\", 'b', 3.0]", true), ("subscription == {\"planType\": \"pro\", \"seats\": 4}", true),
    ("createdAt == timestamp(\"2026-01-31T09:30:00Z\")", true),
    ("createdAt < timestamp(\"2026-02-01\")", true),
    ("createdAt > timestamp('2026-01-31T11:30:00+02:00')", false),
    ("owner == reference(\"users/ada\")", true),
    // Different types.
    ("age == \"36\"", false), ("age != \"36\"", true), ("age < \"a\"", false), ("age > \"a\"", false),
    ("name > 1", false), ("nothing < 1", false), ("tags < 1", false), ("nothing >= null", true),
    // What is not there.
    ("missing == 1", false), ("missing != 1", false), ("missing == null", false), ("missing != null", false),
    ("missing < 1", false), ("missing.deep.er == 1", false), ("name.deep == 1", false),
    ("exists(name)", true),
    ("exists(missing)", false), ("!exists(missing)", true), ("has(subscription.planType)", true),
    ("exists(subscription.none)", false), ("exists(nothing)", true), ("missing", false), ("!missing", false),
    ("missing || isOn", true), ("isOn || missing", true), ("missing && isOn", false),
    ("!(missing && isOn)", false),
    ("!(missing && age == 1)", true), ("missing in [1]", false), ("1 in missing", false),
    ("!(missing == 1)", true),
    ("missing.size() == 0", false), ("missing is string", false), ("name", false), ("exists(tags[2])", true),
    ("exists(tags[3])", false), ("tags[-1] == 3", false),
    // Logic and precedence.
    ("age == 1 || age == 2 || age == 36", true), ("isOn && age == 36 && name == 'Ada'", true),
    ("age == 36 || missing == 1 && age == 1", true), ("(age == 36 || isOn) && age == 1", false),
    ("!(age == 1) && !(age == 2)", true), ("!!isOn", true), ("age == 36 ? isOn : false", true),
    ("age == 1 ? isOn : age == 36 ? true : false", true), ("missing ? isOn : isOn", false),
    ("1 < 2 == true", true),
    ("age + 1 > 36 == true", true), ("3 in tags == true", true),
    // Lists and maps.
    ("3 in tags", true), ("3.0 in tags", true), ("\"c\" in tags", false),
    ("\"planType\" in subscription", true),
    ("1 in subscription", false), ("\"A\" in name", false), ("2.5 in vector", true),
    ("vector[1] == 2.5", true),
    ("tags[0] == \"a\"", true), ("tags[0 + 1] == \"b\"", true), ("tags['a'] == 1", false),
    ("list[0].k == \"v\"", true),
    ("tags.hasAny([\"x\", \"b\"])", true), ("tags.hasAny([])", false), ("tags.hasAll([\"a\", 3])", true),
    ("tags.hasAll([\"a\", \"x\"])", false), ("tags.hasAll([])", true),
    ("tags.hasOnly([\"a\", \"b\", 3, 4])", true),
    ("tags.hasOnly([\"a\"])", false), ("subscription.keys().hasOnly([\"planType\", \"seats\"])", true),
    ("subscription.values().hasAny([4])", true), ("subscription.get(\"none\", 7) == 7", true),
    ("subscription.get(\"seats\", 7) == 4", true), ("name.hasAny([1])", false), ("[1, 2,].size() == 2", true),
    ("tags.size() == 3", true), ("empty.size() == 0", true), ("name.size() == 3", true),
    ("bytes.size() == 2", true),
    ("subscription.size() == 2", true), ("accent.size() == 2", true), ("age.size() == 2", false),
    // Numbers.
    ("age + 1 == 37", true), ("age - 40 == -4", true), ("age * 2 == 72", true), ("age / 5 == 7", true),
    ("age / 5.0 == 7.2", true), ("age % 5 == 1", true), ("-7 / 2 == -3", true), ("age / 0 == 1", false),
    ("age % 0 == 0", false), ("least - 1 == least", false), ("-least == least", false),
    ("2 + 3 * 4 == 14", true),
    ("(2 + 3) * 4 == 20", true), ("10 - 3 - 2 == 5", true), ("name + \"!\" == \"Ada!\"", true),
    ("name + 1 == 1", false),
    ("age - -1 == 37", true), ("least / -1 == least", false),
    // Texts.
    ("name.lower() == \"ada\"", true), ("name.upper() == 'ADA'", true), ("' x '.trim() == 'x'", true),
    ("name.matches(\"A.a\")", true), ("name.matches(\"d\")", false), ("name.matches(\"a|Ada|b\")", true),
    ("name.matches(\"[A-Z][a-z]+\")", true), ("name.matches(\"\\\\w+\")", true),
    ("age.matches(\"3\")", false),
    ("\"a\\\"b\" == 'a\"b'", true), ("\"\\u00e9\" == \"é\"", true), ("\"\\n\" == \"\\\\n\"", false),
    // Types and times.
    ("name is string", true), ("age is int", true), ("age is number", true), ("score is float", true),
    ("age is double", false), ("tags is list", true), ("subscription is map", true),
    ("createdAt is timestamp", true),
    ("owner is path", true), ("nothing is null", true), ("isOn is bool", true), ("vector is list", false),
    ("createdAt.hours() == 9 && createdAt.minutes() == 30", true), ("createdAt.dayOfWeek() == 6", true),
    ("createdAt.year() == 2026 && createdAt.month() == 1 && createdAt.day() == 31", true),
    ("createdAt.dayOfYear() == 31", true), ("timestamp(\"1969-12-31T23:59:59Z\").hours() == 23", true),
    ("timestamp(\"1969-12-31\").dayOfWeek() == 3", true),
    // White space.
    ("  name\n  == \t'Ada'  ", true),
  ]

  @Test("a condition over a document", arguments: rows)
  func answers(text: String, expected: Bool) throws {
    #expect(try Condition(parsing: text).holds(for: Self.document) == expected)
  }

  @Test("the names that it asks for, each once")
  func names() throws {
    let condition = try Condition(
      parsing: "old.role != new.role && actor == \"x\" && !exists(old.a) && `a.b`")
    #expect(condition.names == ["old", "new", "actor", "a.b"])
    #expect(condition.text.hasPrefix("old.role"))
  }

  @Test("only what decides is asked for")
  func laziness() throws {
    var asked: [String] = []
    let condition = try Condition(parsing: "a == 1 || b == 1")
    let answer = condition.holds { name in
      asked.append(name)
      return .integer(1)
    }
    #expect(answer)
    #expect(asked == ["a"])
  }

  @Test("a comparison of great lists ends, and is false")
  func steps() throws {
    let many = Value.array((0..<5_000).map { .integer($0) })
    let others = Value.array((0..<5_000).map { .integer($0 + 10_000) })
    let condition = try Condition(parsing: "a.hasAny(b) || !a.hasAny(b)")
    #expect(!condition.holds { $0 == "a" ? many : others })
  }

  @Test("texts that are joined over and over end, and are no answer")
  func joining() throws {
    let long = Value.string(String(repeating: "x", count: 1 << 20))
    let doubled = (0..<90).reduce("a") { text, _ in "(\(text)+a)" }
    let condition = try Condition(parsing: "\(doubled) != \"\" || !(\(doubled) is string)")
    #expect(condition.holds { _ in "a".value })
    #expect(!(try Condition(parsing: "(\(doubled)+\(doubled)).size() > 0")).holds { _ in long })
  }
}

extension String {
  fileprivate var value: Value { .string(self) }
}
