import ECMARegex
import Diagnostics
import JSON

/// Where the compiler is: a schema object, its resource, and what dynamic references see from there.
struct SchemaContext {
  var source: Int32
  var node: JSONNode
  var resource: Int
  var scope: Int
}

/// Turns schemas into a program. A work list instead of recursion: each subschema is one block, numbered when it is
/// first mentioned and compiled later, so loops and any depth cost nothing.
struct Compiler {
  let registry: SchemaRegistry
  let options: SchemaOptions
  var tables = ProgramTables()
  var index: ResourceIndex
  var scopes = DynamicScopes()
  var findings: [Finding] = []
  /// Faults beyond `faultLimit`.
  var omitted = 0
  var lookup = PointerTables()
  /// Whether all of the registry's files have been looked at.
  var knowsAllFiles = false
  /// Names that may still be compared with a mistyped one.
  private var suggestionsLeft = 50_000
  /// The block of each node of each source in the empty scope, or -1: a table, since a dictionary's metadata alone
  /// costs a short program more than this whole compilation.
  private var numbers: [[BlockIndex]] = []
  /// The same for other scopes.
  private var scopedNumbers: [UInt64: BlockIndex] = [:]
  private var waiting: [SchemaContext] = []
  /// Numbers of patterns by their text.
  private var patternNumbers = NameMap()

  /// Blocks of one program; a schema beyond it is a mistake (or a flood of dynamic scopes).
  private static let blockLimit = 1 << 20
  /// Faults that are told; more help nobody.
  static let faultLimit = 100

  init(registry: SchemaRegistry, options: SchemaOptions) {
    self.registry = registry
    self.options = options
    index = ResourceIndex(readsOlderDrafts: options.unknownKeywords == .accept)
  }

  /// The program of a schema in the registry.
  mutating func compile(_ uri: String) throws(SchemaError) -> Program {
    let reference = URIReference(uri.utf8).resolved(against: URIReference([]))
    do throws(Trouble) {
      let target = try resolve(reference)
      let node = index.sources[Int(target.source)].text.node(index: target.node)
      _ = block(node, target.source, target.resource, scope: 0)
      compileWaiting()
      checkLoops()
    } catch {
      findings.append(
        Finding(
          code: "keyword/reference", message: error.message, location: SourceLocation(file: nil),
          hint: error.hint))
    }
    for (message, node) in index.faults { fault("keyword/value", message, node) }
    guard findings.isEmpty else { throw SchemaError(sorted(findings) + rest(), omitted: omitted) }
    tables.sources = index.sources
    return Program(tables)
  }

  /// That there are more faults, if so.
  private func rest() -> [Finding] {
    guard omitted > 0 else { return [] }
    return [
      Finding(
        code: "keyword/more", message: "the schema has \(omitted) more faults",
        location: SourceLocation(file: index.sources.first?.uri),
        hint: "mend those that are shown, then check again")
    ]
  }

  /// The nearest of some words; nil also when too many have been compared already.
  mutating func suggestion(for word: String, among words: some Collection<String>) -> String? {
    guard findings.count < Self.faultLimit, words.count <= suggestionsLeft else { return nil }
    suggestionsLeft -= words.count
    return Spelling.nearest(to: word, among: words)
  }

