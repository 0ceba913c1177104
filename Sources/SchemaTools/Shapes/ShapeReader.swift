internal import Diagnostics
internal import JSON

/// Reads schemas as shapes, each definition once.
struct ShapeReader {
  typealias Located = SchemaLibrary.Located

  /// A schema with a name of its own: a whole file, or one of its `$defs`.
  struct Definition: Sendable {
    var place: SchemaLibrary.Place
    /// `PersonaMetadata`; `Timestamp` for a definition of a file that governs no documents.
    var name: String
    /// The last part of the name: `Metadata`.
    var ownName: String
    /// The definition of the file's root, when that is an object of which this one is a part.
    var parent: Int?
    var shape: Shape
    var note: DocText
  }

  let library: SchemaLibrary
  private(set) var definitions: [Definition] = []
  private var indices: [SchemaLibrary.Place: Int] = [:]
  /// What no language can say, for a note.
  private(set) var problems: [String] = []

  init(_ library: SchemaLibrary) { self.library = library }

  /// Reads a whole file, and what it refers to.
  ///
  /// - Throws: `schema/not-generated` when the file defines nothing.
  mutating func read(file: String) throws(SchemaToolsError) {
    guard let root = library.schema(file), root.value.fields != nil else {
      throw SchemaToolsError(
        "schema/no-such-schema", "there is no schema \(file)", hint: "funnel schema list", kind: .missing)
    }
    if describesValues(root.value) { _ = definition(root) }
    for (_, schema) in root.member("$defs")?.members ?? [] where !describesValues(root.value) {
      _ = definition(schema)
    }
  }

  private func describesValues(_ schema: JSONValue) -> Bool {
    guard let members = schema.fields else { return true }
    return members.contains { !SchemaWalk.annotations.contains($0.0) }
  }

  /// The definition at a place; read now, if it was not.
  mutating func definition(_ schema: Located) -> Int {
    if let known = indices[schema.place] { return known }
    let file = schema.place.file
    var parent: Int?
    let isRoot = schema.place.pointer.isEmpty
    if !isRoot, let root = library.schema(file), describesValues(root.value) {
      // The file's own type comes first, and this one is a part of it.
      if indices[root.place] == nil { _ = definition(root) }
      if let known = indices[schema.place] { return known }
      parent = indices[root.place]
    }
    let fileName = String((file.split(separator: "/").last ?? "").split(separator: ".").first ?? "")
    let last = schema.place.pointer.split(separator: "/").last.map(String.init)
    var own = Self.typeName(last ?? fileName)
    // Any becomes AnyValue, which is taken too.
    while Self.reserved.contains(own) { own += "Value" }
    var name = parent.map { definitions[$0].name + own } ?? own
    if definitions.contains(where: { $0.name == name }) { name = Self.typeName(fileName) + own }
    var number = 2
    let base = name
    while definitions.contains(where: { $0.name == name }) {
      name = base + String(number)
      number += 1
    }
    let index = definitions.count
    indices[schema.place] = index
    definitions.append(
      Definition(
        place: schema.place, name: name, ownName: own, parent: parent, shape: .any,
        note: DocText(schema.value)))
    definitions[index].shape = shape(schema, depth: 0)
    return index
  }

  /// Names that the languages' own types have.
  static let reserved: Set<String> = [
    "Any", "AnyValue", "Array", "Bool", "Boolean", "Box", "CaseIterable", "Character", "Codable", "CodingKey",
    "CodingKeys", "Data", "Date", "Decimal", "Decoder", "DecodingError", "Dictionary", "Double", "Encoder",
    "Error", "Float",
    "Function", "Hashable", "Infinity", "Int", "Int64", "JSON", "Map", "NaN", "Never", "Number", "Object",
    "Optional", "Promise", "Protocol", "Record", "RegExp", "Result", "Self", "Sendable", "Set", "String",
    "Swift", "Symbol", "Type", "URL", "UUID", "Void",
  ]

  /// `persona-template` and `personaTemplate` as `PersonaTemplate`.
  static func typeName(_ name: String) -> String {
    var result: [UInt8] = []
    var isStart = true
    for byte in name.utf8 {
      let isLetter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      let isDigit = (0x30...0x39).contains(byte)
      guard isLetter || isDigit else {
        isStart = true
        continue
      }
      if result.isEmpty, isDigit { result.append(UInt8(ascii: "N")) }
      result.append(isStart && (0x61...0x7A).contains(byte) ? byte & 0xDF : byte)
      isStart = false
    }
    return result.isEmpty ? "Unnamed" : String(decoding: result, as: UTF8.self)
  }

  /// A definition's shape, through names.
  func resolved(_ shape: Shape, depth: Int = 0) -> Shape {
    if case .named(let index) = shape, depth < 32 {
      return resolved(definitions[index].shape, depth: depth + 1)
    }
    return shape
  }

  mutating func problem(_ text: String) {
    if !problems.contains(text) { problems.append(text) }
  }

  // MARK: Reading one schema

