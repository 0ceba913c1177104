internal import JSON

extension ZodReader {
  /// A field's own key, as the file form writes it.
  static func key(_ name: String) -> String { name.utf8.first == UInt8(ascii: "$") ? "$" + name : name }

  /// The existing schemas of a field.
  func existingField(_ name: String, _ context: Context) -> [Located] {
    guard let existing, !context.existing.isEmpty else { return [] }
    return Conjunction(context.existing, in: existing.library).properties[Self.key(name)] ?? []
  }

  func existingElement(_ context: Context) -> [Located] {
    guard let existing, !context.existing.isEmpty else { return [] }
    return Conjunction(context.existing, in: existing.library).elements.compactMap(\.rest)
  }

  /// Whether a schema has z.int()'s bounds anywhere, ±(2^53 − 1).
  static func hasSafeBounds(_ schema: JSONValue) -> Bool {
    var found = false
    _ = SchemaWalk.map(schema) { value, _ in
      found =
        found || value["minimum"] == .int(-9_007_199_254_740_991)
        || value["maximum"] == .int(9_007_199_254_740_991)
      return value
    }
    return found
  }

  func isVolatile(_ name: String, _ context: Context) -> Bool {
    guard let existing else { return false }
    let field = Conjunction(existingField(name, context), in: existing.library)
    return field.annotations["x-funnel"]?["volatile"]?.isTrue ?? false
  }

  /// Whether a schema describes an object, as far as its form tells.
  static func isObject(_ schema: JSONValue, in root: JSONValue, depth: Int) -> Bool {
    guard depth < 32 else { return false }
    if schema["type"] == "object" || schema["properties"] != nil { return true }
    if let reference = schema["$ref"]?.text {
      if reference == "#" { return true }
      guard let name = reference.split(separator: "/").last, let target = root["$defs"]?[String(name)] else {
        return false
      }
      return isObject(target, in: root, depth: depth + 1)
    }
    if let all = schema["allOf"]?.list { return all.contains { isObject($0, in: root, depth: depth + 1) } }
    if let any = (schema["anyOf"] ?? schema["oneOf"])?.list {
      return !any.isEmpty && any.allSatisfy { isObject($0, in: root, depth: depth + 1) }
    }
    return false
  }

  /// The definitions that are parts of an intersection, directly or as alternatives in one.
  static func intersected(_ root: JSONValue) -> Set<String> {
    var found: Set<String> = []
    func collect(_ schema: JSONValue, depth: Int) {
      guard depth < 32 else { return }
      if let name = schema["$ref"]?.text?.split(separator: "/").last { found.insert(String(name)) }
      for key in ["allOf", "anyOf", "oneOf"] {
        for part in schema[key]?.list ?? [] { collect(part, depth: depth + 1) }
      }
    }
    _ = SchemaWalk.map(root) { schema, _ in
      for part in schema["allOf"]?.list ?? [] { collect(part, depth: 0) }
      return schema
    }
    return found
  }

  /// The schema of a record's keys: of strings, so nothing of it can be an object.
  func readKeys(_ schema: JSONValue) -> JSONValue {
    SchemaWalk.map(schema) { value, _ in
      guard let members = value.fields else { return value }
      // A record with numbers for keys: their text.
      if value["type"] == "integer" { return ["pattern": "^-?[0-9]+(?:\\.0+)?$"] }
      if value["type"] == "number" { return ["pattern": "^-?[0-9]+(?:\\.[0-9]+)?$"] }
      let isLiteral = value["enum"] != nil || value["const"] != nil
      return .object(
        members.filter { !($0.0 == "type" && isLiteral) && $0.0 != "format" }.map { key, value in
          key == "pattern" ? (key, .string(Self.plain(value.text ?? ""))) : (key, value)
        })
    }
  }

