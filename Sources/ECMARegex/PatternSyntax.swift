/// What a pattern of ECMA-262 says, as a tree in one flat list: alternatives and terms are chains of siblings.
struct PatternSyntax {
  var nodes: [PatternNode] = []
  /// The members of all classes.
  var classItems: [ClassItem] = []
  /// Groups by name, in the order of their numbers. Names may repeat where only one of the groups can take part.
  var groupNames: [(name: String, group: Int)] = []
  /// Of the names that back references speak of: by the first place of a name in `groupNames`, all of them.
  var namesakes: [Int: [Int]] = [:]
  /// Capturing groups, numbered from 1.
  var groupCount = 0
  /// The whole pattern: a `.choice`.
  var root: Int32 = 0

  /// The numbers of the groups that a back reference speaks of.
  func groups(of reference: Int32) -> [Int] {
    if reference >= 0 { return [Int(reference)] }
    let place = Int(-1 - reference)
    return (namesakes[place] ?? [place]).map { groupNames[$0].group }
  }

  /// The siblings from `first` on.
  func chain(_ first: Int32) -> ChainedNodes { ChainedNodes(nodes: nodes, index: first) }
}

/// The indices of a node and those after it in its chain.
struct ChainedNodes: Sequence, IteratorProtocol {
  let nodes: [PatternNode]
  var index: Int32

  mutating func next() -> Int32? {
    guard index >= 0 else { return nil }
    defer { index = nodes[Int(index)].next }
    return index
  }
}

/// One part of a pattern.
struct PatternNode {
  var kind: Kind
  /// The next sibling, or -1.
  var next: Int32 = -1

  /// Children are given by the first of their chain, -1 for none.
  enum Kind {
    case scalar(UInt32)
    case set(items: Range<Int32>, isNegated: Bool)
    case anything(includesLineEnds: Bool)
    case lineStart(eachLine: Bool)
    case lineEnd(eachLine: Bool)
    case wordBoundary(isNegated: Bool)
    /// Alternatives, each a `.sequence`.
    case choice(Int32)
    case sequence(Int32)
    /// `groups`: those inside, which each round forgets.
    case repeated(Int32, least: Int, most: Int, isLazy: Bool, groups: Range<Int>)
    case group(Int32, number: Int)
    case look(Int32, isBehind: Bool, isNegated: Bool)
    /// A group's number, or -1 less the place of its name in `groupNames`.
    case reference(Int32)
    /// A part where case does not count: `(?i:…)`.
    case ignoringCase(Int32, Bool)
  }
}

/// A member of a class.
enum ClassItem: Hashable {
  case range(UInt32, UInt32)
  /// `d D w W s S`.
  case shorthand(UInt8)
  case property(UnicodeProperty, isNegated: Bool)
}

/// The switches of `(?ims-ims:…)`.
struct PatternFlags: OptionSet {
  let rawValue: UInt8
  static let ignoreCase = PatternFlags(rawValue: 1)
  static let multiline = PatternFlags(rawValue: 2)
  static let dotAll = PatternFlags(rawValue: 4)

  /// The switch of a letter.
  init?(_ letter: UInt32) {
    switch letter {
    case 0x69: self = .ignoreCase
    case 0x6D: self = .multiline
    case 0x73: self = .dotAll
    default: return nil
    }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }
}
