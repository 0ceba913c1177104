internal import DocumentCodec
internal import FirestoreModel
public import JSON

extension MergeConflict {
  /// `{"pointer":…,"field":…,"reason":…,"message":…,"base":…,"ours":…,"theirs":…}`: values in the file form, absent
  /// where there is none; `field` is null for the whole document.
  public var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("pointer", .string(pointer)), ("field", field.map { .string($0.description) } ?? .null),
      ("reason", .string(reason.rawValue)), ("message", .string(sentence)),
    ]
    if let detail { members.append(("detail", .string(detail))) }
    for (name, value) in [("base", base), ("ours", ours), ("theirs", theirs)] {
      if let value { members.append((name, DocumentFile.jsonValue(value))) }
    }
    return .object(members)
  }

  /// Reads what `json` writes; nil when it is something else. Members that nobody knows are passed over.
  public init?(_ node: JSONNode) {
    guard node.kind == .object, let pointer = node.member("pointer")?.string, JSONPointer(pointer) != nil,
      let reason = node.member("reason")?.string.flatMap(Reason.init(rawValue:))
    else { return nil }
    var values: [Value?] = []
    for name in ["base", "ours", "theirs"] {
      guard let member = node.member(name) else {
        values.append(nil)
        continue
      }
      // A whole document is no value: its top is never a tag.
      if pointer.isEmpty {
        guard case .object = JSONValue(member),
          let fields = try? DocumentFile.decode(Array(JSONValue(member).compact().utf8), file: nil)
        else { return nil }
        values.append(.map(fields))
      } else {
        guard let value = try? DocumentFile.decodeValue(member) else { return nil }
        values.append(value)
      }
    }
    self.init(
      pointer: pointer, field: node.member("field")?.string.flatMap { try? FieldPath($0) }, base: values[0],
      ours: values[1], theirs: values[2], reason: reason, detail: node.member("detail")?.string)
  }
}
