internal import JSON

/// Shapes as expressions of zod 4, each definition a constant, what it needs before it.
struct ZodWriter {
  let reader: ShapeReader
  var notes: [String] = []
  /// Definitions whose constants stand already.
  private var done: Set<Int> = []
  /// Definitions under way: to use one is a cycle.
  private var open: Set<Int> = []
  /// Definitions that take part in a cycle.
  private var cyclic: Set<Int> = []
  private var blocks: [String] = []

  init(_ reader: ShapeReader) { self.reader = reader }

  /// The file's text after its header.
  mutating func write() -> String {
    for index in reader.definitions.indices { define(index) }
    return "import * as z from \"zod\";\n\n" + blocks.joined(separator: "\n")
  }

  private mutating func define(_ index: Int) {
    guard !done.contains(index), open.insert(index).inserted else { return }
    let definition = reader.definitions[index]
    for needed in dependencies(definition.shape) where !open.contains(needed) { define(needed) }
    let expression = expression(definition.shape, indent: 0)
    open.remove(index)
    done.insert(index)
    var text = ScriptText.comment(definition.note.lines(for: definition.ownName), indent: 0)
    // TypeScript cannot infer the type of a constant that speaks of itself outside of a getter.
    let isLazy = cyclic.contains(index) && !isObject(definition.shape)
    text += "export const \(definition.name)\(isLazy ? ": z.ZodType" : "") = \(expression);\n"
    text += "export type \(definition.name) = z.infer<typeof \(definition.name)>;\n"
    blocks.append(text)
  }

  private func isObject(_ shape: Shape) -> Bool { if case .object = shape { true } else { false } }

  /// The definitions that an expression names, in order.
  private func dependencies(_ shape: Shape) -> [Int] {
    switch shape {
    case .any, .never, .null, .boolean, .string, .number, .literals: return []
    case .array(let list): return (list.prefix + [list.rest].compactMap { $0 }).flatMap(dependencies)
    case .object(let record):
      return
        (record.fields.map(\.shape) + record.patterns.map(\.shape)
        + [record.rest, record.names].compactMap { $0 }).flatMap(dependencies)
    case .union(let shapes, _, _), .all(let shapes): return shapes.flatMap(dependencies)
    case .named(let index): return [index]
    case .refined(let inner, let refinements):
      return dependencies(inner)
        + refinements.flatMap { refinement -> [Int] in
          switch refinement {
          case .condition(let test, let then, let otherwise):
            ([test] + [then, otherwise].compactMap { $0 }).flatMap(dependencies)
          case .not(let shape), .contains(let shape, _, _), .with(_, let shape): dependencies(shape)
          case .together, .fieldCount: []
          }
        }
    }
  }

  mutating func expression(_ shape: Shape, indent: Int) -> String {
    if let inner = shape.withoutNull { return expression(inner, indent: indent) + ".nullable()" }
    switch shape {
    case .any: return "z.unknown()"
    case .never: return "z.never()"
    case .null: return "z.null()"
    case .boolean: return "z.boolean()"
    case .string(let text): return Self.string(text)
    case .number(let numbers): return Self.number(numbers)
    case .literals(let values): return literals(values)
    case .array(let list): return array(list, indent: indent)
    case .object(let record): return object(record, indent: indent)
    case .union(let shapes, let isExclusive, let discriminator):
      return union(shapes, isExclusive, discriminator, indent: indent)
    case .all(let shapes): return all(shapes, indent: indent)
    case .named(let index):
      guard open.contains(index) else { return reader.definitions[index].name }
      cyclic.formUnion([index])
      return "z.lazy(() => \(reader.definitions[index].name))"
    case .refined(let inner, let refinements):
      var text = expression(inner, indent: indent)
      for refinement in refinements { text += refine(refinement, indent: indent) }
      return text
    }
  }