  /// A pattern without the escape that only JavaScript's literals need: `\/` is `/`.
  static func plain(_ pattern: String) -> String {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in pattern.utf8 {
      if isEscaped, byte == UInt8(ascii: "/") { result.removeLast() }
      result.append(byte)
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `format` is kept where the pattern beside it allows nothing else; elsewhere the pattern alone is zod's verdict.
  mutating func readFormat(
    _ value: JSONValue, of schema: JSONValue, _ context: Context, into result: inout [(String, JSONValue)]
  ) {
    guard let format = value.text else { return }
    let pattern = schema["pattern"]?.text
    switch format {
    case "uuid", "ipv4", "date", "ipv6":
      guard pattern != nil else { break }
      result.append(("format", value))
      if format == "ipv6" { note(context.path, "zod decides ipv6 by code; the schema by format and pattern") }
      return
    case "date-time":
      guard let pattern else { break }
      // Without seconds or without a zone it is none of RFC 3339.
      if pattern.contains(":[0-5]\\d:[0-5]\\d"), !pattern.hasSuffix(")?)$") {
        result.append(("format", value))
      }
      return
    case "uri":
      result.append(("format", value))
      if pattern == nil { result.append(("pattern", .string(Self.uriPattern))) }
      note(
        context.path,
        "z.url() accepts what JavaScript's URL parser mends; the schema wants a URI as it is written")
      return
    case "base64", "base64url", "jwt", "cidrv6":
      if pattern != nil {
        note(context.path, "zod decides \(format) by code; the schema by the pattern alone")
        return
      }
    default: if pattern != nil || schema["allOf"] != nil { return }
    }
    note(context.path, "the format \(format) has no pattern, and cannot be said in the schema")
  }

  /// RFC 3986: what the format `uri` asserts, for validators that only annotate.
  static let uriPattern =
    "^[A-Za-z][A-Za-z0-9+.-]*:(?://(?:(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?"
    + "(?:\\[[0-9A-Fa-fv:.]+\\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::[0-9]*)?"
    + "(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*"
    + "|(?!//)(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)"
    + "(?:\\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    + "(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?$"

  /// Titles and `x-funnel`: zod's own, else those that are there already, else made from the field's name.
  func annotate(_ schema: JSONValue, _ context: Context, _ result: inout [(String, JSONValue)]) {
    for key in ["title", "description"] {
      if let value = schema[key], !result.contains(where: { $0.0 == key }) { result.append((key, value)) }
    }
    let kept = existing.map { Conjunction(context.existing, in: $0.library).annotations } ?? [:]
    for key in [
      "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment",
    ] {
      guard !result.contains(where: { $0.0 == key }),
        let value = key == "title" ? kept[key] : own(key, context)
      else { continue }
      if key == "default", schema["default"] == nil { continue }
      result.append((key, value))
    }
    let isReference = result.contains { $0.0 == "$ref" && $0.1.text?.hasPrefix("#") ?? false }
    if !isReference, let name = context.name, !result.contains(where: { $0.0 == "title" }) {
      result.append(("title", .string(Self.label(name))))
    }
    guard context.mayAnnotate, !context.path.isEmpty else { return }
    var notes = kept["x-funnel"]?.fields ?? []
    let isInteger = schema["type"] == "integer"
    if isInteger, !notes.contains(where: { $0.0 == "type" }) { notes.insert(("type", "int"), at: 0) }
    for (key, value) in (result.first { $0.0 == "x-funnel" }?.1.fields ?? []) {
      notes.removeAll { $0.0 == key }
      notes.append((key, value))
    }
    result.removeAll { $0.0 == "x-funnel" }
    if !notes.isEmpty { result.append(("x-funnel", .object(notes))) }
  }

  /// An annotation of the existing field; not of what it refers to in another file, whose examples may not fit.
  private func own(_ key: String, _ context: Context) -> JSONValue? {
    guard let existing else { return nil }
    var node = context.existing.first
    for _ in 0..<8 {
      guard let current = node else { return nil }
      if let value = current.value[key] { return value }
      guard let reference = current.value["$ref"]?.text, reference.hasPrefix("#") else { return nil }
      node = existing.library.target(of: reference, from: current.place.file)
    }
    return nil
  }

  /// `emailNotifications` as a label: `Email notifications`.
  static func label(_ name: String) -> String {
    var words: [[UInt8]] = [[]]
    var wasUpper = true
    for byte in name.utf8 {
      let isUpper = (0x41...0x5A).contains(byte)
      if byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") {
        words.append([])
      } else {
        if isUpper, !wasUpper { words.append([]) }
        words[words.count - 1].append(isUpper && !wasUpper ? byte | 0x20 : byte)
      }
      wasUpper = isUpper
    }
    var text = Array(words.filter { !$0.isEmpty }.joined(separator: [0x20]))
    if let first = text.first, (0x61...0x7A).contains(first) { text[0] = first & 0xDF }
    return String(decoding: text, as: UTF8.self)
  }
}
