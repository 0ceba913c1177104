/// Reads an ECMA-262 pattern in Unicode mode (ECMA-262 §22.2.1, flag `u`), strictly, as JavaScript does with that flag.
struct PatternParser {
  let scalars: [UInt32]
  var index = 0
  var syntax = PatternSyntax()
  var flags: PatternFlags = []
  private var depth = 0
  /// The alternatives that the cursor is in, outermost first: of which disjunction, which one.
  private var alternatives: [(disjunction: Int, alternative: Int)] = []
  private var disjunctionCount = 0
  /// Where each named group stands, for names that repeat.
  private var places: [[(disjunction: Int, alternative: Int)]] = []
  /// Where each name stands in the list of names: a hostile pattern has a hundred thousand.
  private var namePlaces: [String: [Int]] = [:]
  /// Back references, checked when all groups are known: they may point forward.
  private var references: [(node: Int, name: String?, number: Int, place: Int)] = []

  /// Groups inside each other.
  private static let depthLimit = 200

  /// Bytes of a pattern: its tree takes some dozens of bytes for each.
  private static let longest = 1_000_000

  /// - Throws: `PatternError`, the first fault.
  static func parse(_ pattern: String) throws(PatternError) -> PatternSyntax {
    guard pattern.utf8.count <= longest else {
      throw PatternError(reason: "is longer than \(longest) bytes", place: 0)
    }
    var parser = PatternParser(scalars: pattern.unicodeScalars.map(\.value))
    parser.syntax.nodes.reserveCapacity(parser.scalars.count + 4)
    parser.syntax.root = try parser.disjunction()
    guard parser.index == parser.scalars.count else { throw parser.fault("has a ) without a (") }
    try parser.checkReferences()
    return parser.syntax
  }

  private init(scalars: [UInt32]) { self.scalars = scalars }

  var next: UInt32? { index < scalars.count ? scalars[index] : nil }

  func fault(_ reason: String, at place: Int? = nil) -> PatternError {
    PatternError(reason: reason, place: place ?? index)
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == character.value else { return false }
    index += 1
    return true
  }

  func looksAt(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes in
      guard index + bytes.count <= scalars.count else { return false }
      for offset in 0..<bytes.count where scalars[index + offset] != UInt32(bytes[offset]) { return false }
      return true
    }
  }

  func shown(_ scalar: UInt32) -> String { String(String.UnicodeScalarView([Unicode.Scalar(scalar) ?? "?"])) }

  mutating func add(_ kind: PatternNode.Kind) -> Int32 {
    syntax.nodes.append(PatternNode(kind: kind))
    return Int32(syntax.nodes.count - 1)
  }

  /// A chain of siblings that grows at its end.
  private struct Chain {
    var first: Int32 = -1
    var last: Int32 = -1
  }

  private mutating func append(_ node: Int32, to chain: inout Chain) {
    if chain.last >= 0 { syntax.nodes[Int(chain.last)].next = node } else { chain.first = node }
    chain.last = node
  }

  mutating func disjunction() throws(PatternError) -> Int32 {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw fault("has more than \(Self.depthLimit) groups inside each other")
    }
    disjunctionCount += 1
    alternatives.append((disjunctionCount, 0))
    defer { alternatives.removeLast() }
    var choices = Chain()
    var terms = Chain()
    while true {
      guard let scalar = next, scalar != 0x29 else { break }
      guard scalar == 0x7C else {
        append(try term(), to: &terms)
        continue
      }
      index += 1
      append(add(.sequence(terms.first)), to: &choices)
      terms = Chain()
      alternatives[alternatives.count - 1].alternative += 1
    }
    append(add(.sequence(terms.first)), to: &choices)
    return add(.choice(choices.first))
  }

  private mutating func term() throws(PatternError) -> Int32 {
    let start = index
    let scalar = scalars[index]
    let groups = syntax.groupCount
    var isQuantifiable = true
    let node: Int32
    switch scalar {
    case 0x5E:
      index += 1
      node = add(.lineStart(eachLine: flags.contains(.multiline)))
      isQuantifiable = false
    case 0x24:
      index += 1
      node = add(.lineEnd(eachLine: flags.contains(.multiline)))
      isQuantifiable = false
    case 0x28: (node, isQuantifiable) = try group()
    case 0x2E:
      index += 1
      node = add(.anything(includesLineEnds: flags.contains(.dotAll)))
    case 0x5B: node = try characterClass()
    case 0x5C: (node, isQuantifiable) = try escape()
    case 0x2A, 0x2B, 0x3F: throw fault("has nothing to repeat before \(shown(scalar))")
    case 0x7B, 0x7D, 0x5D: throw fault("has a bare \(shown(scalar)); write \\\(shown(scalar))")
    default:
      index += 1
      node = add(.scalar(scalar))
    }
    return try quantified(node, start, isQuantifiable, groups)
  }

  private mutating func quantified(_ node: Int32, _ start: Int, _ isQuantifiable: Bool, _ groups: Int)
    throws(PatternError) -> Int32
  {
    guard let scalar = next else { return node }
    var least = 0
    var most = Int.max
    switch scalar {
    case 0x2A: index += 1
    case 0x2B:
      index += 1
      least = 1
    case 0x3F:
      index += 1
      most = 1
    case 0x7B:
      let brace = index
      index += 1
      guard let low = number() else { throw fault("has a bare {; write \\{", at: brace) }
      least = low
      most = low
      if take(",") { most = number() ?? Int.max }
      guard take("}") else { throw fault("has a { without a count and a }", at: brace) }
      if most < least { throw fault("has a count whose end lies before its start", at: brace) }
    default: return node
    }
    guard isQuantifiable else { throw fault("repeats something that cannot be repeated", at: start) }
    let isLazy = take("?")
    return add(
      .repeated(node, least: least, most: most, isLazy: isLazy, groups: groups + 1..<syntax.groupCount + 1))
  }

  /// A count, saturated.
  private mutating func number() -> Int? {
    let start = index
    var value = 0
    while let scalar = next, scalar &- 0x30 < 10 {
      value = min(value * 10 + Int(scalar - 0x30), Int.max / 100)
      index += 1
    }
    return index > start ? value : nil
  }

  // MARK: Groups and references

  mutating func addGroup(named name: String?, at place: Int) throws(PatternError) -> Int {
    syntax.groupCount += 1
    guard let name else { return syntax.groupCount }
    for known in namePlaces[name] ?? [] {
      // Two groups may share a name if they stand in different alternatives of a disjunction around both.
      let areApart = places[known].contains { outer in
        alternatives.contains { $0.disjunction == outer.disjunction && $0.alternative != outer.alternative }
      }
      guard areApart else { throw fault("names two groups \(name)", at: place) }
    }
    namePlaces[name, default: []].append(syntax.groupNames.count)
    syntax.groupNames.append((name, syntax.groupCount))
    places.append(alternatives)
    return syntax.groupCount
  }

  mutating func addReference(name: String?, number: Int, at place: Int) -> Int32 {
    let node = add(.reference(0))
    references.append((Int(node), name, number, place))
    return node
  }

  private mutating func checkReferences() throws(PatternError) {
    for (node, name, number, place) in references {
      if let name {
        guard let known = namePlaces[name]?.first else {
          throw fault("refers to a group \(name), which it does not have", at: place)
        }
        syntax.nodes[node].kind = .reference(Int32(-1 - known))
        syntax.namesakes[known] = namePlaces[name]
      } else {
        guard number <= syntax.groupCount else {
          throw fault("refers to group \(number), which it does not have", at: place)
        }
        syntax.nodes[node].kind = .reference(Int32(number))
      }
    }
  }
}
