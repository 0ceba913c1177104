internal import JSON

/// What a value looks like, read from a schema once for all languages: types, fields, alternatives.
///
/// What only a validator can say (conditions, negations) hangs on a shape as a refinement.
indirect enum Shape: Sendable {
  case any, never, null, boolean
  case string(Text)
  case number(Numbers)
  case literals([JSONValue])
  case array(List)
  case object(Record)
  /// One of several; exactly one when `isExclusive`; told apart by a field, if there is one.
  case union([Shape], isExclusive: Bool, discriminator: String?)
  /// All of several.
  case all([Shape])
  /// A definition, by its place in `ShapeReader.definitions`.
  case named(Int)
  case refined(Shape, [Refinement])

  /// A string's constraints.
  struct Text: Sendable {
    var least: Int64?
    var most: Int64?
    var patterns: [String] = []
    /// Only where no pattern says the same.
    var format: String?

    var isBare: Bool { least == nil && most == nil && patterns.isEmpty && format == nil }
  }

  /// A number's constraints.
  struct Numbers: Sendable {
    var isInteger: Bool
    var minimum: JSONValue?
    var maximum: JSONValue?
    var exclusiveMinimum: JSONValue?
    var exclusiveMaximum: JSONValue?
    var multipleOf: JSONValue?
  }

  /// An array: its first elements one by one, then the rest.
  struct List: Sendable {
    var prefix: [Shape] = []
    /// nil: no further elements.
    var rest: Shape? = .any
    var least: Int64?
    var most: Int64?
    var isUnique = false
  }

  /// An object: its fields by name, by pattern, and the rest.
  struct Record: Sendable {
    var fields: [Field] = []
    var patterns: [(pattern: String, shape: Shape)] = []
    /// nil: no further fields.
    var rest: Shape? = .any
    /// What the names must be.
    var names: Shape?
    /// Required fields that no `properties` describes.
    var alsoRequired: [String] = []
  }

  /// A field of an object.
  struct Field: Sendable {
    var key: String
    var shape: Shape
    var isRequired: Bool
    var note: DocText
  }

  /// What a validator has to check beside the shape.
  enum Refinement: Sendable {
    case condition(Shape, then: Shape?, otherwise: Shape?)
    case not(Shape)
    case contains(Shape, least: Int64, most: Int64?)
    case together(String, [String])
    case with(String, Shape)
    case fieldCount(least: Int64?, most: Int64?)
  }

  /// The alternatives without null, when null is one of them.
  var withoutNull: Shape? {
    switch self {
    case .union(let parts, let isExclusive, let discriminator):
      let others = parts.filter { if case .null = $0 { false } else { true } }
      guard others.count < parts.count, let first = others.first else { return nil }
      return others.count == 1
        ? first : .union(others, isExclusive: isExclusive, discriminator: discriminator)
    case .literals(let values):
      let others = values.filter { $0 != .null }
      return others.count < values.count && !others.isEmpty ? .literals(others) : nil
    case .refined(let inner, let refinements):
      return inner.withoutNull.map { .refined($0, refinements) }
    default: return nil
    }
  }
}

/// A title and a description, for a comment.
struct DocText: Sendable {
  var title: String?
  var description: String?

  init(_ schema: JSONValue) {
    title = schema["title"]?.text
    description = schema["description"]?.text
  }

  /// Lines of a comment; none when the title only repeats the name.
  func lines(for name: String, width: Int = 100) -> [String] {
    var text = ""
    if let title, title != ZodReader.label(name) { text = title }
    if let description, !description.isEmpty {
      text = text.isEmpty ? description : text + (text.hasSuffix(".") ? " " : ": ") + description
    }
    // A comment may not be ended from within, nor hold a line break of its own.
    let words = text.split(whereSeparator: \.isWhitespace).map { word in
      var bytes: [UInt8] = []
      for byte in word.utf8 {
        if byte == UInt8(ascii: "/"), bytes.last == UInt8(ascii: "*") { bytes.append(UInt8(ascii: " ")) }
        if byte == UInt8(ascii: "*"), bytes.last == UInt8(ascii: "/") { bytes.append(UInt8(ascii: " ")) }
        bytes.append(byte)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.unicodeScalars.count + word.unicodeScalars.count + 1 <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}