  /// Files in the order in which they were reached, places in the order of the file.
  private func sorted(_ findings: [Finding]) -> [Finding] {
    let order = index.sources.map(\.uri)
    func key(_ finding: Finding) -> (Int, Int) {
      (
        order.firstIndex { $0 == finding.location.file } ?? -1,
        finding.location.position?.offset ?? 0
      )
    }
    return findings.enumerated().sorted { left, right in
      let (a, b) = (key(left.element), key(right.element))
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }

  /// The block of a subschema of `context`.
  mutating func block(_ value: JSONNode, _ context: SchemaContext) -> BlockIndex {
    let resource =
      index.hasInnerResources(context.source)
      ? index.resource(of: value.index, in: context.source) : context.resource
    return block(value, context.source, resource, scope: context.scope)
  }

  mutating func block(_ value: JSONNode, _ source: Int32, _ resource: Int, scope: Int) -> BlockIndex {
    let scope = scopes.entering(index.resources[resource], number: resource, from: scope)
    let number = BlockIndex(tables.blocks.count)
    if scope == 0 {
      while numbers.count < index.sources.count {
        numbers.append([BlockIndex](repeating: -1, count: index.sources[numbers.count].text.nodeCount))
      }
      let known = numbers[Int(source)][value.index]
      if known >= 0 { return known }
      numbers[Int(source)][value.index] = number
    } else {
      let key = UInt64(source) << 46 | UInt64(value.index) << 20 | UInt64(scope)
      if let known = scopedNumbers[key] { return known }
      scopedNumbers[key] = number
    }
    tables.blocks.append(Block(source: source, node: Int32(value.index)))
    waiting.append(SchemaContext(source: source, node: value, resource: resource, scope: scope))
    return number
  }

  private mutating func compileWaiting() {
    // Blocks are numbered in the order in which they wait.
    var number = 0
    while number < waiting.count {
      if number == Self.blockLimit {
        fault("keyword/size", "the schema has more than \(Self.blockLimit) subschemas", waiting[number].node)
        return
      }
      compileBlock(number, waiting[number])
      number += 1
    }
  }

  private mutating func compileBlock(_ number: Int, _ context: SchemaContext) {
    let schema = context.node
    switch schema.kind {
    case .boolean:
      if !schema.isTrue {
        tables.blocks[number].types = .none
        tables.blocks[number].refusesAll = true
      }
      return
    case .object: break
    default:
      fault(
        "keyword/value", "a schema must be an object, true or false, found \(Words.kind(schema.kind))", schema
      )
      return
    }
    if !index.resources[context.resource].isPrepared { prepare(context.resource) }
    let vocabularies = index.resources[context.resource].vocabularies
    let dialect = index.resources[context.resource].dialect
    let refStandsAlone = dialect.refStandsAlone && schema.member("$ref") != nil
    var keywords: [KeywordSite] = []
    keywords.reserveCapacity(schema.count)
    for (key, value) in schema.members {
      guard let entry = KeywordTable.entry(key, dialect),
        !entry.isOutdated || options.unknownKeywords == .accept
      else {
        unknownKeyword(key)
        continue
      }
      if refStandsAlone, !key.stringEquals("$ref") { continue }
      guard !vocabularies.isDisjoint(with: entry.vocabulary) else { continue }
      if let instruction = entry.compile(value, context, &self) {
        keywords.append(KeywordSite(instruction: instruction, node: Int32(value.index)))
      }
    }
    assemble(number, &keywords)
  }

  private mutating func unknownKeyword(_ key: JSONNode) {
    guard options.unknownKeywords == .refuse, let name = key.string, !name.utf8.starts(with: "x-".utf8) else {
      return
    }
    var hint: String?
    if findings.count >= Self.faultLimit {
      omitted += 1
      return
    }
    if let now = KeywordTable.superseded[name] {
      hint = "in JSON Schema 2020-12 it is \(now)"
    } else if let near = Spelling.nearest(to: name, among: KeywordTable.names) {
      hint = "did you mean \(near)?"
    } else {
      hint = "annotations of your own start with x-"
    }
    fault("keyword/unknown", "\(Words.name(name)) is not a keyword of JSON Schema 2020-12", key, hint: hint)
  }

  /// A pattern of the schema, translated; nil with a fault if it is none.
  mutating func pattern(_ node: JSONNode) -> Int32? {
    let source = node.string ?? ""
    let name = Array(source.utf8)
    if let known = patternNumbers[name] { return Int32(known) }
    do throws(PatternError) {
      tables.patterns.append(try registry.patterns.pattern(source))
      patternNumbers.insert(name, tables.patterns.count - 1)
      return Int32(tables.patterns.count - 1)
    } catch {
      fault(
        "keyword/pattern",
        "the pattern \(Words.cut(source)) \(error.reason) (character \(error.place + 1))", node)
      return nil
    }
  }
}