  /// - Parameter types: what is known of the value already.
  mutating func shape(_ schema: Located, types known: ValueTypes = .all, depth: Int) -> Shape {
    if case .bool(let isAllowed) = schema.value { return isAllowed ? .any : .never }
    guard schema.value.fields != nil, depth < 100 else { return .any }
    let value = schema.value
    let types = (value["type"].map { ValueTypes(keyword: $0) } ?? .all).intersection(known)
    var unions: [Shape] = []
    for key in ["anyOf", "oneOf"] {
      guard let parts = schema.member(key)?.elements else { continue }
      let shapes = parts.map { shape($0, types: types, depth: depth + 1) }
      unions.append(
        .union(
          shapes, isExclusive: key == "oneOf",
          discriminator: Alternative.discriminator(parts, in: library)))
    }
    var parts: [Shape] = []
    if let own = ownShape(schema, types: types, hasUnion: !unions.isEmpty, depth: depth) { parts.append(own) }
    if let reference = value["$ref"]?.text {
      if let target = library.target(of: reference, from: schema.place.file) {
        parts.append(.named(definition(target)))
      } else {
        problem("\(schema.place.file): \(reference) is not there")
      }
    }
    for part in schema.member("allOf")?.elements ?? [] {
      parts.append(shape(part, types: types, depth: depth + 1))
    }
    parts += unions
    let isClosed = value["unevaluatedProperties"] == false
    var result: Shape
    switch parts.count {
    case 0: result = value["not"]?.isTrivialSchema == true ? .never : .any
    case 1: result = isClosed ? joined(parts, isClosed: true) : parts[0]
    default: result = joined(parts, isClosed: isClosed)
    }
    let refinements = refinements(schema, types: types, depth: depth)
    if !refinements.isEmpty { result = .refined(result, refinements) }
    return result
  }

  private mutating func refinements(_ schema: Located, types: ValueTypes, depth: Int) -> [Shape.Refinement] {
    var found: [Shape.Refinement] = []
    if let condition = schema.member("if") {
      let then = schema.member("then").map { shape($0, types: types, depth: depth + 1) }
      let otherwise = schema.member("else").map { shape($0, types: types, depth: depth + 1) }
      if then != nil || otherwise != nil {
        found.append(
          .condition(shape(condition, types: types, depth: depth + 1), then: then, otherwise: otherwise))
      }
    }
    if let inner = schema.member("not"), !inner.value.isTrivialSchema {
      found.append(.not(shape(inner, types: types, depth: depth + 1)))
    }
    if let inner = schema.member("contains") {
      found.append(
        .contains(
          shape(inner, depth: depth + 1), least: schema.value["minContains"].flatMap(Numeric.count) ?? 1,
          most: schema.value["maxContains"].flatMap(Numeric.count)))
    }
    for (name, others) in schema.member("dependentRequired")?.members ?? [] {
      found.append(.together(name, (others.value.list ?? []).compactMap(\.text)))
    }
    for (name, inner) in schema.member("dependentSchemas")?.members ?? [] {
      found.append(.with(name, shape(inner, types: .object, depth: depth + 1)))
    }
    let least = schema.value["minProperties"].flatMap(Numeric.count)
    let most = schema.value["maxProperties"].flatMap(Numeric.count)
    if least != nil || most != nil { found.append(.fieldCount(least: least, most: most)) }
    return found
  }

  // MARK: Joining

  /// Several shapes that must all hold: objects as one, an object with a union of objects as a union of objects.
  private func joined(_ parts: [Shape], isClosed: Bool) -> Shape {
    var records: [Shape.Record] = []
    var union: ([Shape.Record], isExclusive: Bool, discriminator: String?)?
    for part in parts {
      switch resolved(part) {
      case .object(let record): records.append(record)
      case .union(let shapes, let isExclusive, let discriminator) where union == nil:
        let inner = shapes.compactMap { shape -> Shape.Record? in
          if case .object(let record) = resolved(shape) { record } else { nil }
        }
        guard inner.count == shapes.count else { return parts.count == 1 ? parts[0] : .all(parts) }
        union = (inner, isExclusive, discriminator)
      default: return parts.count == 1 ? parts[0] : .all(parts)
      }
    }
    let base = records.dropFirst().reduce(records.first) { left, right in left.map { Self.merged($0, right) }
    }
    func closed(_ record: Shape.Record) -> Shape.Record {
      var record = record
      if isClosed, case .any? = record.rest { record.rest = nil }
      return record
    }
    guard let union else { return base.map { .object(closed($0)) } ?? .any }
    return .union(
      union.0.map { branch in .object(closed(base.map { Self.merged($0, branch) } ?? branch)) },
      isExclusive: union.isExclusive, discriminator: union.discriminator)
  }

  private static func merged(_ left: Shape.Record, _ right: Shape.Record) -> Shape.Record {
    var result = left
    for field in right.fields {
      if let place = result.fields.firstIndex(where: { $0.key == field.key }) {
        result.fields[place].isRequired = result.fields[place].isRequired || field.isRequired
        if case .any = field.shape { continue }
        if case .any = result.fields[place].shape {
          result.fields[place].shape = field.shape
        } else {
          result.fields[place].shape = .all([result.fields[place].shape, field.shape])
        }
      } else {
        result.fields.append(field)
      }
    }
    for name in left.alsoRequired + right.alsoRequired {
      if let place = result.fields.firstIndex(where: { $0.key == name }) {
        result.fields[place].isRequired = true
        result.alsoRequired.removeAll { $0 == name }
      } else if !result.alsoRequired.contains(name) {
        result.alsoRequired.append(name)
      }
    }
    result.patterns += right.patterns
    switch (left.rest, right.rest) {
    case (.any?, let rest), (let rest, .any?): result.rest = rest
    case (nil, _), (_, nil): result.rest = nil
    case (let a?, let b?): result.rest = .all([a, b])
    }
    result.names = left.names ?? right.names
    return result
  }
}
