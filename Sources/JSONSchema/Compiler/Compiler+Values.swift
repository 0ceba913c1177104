import Diagnostics
import JSON

/// Reading keywords' values, with a fault at the value's place when it is of the wrong kind.
extension Compiler {
  /// Notes a fault of a schema at a node of its file.
  mutating func fault(_ code: String, _ message: String, _ node: JSONNode, hint: String? = nil) {
    guard findings.count < Self.faultLimit else {
      omitted += 1
      return
    }
    let source = index.sources.first { $0.text === node.text }
    let isContainer = node.kind == .object || node.kind == .array
    var location = node.location(file: source?.uri)
    if isContainer { location.length = 1 }
    findings.append(
      Finding(
        code: code, message: message, location: location,
        keywordLocation: source.map { "\($0.uri)#\(location.pointer ?? "")" }, hint: hint))
  }

  mutating func wrongValue(_ keyword: String, _ wanted: String, _ value: JSONNode) {
    let found = value.kind == .number ? Words.value(value) : Words.kind(value.kind)
    fault("keyword/value", "\(keyword) must be \(wanted), found \(found)", value)
  }

  /// A count such as `minLength`'s: 0 or more, without a fraction. Counts beyond Int are Int's largest.
  mutating func count(_ keyword: String, _ value: JSONNode) -> Int? {
    if let count = peekCount(value) { return count }
    wrongValue(keyword, "an integer from 0 up", value)
    return nil
  }

  /// The same without a fault.
  func peekCount(_ value: JSONNode) -> Int? {
    guard value.kind == .number else { return nil }
    return value.text.withTape { Decimal($0.token(value.index)).count }
  }

  /// A list of subschemas that is not empty.
  mutating func schemaList(_ keyword: String, _ value: JSONNode, _ context: SchemaContext) -> Extent? {
    guard value.kind == .array, value.count > 0 else {
      wrongValue(keyword, "a list of at least one schema", value)
      return nil
    }
    let blocks = value.elements.map { block($0, context) }
    let first = Int32(tables.blockLists.count)
    tables.blockLists += blocks
    return Extent(first: first, count: Int32(blocks.count))
  }

  /// A list of different names.
  mutating func nameList(_ keyword: String, _ value: JSONNode) -> [[UInt8]]? {
    guard value.kind == .array else {
      wrongValue(keyword, "a list of names", value)
      return nil
    }
    var names: [[UInt8]] = []
    var seen = NameMap()
    for element in value.elements {
      guard let name = element.stringBytes else {
        wrongValue(keyword, "a list of names", element)
        continue
      }
      if seen.insert(name, names.count) {
        names.append(name)
      } else {
        fault("keyword/value", "\(Words.value(element)) stands twice in \(keyword)", element)
      }
    }
    return names
  }

  mutating func literal(_ node: JSONNode) -> Int32 {
    tables.literals.append(node)
    return Int32(tables.literals.count - 1)
  }

  /// Literals again, sorted by hash.
  mutating func hashedLiterals(_ literals: Extent) -> Extent {
    let first = tables.hashedLiterals.count
    let hashed = literals.range.map { place in
      let node = tables.literals[place]
      return (hash: node.text.withTape { Equality.hash($0, node.index) }, literal: Int32(place))
    }
    tables.hashedLiterals += hashed.sorted { $0.hash < $1.hash }
    return Extent(first: Int32(first), count: literals.count)
  }

  mutating func addNames(_ names: [[UInt8]]) -> Extent {
    let first = Int32(tables.names.entries.count)
    for name in names { _ = tables.names.add(name) }
    return Extent(first: first, count: Int32(names.count))
  }

  mutating func nameTable(_ names: [[UInt8]]) -> Int32 { tables.addTable(over: addNames(names)) }

  mutating func nameTable(_ members: [(name: [UInt8], block: BlockIndex)]) -> Int32 {
    let first = Int32(tables.names.entries.count)
    for (name, block) in members { _ = tables.names.add(name, block: block) }
    return tables.addTable(over: Extent(first: first, count: Int32(members.count)))
  }

  mutating func addDependencies(_ dependencies: [Dependency]) -> Extent {
    let first = Int32(tables.dependencies.count)
    tables.dependencies += dependencies
    return Extent(first: first, count: Int32(dependencies.count))
  }
}
