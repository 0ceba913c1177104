import ECMARegex
import JSON

/// Writes the fast reading's tables from those of the explaining one, once all blocks are known.
///
/// What may differ is only how an answer is found: `$ref` and `allOf` are written out, alternatives are sorted by kind,
/// and `unevaluatedProperties` becomes a plain list of names where the schema alone tells what can be evaluated.
struct FastAssembler {
  let tables: ProgramTables
  /// What a block amounts to, or nil while it is not known.
  private var bodies: [Body?]
  var blocks: [FastBlock]
  var steps: [FastStep] = []
  var names: [FastName] = []
  var slots: [Int32] = []
  var members: [FastMembers] = []
  var sets: [FastNames] = []
  var ranges: [FastRange] = []
  var choices: [FastChoice] = []
  var lists: [BlockIndex] = []

  /// Steps that a reference copies instead of going there.
  private static let inlineLimit = 6

  /// The steps of a block; what it says about members apart, since that may still be joined with others'.
  struct Body {
    var kinds: UInt8
    var needsInteger: Bool
    var steps: [FastStep] = []
    var plans: [MembersDraft] = []
    /// Needs notes of what is evaluated: nothing of it may be copied.
    var isFramed = false

    var count: Int { steps.count + plans.count }
  }

  init(_ tables: ProgramTables) {
    self.tables = tables
    bodies = [Body?](repeating: nil, count: tables.blocks.count)
    blocks = [FastBlock](repeating: FastBlock(), count: tables.blocks.count)
    steps.reserveCapacity(tables.steps.count)
    names.reserveCapacity(tables.names.entries.count)
  }

  mutating func assemble() {
    for block in tables.blocks.indices { emit(block, body(of: block)) }
    for name in names.indices {
      let block = Int(names[name].block)
      if block >= 0 {
        names[name].kinds = blocks[block].kinds
        names[name].isPlain = blocks[block].isPlain
      }
    }
    for index in members.indices where members[index].additional >= 0 {
      let other = blocks[Int(members[index].additional)]
      if other.kinds == 0 { members[index].refusesOthers = true }
      if other.kinds == 0x3F, other.isPlain { members[index].additional = -1 }
    }
    // Alternatives by kind, now that all kinds are known.
    for index in choices.indices { sortByKind(index) }
  }

  private mutating func emit(_ number: Int, _ body: Body) {
    let first = steps.count
    // Cheap ones first.
    for step in body.steps where step.isLeaf { steps.append(step) }
    let isLeaf = steps.count - first == body.count
    for plan in body.plans { steps.append(.members(emit(plan))) }
    for step in body.steps where !step.isLeaf { steps.append(step) }
    blocks[number] = FastBlock(
      kinds: body.kinds, needsInteger: body.needsInteger, isLeaf: isLeaf, first: Int32(first),
      count: Int32(steps.count - first))
  }

