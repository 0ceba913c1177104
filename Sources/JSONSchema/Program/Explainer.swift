import Diagnostics
import JSON

/// Where a keyword stands: a node of a source's tape, and the block that it belongs to.
struct Site {
  var block: BlockIndex
  var source: Int32
  var node: Int32
}

/// Runs a program over a tape a second time, slowly, when the fast reading said no: collects why.
struct Explainer {
  /// Findings about one document; more help nobody.
  static let draftLimit = 1_000

  var machine: Machine
  var drafts: [Draft] = []
  /// Whether the limit was met, and what lies behind was not looked at.
  var isCut = false
  var path: [PathPart] = []
  /// The keywords that the reading went through, from the root of the schema.
  var trail: [Step] = []
  /// The block that judges the value under explanation as a whole: what a corrected value must fit.
  var place: BlockIndex = -1
  /// Candidates that may still be compared with what was found, for "did you mean": a crowd of wrong values against a
  /// crowd of right ones gets no hints after some.
  var guessesLeft = 50_000
  /// Alternatives that may still be explained: a crowd of values against a crowd of alternatives hears of the nearest
  /// only as long as that is.
  var trialsLeft = 150_000
  /// Corrected values that may still be tried.
  var repairsLeft = 200

  init(_ machine: Machine) { self.machine = machine }

  /// One step from the root to the value under explanation.
  enum PathPart: Equatable {
    /// A member, by its key's index on the tape.
    case key(Int)
    case element(Int)
  }

  /// A keyword of a block on the way to a finding.
  struct Step {
    var source: Int32
    var block: Int32
    var keyword: Int32
    var isReference: Bool
  }

  /// A member of an object of the document, there or not.
  struct Member: Equatable {
    var object: Int
    var name: String
  }

  /// A finding before lines and columns are counted.
  struct Draft {
    var code: String
    var message: String
    var pointer: String
    /// The node to point at; a member's key where the key is the fault.
    var node: Int
    var site: Site
    var expected: String?
    var found: String?
    var hint: String?
    /// Parts of the path: how deep the reading came.
    var depth: Int
    /// For `type`: what would have fitted. Lets a union say it in one sentence.
    var types: TypeMask?
    /// For `const` and `enum`: what would have fitted.
    var literals: [String] = []
    /// For `required`: what is missing.
    var missing: Member?
    /// For a key that is not allowed: what it was probably meant to be.
    var meant: Member?
    var trail: [Step] = []
  }

  /// Where the pattern stands whose match was given up.
  var undecidedPlace: (site: Site, trail: [Step])?

  var tape: JSONTape { machine.tape }
  var tables: ProgramTables { machine.program.tables }

  /// Adds findings for the value at `node` as the block sees it.
  ///
  /// - Parameter isRefused: known not to fit; what has been checked need not be checked again.
  mutating func explain(_ block: BlockIndex, _ node: Int, isRefused: Bool = false) {
    guard isRefused || !machine.check(block, node, Machine.noFrame) else { return }
    guard drafts.count < Self.draftLimit else {
      isCut = true
      return
    }
    // Past a limit every check says no, and there is nothing to explain any more.
    guard machine.depth < Machine.depthLimit, machine.budget > 0 else { return }
    machine.depth += 1
    defer { machine.depth -= 1 }
    if path.isEmpty, place < 0 { place = block }
    if explainWrapper(block, node) { return }
    let code = machine.blocks[Int(block)]
    if code.refusesAll {
      add(
        "false", "\(subject) is not allowed here", node,
        Site(block: block, source: code.source, node: code.node))
      return
    }
    for index in code.keywords.range {
      let keyword = tables.keywords[index]
      var isReference = false
      if case .ref = keyword.instruction { isReference = true }
      trail.append(
        Step(source: code.source, block: code.node, keyword: keyword.node, isReference: isReference))
      keyword.instruction.explain(node, Site(block: block, source: code.source, node: keyword.node), &self)
      trail.removeLast()
    }
  }

  /// Explains a member's value; the path leads there meanwhile.
  mutating func explainMember(_ block: BlockIndex, key: Int) {
    path.append(.key(key))
    explainPlace(block, key + 1)
    path.removeLast()
  }

  mutating func explainElement(_ block: BlockIndex, _ place: Int, _ node: Int) {
    path.append(.element(place))
    explainPlace(block, node)
    path.removeLast()
  }

  private mutating func explainPlace(_ block: BlockIndex, _ node: Int) {
    let outer = place
    place = block
    explain(block, node)
    place = outer
  }

  /// What a separate explanation of one alternative finds.
  mutating func trial(_ block: BlockIndex, _ node: Int) -> [Draft] {
    let kept = drafts
    drafts = []
    explain(block, node, isRefused: true)
    defer { drafts = kept }
    return drafts
  }

  mutating func add(
    _ keyword: String, _ message: String, _ node: Int, _ site: Site, expected: String? = nil,
    found: String? = nil,
    hint: String? = nil, types: TypeMask? = nil, literals: [String] = [], missing: Member? = nil,
    meant: Member? = nil
  ) {
    guard drafts.count < Self.draftLimit else {
      isCut = true
      return
    }
    drafts.append(
      Draft(
        code: "schema/\(keyword)", message: message, pointer: pointer, node: node, site: site,
        expected: expected,
        found: found, hint: hint, depth: path.count, types: types, literals: literals, missing: missing,
        meant: meant, trail: trail))
  }

  /// The one of `count` candidates that was surely meant; nil also when enough have been compared.
  mutating func nearest(to word: String, among count: Int, _ candidates: () -> [String]) -> String? {
    guard guessesLeft >= count else { return nil }
    guessesLeft -= count
    return Spelling.nearest(to: word, among: candidates())
  }

  /// The value under explanation, as a sentence begins: `name`, `challenges[1]`, `the document`.
  var subject: String {
    var suffix = ""
    for part in path.reversed() {
      switch part {
      case .element(let place): suffix = "[\(place)]" + suffix
      case .key(let key): return Words.name(tape.string(key)) + suffix
      }
    }
    return suffix.isEmpty ? "the document" : "item \(suffix)"
  }

  /// RFC 6901.
  var pointer: String {
    var text = ""
    for part in path {
      switch part {
      case .element(let place): text += "/\(place)"
      case .key(let key):
        text += "/"
        for scalar in tape.string(key).unicodeScalars {
          switch scalar {
          case "~": text += "~0"
          case "/": text += "~1"
          default: text.unicodeScalars.append(scalar)
          }
        }
      }
    }
    return text
  }
}