  private func literals(_ values: [JSONValue]) -> String {
    let isSimple = values.allSatisfy { value in
      switch value {
      case .array, .object: false
      default: true
      }
    }
    guard isSimple, !values.isEmpty else {
      let tests = values.map { "JSON.stringify(value) === \(ScriptText.text($0.compact()))" }
      return "z.unknown().refine((value) => \(tests.isEmpty ? "false" : tests.joined(separator: " || ")))"
    }
    let texts = values.map(ScriptText.literal)
    if values.count == 1 { return "z.literal(\(texts[0]))" }
    let isText = values.allSatisfy { $0.text != nil }
    return "z.\(isText ? "enum" : "literal")([\(texts.joined(separator: ", "))])"
  }

  private mutating func array(_ list: Shape.List, indent: Int) -> String {
    var text: String
    if list.prefix.isEmpty {
      text = "z.array(\(expression(list.rest ?? .never, indent: indent)))"
      if list.least == list.most, let count = list.least {
        text += ".length(\(count))"
      } else {
        if let least = list.least, least > 0 { text += ".min(\(least))" }
        if let most = list.most { text += ".max(\(most))" }
      }
    } else {
      let least = Int(clamping: list.least ?? 0)
      let parts = list.prefix.enumerated().map { index, part in
        expression(part, indent: indent) + (index < least ? "" : ".optional()")
      }
      text = "z.tuple([\(parts.joined(separator: ", "))]"
      if let rest = list.rest { text += ", \(expression(rest, indent: indent))" }
      text += ")"
    }
    if list.isUnique {
      text +=
        ".refine((items) => new Set(items.map((item) => JSON.stringify(item))).size === items.length, \"each element once\")"
    }
    return text
  }

  private mutating func object(_ record: Shape.Record, indent: Int) -> String {
    let isMap = record.fields.isEmpty && record.alsoRequired.isEmpty
    if isMap, record.patterns.isEmpty, let rest = record.rest {
      let names = record.names.map { expression($0, indent: indent) } ?? "z.string()"
      return "z.record(\(names), \(expression(rest, indent: indent)))"
    }
    if isMap, record.patterns.count == 1, let one = record.patterns.first, record.names == nil {
      let name = record.rest == nil ? "record" : "looseRecord"
      return
        "z.\(name)(z.string().regex(\(ScriptText.pattern(one.pattern))), \(expression(one.shape, indent: indent)))"
    }
    let inner = String(repeating: "  ", count: indent + 1)
    var text = ""
    for field in record.fields {
      text += ScriptText.comment(field.note.lines(for: field.key), indent: indent + 1)
      if let value = cycle(field.shape, indent: indent + 1) {
        text +=
          "\(inner)get \(ScriptText.key(field.key))() {\n\(inner)  return \(value)\(field.isRequired ? "" : ".optional()");\n\(inner)},\n"
      } else {
        let value = expression(field.shape, indent: indent + 1)
        text += "\(inner)\(ScriptText.key(field.key)): \(value)\(field.isRequired ? "" : ".optional()"),\n"
      }
    }
    let end = String(repeating: "  ", count: indent)
    let fields = text.isEmpty ? "{}" : "{\n\(text)\(end)}"
    if !record.patterns.isEmpty { notes.append("fields by pattern beside others are not told to zod") }
    switch record.rest {
    case nil where record.patterns.isEmpty: text = "z.strictObject(\(fields))"
    case nil: text = "z.looseObject(\(fields))"
    case .any?: text = "z.looseObject(\(fields))"
    case let rest?: text = "z.object(\(fields)).catchall(\(expression(rest, indent: indent)))"
    }
    if let names = record.names {
      text +=
        ".refine((value) => Object.keys(value).every((key) => (\(expression(names, indent: indent))).safeParse(key).success), \"a name that is not allowed\")"
    }
    for name in record.alsoRequired {
      text +=
        ".refine((value) => \(ScriptText.text(name)) in value, { path: [\(ScriptText.text(name))], message: \"required\" })"
    }
    return text
  }

  /// The expression of a field that leads back to a definition under way; nil when it does not.
  private mutating func cycle(_ shape: Shape, indent: Int) -> String? {
    let back = dependencies(shape).filter { open.contains($0) }
    guard !back.isEmpty else { return nil }
    cyclic.formUnion(back)
    // In a getter the constants stand already.
    let before = open
    open = []
    defer { open = before }
    return expression(shape, indent: indent)
  }
}