  /// In-place references cannot loop and are at most `Compiler.chainLimit` deep: both have been checked.
  mutating func body(of number: Int) -> Body {
    if let known = bodies[number] { return known }
    let block = tables.blocks[number]
    let kinds = block.types.bits & 0x3F | (block.types.allowsInteger ? 1 << JSONKind.number.rawValue : 0)
    let allowsFraction = block.types.bits & (1 << JSONKind.number.rawValue) != 0
    let needsInteger = block.types.allowsInteger && !allowsFraction
    var body = Body(kinds: kinds, needsInteger: needsInteger)
    func frame() {
      body = Body(
        kinds: kinds, needsInteger: needsInteger, steps: [.framed(BlockIndex(number))], isFramed: true)
    }
    var least = 0
    var most = Int.max
    var hasLength = false
    var range = RangeDraft()
    for index in block.steps.range where !body.isFramed {
      switch tables.steps[index] {
      case .length(let length):
        hasLength = true
        if length.isMinimum { least = max(least, length.limit) } else { most = min(most, length.limit) }
      case .bound(let bound):
        if !range.add(bound, Int32(index)) { body.steps.append(.keyword(Int32(index))) }
      case .pattern(let pattern): body.steps.append(.pattern(pattern.pattern))
      case .format(let format): body.steps.append(.format(format.format))
      case .enum(let list) where list.table >= 0:
        let entries = tables.nameTables[Int(list.table)].entries.range
        body.steps.append(.words(set: addSet(entries.map(Int32.init)), other: Int32(index)))
      case .const(let value) where value.table >= 0:
        let entries = tables.nameTables[Int(value.table)].entries.range
        body.steps.append(.words(set: addSet(entries.map(Int32.init)), other: Int32(index)))
      case .ref(let ref): join(ref.block, to: &body)
      case .allOf(let all):
        for place in all.blocks.range { join(tables.blockLists[place], to: &body) }
      case .anyOf(let any): body.steps.append(.anyOf(addChoice(any.blocks)))
      case .oneOf(let one): body.steps.append(.oneOf(addChoice(one.blocks)))
      case .not(let not): body.steps.append(.not(not.block))
      case .conditional(let branches):
        body.steps.append(
          .conditional(branches.condition, then: branches.then, otherwise: branches.otherwise))
      case .items(let items) where items.from == 0: body.steps.append(.elements(items.block))
      case .members, .properties, .required, .additionalProperties:
        if let plan = draft(tables.steps[index]) {
          body.plans.append(plan)
        } else {
          body.steps.append(.keyword(Int32(index)))
        }
      case .unevaluatedProperties(let unevaluated) where kinds & (1 << JSONKind.object.rawValue) != 0:
        if !close(unevaluated.block, BlockIndex(number), &body) { frame() }
      case .unevaluatedItems where kinds & (1 << JSONKind.array.rawValue) != 0: frame()
      case .unevaluatedProperties, .unevaluatedItems: break
      default: body.steps.append(.keyword(Int32(index)))
      }
    }
    if !body.isFramed {
      if hasLength { body.steps.insert(.length(least: least, most: most), at: 0) }
      if let range = range.finished(in: block.steps) {
        ranges.append(range)
        body.steps.insert(.range(Int32(ranges.count - 1)), at: 0)
      }
    }
    bodies[number] = body
    return body
  }

  /// What `$ref` or a part of `allOf` adds.
  private mutating func join(_ block: BlockIndex, to body: inout Body) {
    let other = self.body(of: Int(block))
    guard !other.isFramed, other.count <= Self.inlineLimit, body.count <= 4 * Self.inlineLimit else {
      body.steps.append(.block(block))
      return
    }
    body.kinds &= other.kinds
    body.needsInteger = body.needsInteger || other.needsInteger
    body.steps += other.steps
    body.plans += other.plans
  }

  private mutating func addChoice(_ blocks: Extent) -> Int32 {
    // The lists are filled in by `sortByKind`; until then the first says which blocks there are.
    choices.append(FastChoice(lists: (blocks, Extent(), Extent(), Extent(), Extent(), Extent())))
    return Int32(choices.count - 1)
  }

  private mutating func sortByKind(_ index: Int) {
    let all = choices[index].lists.0.range.map { tables.blockLists[$0] }
    func list(_ kind: JSONKind) -> Extent {
      let first = Int32(lists.count)
      lists += all.filter { blocks[Int($0)].kinds >> kind.rawValue & 1 != 0 }
      return Extent(first: first, count: Int32(lists.count) - first)
    }
    choices[index].lists = (
      list(.null), list(.boolean), list(.number), list(.string), list(.array), list(.object)
    )
  }
}

/// The integer bounds of one block.
private struct RangeDraft {
  var range = FastRange()
  var first: Int32 = -1
  var last: Int32 = -1

  /// False if the bound is no integer, or one too large to step to its neighbour.
  mutating func add(_ bound: Bound, _ step: Int32) -> Bool {
    guard bound.isInteger, bound.integer > .min, bound.integer < .max, last < 0 || last == step - 1 else {
      return false
    }
    switch bound.relation {
    // x ≥ n where ⌊x⌋ ≥ n; x > n where ⌈x⌉ > n.
    case .minimum: range.floorLeast = max(range.floorLeast, bound.integer)
    case .exclusiveMinimum: range.ceilingLeast = max(range.ceilingLeast, bound.integer + 1)
    case .maximum: range.ceilingMost = min(range.ceilingMost, bound.integer)
    case .exclusiveMaximum: range.floorMost = min(range.floorMost, bound.integer - 1)
    }
    if first < 0 { first = step }
    last = step
    return true
  }

  func finished(in steps: Extent) -> FastRange? {
    guard first >= 0 else { return nil }
    var range = range
    range.instructions = Extent(first: first, count: last - first + 1)
    return range
  }
}
