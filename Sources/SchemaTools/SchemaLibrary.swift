public import Diagnostics
public import JSON
internal import JSONSchema

/// Schema files that refer to each other, read as values with their places.
public struct SchemaLibrary: Sendable {
  /// Where a schema stands: a file and the pointer in it.
  public struct Place: Hashable, Sendable {
    /// Below the store's root, such as `schemas/persona.json`.
    public var file: String
    /// RFC 6901; empty for the whole file.
    public var pointer: String

    /// A place from its two parts.
    public init(file: String, pointer: String = "") {
      self.file = file
      self.pointer = pointer
    }

    /// The place of a member or element.
    func child(_ token: String) -> Place {
      Place(file: file, pointer: pointer + "/" + JSONPointer.escape(token))
    }
  }

  /// A schema with its place.
  struct Located: Sendable {
    var value: JSONValue
    var place: Place

    /// The schema under a keyword.
    func member(_ key: String) -> Located? {
      value[key].map { Located(value: $0, place: place.child(key)) }
    }

    /// The members of an object, in order.
    var members: [(key: String, schema: Located)] {
      guard case .object(let members) = value else { return [] }
      return members.map { ($0.0, Located(value: $0.1, place: place.child($0.0))) }
    }

    /// The elements of an array, in order.
    var elements: [Located] {
      guard case .array(let elements) = value else { return [] }
      return elements.enumerated().map { Located(value: $1, place: place.child(String($0))) }
    }
  }

  private var texts: [String: JSONText] = [:]
  private var values: [String: JSONValue] = [:]
  /// The files' names, in the order given.
  public private(set) var files: [String] = []

  /// Without files.
  public init() {}

  /// Parses the files; of two with the same name the last one holds.
  public init(_ files: [(uri: String, bytes: [UInt8])]) throws(SchemaToolsError) {
    for file in files { try add(file.bytes, as: file.uri) }
  }

  /// Adds a file, or puts another text in its place.
  public mutating func add(_ bytes: [UInt8], as uri: String) throws(SchemaToolsError) {
    let text: JSONText
    do throws(JSONError) { text = try JSONText(parsing: bytes) } catch {
      throw SchemaToolsError(error, file: uri, bytes)
    }
    if texts[uri] == nil { files.append(uri) }
    texts[uri] = text
    values[uri] = JSONValue(text.root)
  }

  /// The files as the compiler of schemas takes them.
  var sources: [SchemaSource] {
    files.compactMap { file in texts[file].map { SchemaSource(uri: file, text: $0) } }
  }

  /// A file's whole value.
  public func value(_ file: String) -> JSONValue? { values[file] }

  /// A file's text as it was given.
  public func bytes(_ file: String) -> [UInt8]? { texts[file]?.bytes }

  /// The whole of a file as a schema.
  func schema(_ file: String) -> Located? {
    values[file].map { Located(value: $0, place: Place(file: file)) }
  }

  /// A place as a person finds it: file, line, column. The nearest place above one that is not there.
  public func location(_ place: Place) -> SourceLocation {
    var pointer = place.pointer
    while true {
      if let node = texts[place.file]?.node(at: pointer) {
        return node.location(file: place.file, pointer: pointer)
      }
      guard let slash = pointer.lastIndex(of: "/") else {
        return SourceLocation(file: place.file, pointer: place.pointer)
      }
      pointer = String(pointer[..<slash])
    }
  }

  /// The schema that a `$ref` names, seen from a file; nil when it is not in the library.
  func target(of reference: String, from file: String) -> Located? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].isEmpty ? file : SchemaSource.uri(of: String(parts[0]), seenFrom: file)
    guard let root = schema(name) else { return nil }
    let fragment = parts.count > 1 ? SchemaSource.percentDecoded(String(parts[1])) : ""
    if fragment.isEmpty { return root }
    guard fragment.hasPrefix("/") else { return Self.anchored(fragment, in: root, depth: 0) }
    guard let pointer = JSONPointer(fragment) else { return nil }
    var current = root
    for token in pointer.tokens {
      if let member = current.member(token) {
        current = member
      } else if case .array(let elements) = current.value, let index = Int(token),
        elements.indices.contains(index)
      {
        current = current.elements[index]
      } else {
        return nil
      }
    }
    return current
  }

  private static func anchored(_ name: String, in schema: Located, depth: Int) -> Located? {
    guard depth < 64 else { return nil }
    for key in ["$anchor", "$dynamicAnchor"] {
      if case .string(let anchor)? = schema.value[key], anchor == name { return schema }
    }
    for child in schema.members.map(\.schema) + schema.elements {
      if let found = anchored(name, in: child, depth: depth + 1) { return found }
    }
    return nil
  }
}
