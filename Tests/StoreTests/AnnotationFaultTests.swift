import Diagnostics
import Store
import Testing

/// Faults of `x-funnel` that would switch a rule off.
struct AnnotationFaultTests {
  static let cases: [(String, String)] = [
    (
      #"{"x-funnel":{"collecton":"things/{t}"}}"#,
      "x-funnel/unknown schemas/s.json:1:14: x-funnel has no key collecton here (did you mean collection?)"
    ),
    (#"{"x-funnel":"things/{t}"}"#, "x-funnel/form schemas/s.json:1:13: x-funnel must be an object ()"),
    (
      #"{"x-funnel":{"collection":"things/{t}/x/{t}"}}"#,
      "x-funnel/collection schemas/s.json:1:27: x-funnel.collection has the variable {t} twice (give each id a name of its own)"
    ),
    (
      field(#""id":"thingID""#),
      "x-funnel/id schemas/s.json:1:83: things/{thingId} has no variable thingID (did you mean thingId?)"
    ),
    (
      field(#""id":"other""#),
      "x-funnel/id schemas/s.json:1:83: things/{thingId} has no variable other (it has thingId)"
    ),
    (
      field(#""volatile":"yes""#),
      "x-funnel/value schemas/s.json:1:89: x-funnel.volatile must be true or false ()"
    ),
    (
      field(#""personal":"no""#),
      "x-funnel/value schemas/s.json:1:89: x-funnel.personal must be true or false ()"
    ),
    (field(#""counter":1"#), "x-funnel/value schemas/s.json:1:88: x-funnel.counter must be true or false ()"),
    (
      field(#""type":"integer""#),
      "x-funnel/value schemas/s.json:1:85: x-funnel.type must be \"int\" or \"double\" ()"
    ),
    (
      field(#""ref":"a b//""#),
      "x-funnel/value schemas/s.json:1:84: x-funnel.ref must be a collection's path such as \"users\" ()"
    ),
    (
      field(#""key":1"#),
      "x-funnel/value schemas/s.json:1:84: x-funnel.key must be the name of a member, as a string ()"
    ),
    (
      field(#""personel":true"#),
      "x-funnel/unknown schemas/s.json:1:78: x-funnel has no key personel here (did you mean personal?)"
    ),
  ]

  private static func field(_ note: String) -> String {
    #"{"x-funnel":{"collection":"things/{thingId}"},"properties":{"a":{"x-funnel":{"# + note + "}}}}"
  }

  /// The code, place, message and hint of the only fault.
  private func fault(_ schemas: [String: String]) -> String? {
    let files = schemas.sorted { $0.key < $1.key }
    do throws(StoreError) {
      let set = try SchemaSet(files: files.map { ("schemas/\($0.key).json", Array($0.value.utf8)) })
      guard let fault = set.allFaults() else { return nil }
      throw fault
    } catch {
      #expect(error.kind == .configuration)
      return "\(error.code) \(error.location?.description ?? "-"): \(error.message) (\(error.hint ?? ""))"
    }
  }

  @Test("each is a fault with its place", arguments: cases)
  func faults(_ schema: String, _ expected: String) { #expect(fault(["s": schema]) == expected) }

  @Test("what a shared file holds is checked as well, and told once")
  func shared() {
    let shared = #"{"x-funnel":{"personal":"no"},"type":"string"}"#
    let user = Self.field(#""personal":true"#).replacingSuffix(
      "}}}}", by: #"},"$ref":"shared.json"},"b":{"$ref":"shared.json"}}}"#)
    let expected = "x-funnel/value schemas/shared.json:1:25: x-funnel.personal must be true or false ()"
    #expect(fault(["shared": shared]) == expected)
    #expect(fault(["shared": shared, "user": user]) == expected)
    #expect(fault(["shared": #"{"x-funnel":{"personal":true}}"#, "user": user]) == nil)
  }

  @Test(
    "what is right",
    arguments: [
      #""id":"thingId","personal":false"#, #""ref":"users/{u}/personas""#, #""ref":"users""#,
      #""type":"double","counter":true"#, #""key":"id","set":false"#,
    ])
  func right(_ note: String) { #expect(fault(["s": Self.field(note)]) == nil) }
}

extension String {
  fileprivate func replacingSuffix(_ suffix: String, by other: String) -> String {
    hasSuffix(suffix) ? dropLast(suffix.utf8.count) + other : self
  }
}
