/// A JSON value to build and print: answers, `--json` output. Not for documents, which have a codec.
///
/// Objects keep the order of their members. Equality is strict: strings by UTF-8 bytes, `int` and `double` differ,
/// members in the same order.
public indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  /// Printed by the document's rule; what is not finite becomes a string such as `"NaN"`.
  case double(Double)
  /// A number as text, printed as it is: for what neither `int` nor `double` holds.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// The tree below a node. The depth is bounded by the parse.
  public init(_ node: JSONNode) {
    switch node.kind {
    case .null: self = .null
    case .boolean: self = .bool(node.isTrue)
    case .number:
      if let value = node.int64 {
        self = .int(value)
      } else if !node.isIntegerSyntax, let value = node.double {
        self = .double(value)
      } else {
        self = .number(node.numberText ?? "0")
      }
    case .string: self = .string(node.string ?? "")
    case .array: self = .array(node.elements.map { JSONValue($0) })
    case .object: self = .object(node.members.map { ($0.key.string ?? "", JSONValue($0.value)) })
    }
  }

  /// The value of an object's first member with this key, by UTF-8 bytes.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0.utf8.elementsEqual(key.utf8) }?.1
  }

  /// On one line, without spaces and final newline.
  public func compact() -> String {
    var writer = JSONWriter()
    writer.compact(self)
    return writer.finishString()
  }

  /// One member or element a line, two spaces a level, `{}` and `[]` when empty; no final newline.
  public func pretty() -> String {
    var writer = JSONWriter()
    writer.pretty(self, level: 0)
    return writer.finishString()
  }
}

extension JSONWriter {
  mutating func scalar(_ value: JSONValue) {
    switch value {
    case .null: literal("null")
    case .bool(let value): literal(value ? "true" : "false")
    case .int(let value): integer(value)
    case .double(let value): double(value)
    case .number(let text): raw(text)
    case .string(let text): string(text)
    case .array, .object: break
    }
  }

  /// A value on one line, without spaces.
  public mutating func compact(_ value: JSONValue) {
    switch value {
    case .array(let elements):
      byte(0x5B)
      var isFirst = true
      for element in elements {
        if !isFirst { byte(0x2C) }
        isFirst = false
        compact(element)
      }
      byte(0x5D)
    case .object(let members):
      byte(0x7B)
      var isFirst = true
      for (key, member) in members {
        if !isFirst { byte(0x2C) }
        isFirst = false
        string(key)
        byte(0x3A)
        compact(member)
      }
      byte(0x7D)
    default: scalar(value)
    }
  }

  /// A value over several lines, at this level of indent.
  public mutating func pretty(_ value: JSONValue, level: Int) {
    switch value {
    case .string(let text): string(text)
    case .array(let elements) where !elements.isEmpty:
      byte(0x5B)
      for (index, element) in elements.enumerated() {
        if index > 0 { byte(0x2C) }
        newline(indent: level + 1)
        pretty(element, level: level + 1)
      }
      newline(indent: level)
      byte(0x5D)
    case .object(let members) where !members.isEmpty:
      byte(0x7B)
      for (index, member) in members.enumerated() {
        self.member(member.0, indent: level + 1, isFirst: index == 0)
        pretty(member.1, level: level + 1)
      }
      newline(indent: level)
      byte(0x7D)
    case .array: literal("[]")
    case .object: literal("{}")
    default: scalar(value)
    }
  }
}
