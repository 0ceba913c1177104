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
  var machine: Machine
  var drafts: [Draft] = []
  var path: [PathPart] = []

  init(_ machine: Machine) { self.machine = machine }

  /// One step from the root to the value under explanation.
  enum PathPart: Equatable {
    /// A member, by its key's index on the tape.
    case key(Int)
    case element(Int)
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
  }

  var tape: JSONTape { machine.tape }
  var tables: ProgramTables { machine.program.tables }

  /// Adds findings for the value at `node` as the block sees it.
  mutating func explain(_ block: BlockIndex, _ node: Int) {
    guard drafts.count < 1_000, !machine.check(block, node, Machine.noFrame) else { return }
    // Past a limit every check says no, and there is nothing to explain any more.
    guard machine.depth < Machine.depthLimit, machine.budget > 0 else { return }
    machine.depth += 1
    defer { machine.depth -= 1 }
    let code = machine.blocks[Int(block)]
    if code.refusesAll {
      add(
        "false", "\(subject) is not allowed here", node,
        Site(block: block, source: code.source, node: code.node))
      return
    }
    for index in code.keywords.range {
      let keyword = tables.keywords[index]
      keyword.instruction.explain(node, Site(block: block, source: code.source, node: keyword.node), &self)
    }
  }

  /// Explains a member's value; the path leads there meanwhile.
  mutating func explainMember(_ block: BlockIndex, key: Int) {
    path.append(.key(key))
    explain(block, key + 1)
    path.removeLast()
  }

  mutating func explainElement(_ block: BlockIndex, _ place: Int, _ node: Int) {
    path.append(.element(place))
    explain(block, node)
    path.removeLast()
  }

  /// What a separate explanation of one alternative finds.
  mutating func trial(_ block: BlockIndex, _ node: Int) -> [Draft] {
    let kept = drafts
    drafts = []
    explain(block, node)
    defer { drafts = kept }
    return drafts
  }

  mutating func add(
    _ keyword: String, _ message: String, _ node: Int, _ site: Site, expected: String? = nil,
    found: String? = nil,
    hint: String? = nil, types: TypeMask? = nil, literals: [String] = []
  ) {
    drafts.append(
      Draft(
        code: "schema/\(keyword)", message: message, pointer: pointer, node: node, site: site,
        expected: expected,
        found: found, hint: hint, depth: path.count, types: types, literals: literals))
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

  /// The findings, in the order of the document, with lines and columns counted in one pass.
  func findings(file: String?, text: JSONText) -> [Finding] {
    let ordered = drafts.enumerated().sorted { left, right in
      let a = tape.nodes[left.element.node].offset
      let b = tape.nodes[right.element.node].offset
      return a == b ? left.offset < right.offset : a < b
    }
    var findings: [Finding] = []
    var seen: Set<Finding> = []
    var counter = PositionCounter(text.bytes)
    for (_, draft) in ordered {
      let node = tape.nodes[draft.node]
      let isContainer = node.kind == .object || node.kind == .array
      let finding = Finding(
        code: draft.code, message: draft.message,
        location: SourceLocation(
          file: file, position: counter.position(at: Int(node.offset)),
          length: isContainer ? 1 : Int(node.length),
          pointer: draft.pointer),
        keywordLocation: keywordLocation(draft.site), expected: draft.expected, found: draft.found,
        hint: draft.hint)
      if seen.insert(finding).inserted { findings.append(finding) }
    }
    return findings
  }

  /// `schemas/persona.json#/properties/name/minLength`.
  private func keywordLocation(_ site: Site) -> String {
    let source = tables.sources[Int(site.source)]
    return "\(source.uri)#\(source.text.node(index: Int(site.node)).pointer)"
  }
}

/// Counts lines and columns for rising offsets in one pass.
struct PositionCounter {
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1
  private var column = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// The position of a byte that does not lie before the last one asked for.
  mutating func position(at target: Int) -> SourcePosition {
    while offset < min(target, bytes.count) {
      if bytes[offset] == 0x0A {
        line += 1
        column = 1
      } else if bytes[offset] & 0xC0 != 0x80 {
        column += 1
      }
      offset += 1
    }
    return SourcePosition(line: line, column: column, offset: target)
  }
}
