internal import JSON

/// Shapes as Swift: structs, enums with raw values, enums with associated values for unions; `Codable` over the
/// file form. What it writes depends on nothing but the standard library.
struct SwiftWriter {
  /// The inside of a type, or of the file: what is declared there.
  struct Scope {
    var lines: [String] = []
    var used: Set<String> = ShapeReader.reserved

    /// A name that nothing in the scope has yet.
    mutating func name(_ wanted: String) -> String {
      var name = wanted
      while ShapeReader.reserved.contains(name) { name += "Value" }
      let base = name
      var number = 2
      while !used.insert(name).inserted {
        name = base + String(number)
        number += 1
      }
      return name
    }

    mutating func declare(_ declaration: [String]) {
      if !lines.isEmpty { lines.append("") }
      lines += declaration
    }
  }

  let reader: ShapeReader
  var notes: [String] = []
  var needsAnyValue = false
  var needsBox = false
  /// The definition under way: a field that leads back to it needs a place of its own.
  var current: Int?

  init(_ reader: ShapeReader) { self.reader = reader }

  /// The file's text after its header.
  mutating func write() -> String {
    var file = Scope()
    // Parts are declared within their whole; a whole that is no struct has its parts beside it.
    for (index, definition) in reader.definitions.enumerated() where container(of: index) == nil {
      _ = file.used.insert(definition.name)
      file.declare(declaration(of: index))
    }
    if needsBox { file.declare(SwiftHelpers.box) }
    if needsAnyValue { file.declare(SwiftHelpers.anyValue) }
    return file.lines.joined(separator: "\n") + "\n"
  }

  /// The definition in whose type another's is declared.
  private func container(of index: Int) -> Int? {
    guard let parent = reader.definitions[index].parent,
      case .object(let record) = reader.definitions[parent].shape.bare, record.isInterface
    else { return nil }
    return parent
  }

  /// A definition's name, from anywhere: `Persona.Metadata`.
  func fullName(_ index: Int) -> String {
    let definition = reader.definitions[index]
    guard let parent = container(of: index) else { return definition.name }
    return fullName(parent) + "." + definition.ownName
  }

  private mutating func declaration(of index: Int) -> [String] {
    let definition = reader.definitions[index]
    let before = current
    current = index
    defer { current = before }
    let name = container(of: index) == nil ? definition.name : definition.ownName
    let comment = SwiftNames.comment(definition.note.lines(for: definition.ownName))
    var inner = Scope()
    var parts: [[String]] = []
    for (child, part) in reader.definitions.enumerated() where container(of: child) == index {
      _ = inner.used.insert(part.ownName)
      parts.append(declaration(of: child))
    }
    switch definition.shape.bare {
    case .object(let record) where record.isInterface:
      return comment + structure(name, record, inner: inner, parts: parts)
    case .literals(let values) where Self.isTexts(values):
      return comment + enumeration(name, values)
    case .union(let shapes, _, _) where definition.shape.withoutNull == nil && !isOneType(shapes):
      return comment + union(name, shapes)
    default:
      var beside = Scope()
      beside.used.insert(name)
      let type = type(definition.shape, named: name + "Element", in: &beside)
      let alias = comment + ["public typealias \(name) = \(type)"]
      return beside.lines.isEmpty ? alias : beside.lines + [""] + alias
    }
  }

  static func isTexts(_ values: [JSONValue]) -> Bool {
    !values.isEmpty && values.allSatisfy { $0.text != nil }
  }

  // MARK: Types

  /// The type of a shape; what has no name is declared in the scope, under a name made of the field's.
  mutating func type(_ shape: Shape, named name: String, in scope: inout Scope) -> String {
    if let inner = shape.withoutNull {
      let type = type(inner, named: name, in: &scope)
      return type.hasSuffix("?") ? type : type + "?"
    }
    switch shape {
    case .any, .never, .null: return anyValue()
    case .boolean: return "Bool"
    case .string: return "String"
    case .number(let numbers): return numbers.isInteger ? "Int" : "Double"
    case .literals(let values):
      if Self.isTexts(values) {
        let unique = scope.name(name)
        scope.declare(enumeration(unique, values))
        return unique
      }
      let types = Set(values.map { ValueTypes(of: $0) })
      if types == [.boolean] { return "Bool" }
      if types == [.integer] { return "Int" }
      if types.isSubset(of: [.integer, .fraction]) { return "Double" }
      return anyValue()
    case .array(let list):
      guard list.prefix.isEmpty else {
        let types = (list.prefix + [list.rest].compactMap { $0 }).map { type($0, named: name, in: &scope) }
        return Set(types).count == 1 ? "[\(types[0])]" : "[\(anyValue())]"
      }
      return "[\(type(list.rest ?? .any, named: Self.singular(name), in: &scope))]"
    case .object(let record):
      if record.isInterface {
        let unique = scope.name(name)
        scope.declare(structure(unique, record, inner: Scope(), parts: []))
        return unique
      }
      let values = record.patterns.map(\.shape) + [record.rest].compactMap { $0 }
      guard let value = values.first else { return "[String: \(anyValue())]" }
      return
        "[String: \(values.count == 1 ? type(value, named: Self.singular(name), in: &scope) : anyValue())]"
    case .union(let shapes, _, _):
      if isOneType(shapes), let first = shapes.first { return type(first, named: name, in: &scope) }
      let unique = scope.name(name)
      scope.declare(union(unique, shapes))
      return unique
    case .all(let shapes):
      let known = shapes.first { shape in
        if case .named = shape { true } else { false }
      }
      let speaking = shapes.first { shape in
        switch shape.bare {
        case .any, .never: false
        default: true
        }
      }
      return type(known ?? speaking ?? .any, named: name, in: &scope)
    case .named(let index): return fullName(index)
    case .refined(let inner, _): return type(inner, named: name, in: &scope)
    }
  }

  private mutating func anyValue() -> String {
    needsAnyValue = true
    return "AnyValue"
  }

  /// Whether all alternatives are one type of Swift, such as two kinds of string.
  private func isOneType(_ shapes: [Shape]) -> Bool {
    let kinds = shapes.map { shape -> String? in
      switch reader.resolved(shape).bare {
      case .string: "String"
      case .boolean: "Bool"
      case .number(let numbers): numbers.isInteger ? "Int" : "Double"
      default: nil
      }
    }
    return kinds.allSatisfy { $0 != nil && $0 == kinds[0] }
  }

  private static func singular(_ name: String) -> String {
    name.hasSuffix("ies")
      ? name.dropLast(3) + "y"
      : name.hasSuffix("s") && !name.hasSuffix("ss") ? String(name.dropLast()) : name + "Element"
  }

  // MARK: Cycles

  /// Whether a field of this shape would make the type under way hold itself.
  func isCyclic(_ shape: Shape) -> Bool {
    guard let current else { return false }
    var open = held(by: shape)
    var seen: Set<Int> = []
    while let index = open.popLast() {
      if index == current { return true }
      if seen.insert(index).inserted { open += held(by: reader.definitions[index].shape) }
    }
    return false
  }

  /// The definitions whose values lie within a value itself: not behind an array, a map or an (indirect) enum.
  private func held(by shape: Shape) -> [Int] {
    if let inner = shape.withoutNull { return held(by: inner) }
    switch shape {
    case .named(let index): return [index]
    case .object(let record) where record.isInterface: return record.fields.flatMap { held(by: $0.shape) }
    case .all(let shapes): return shapes.flatMap { held(by: $0) }
    case .refined(let inner, _): return held(by: inner)
    default: return []
    }
  }
}
