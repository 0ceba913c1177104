import ECMARegex
import JSON

/// Runs a program over a tape: the fast reading, which only decides.
///
/// Valid inside `run`, whose tables it points into. Recursion is bounded by `depthLimit`, work by `budget`; what could
/// not be decided within them is `undecided`, never a hang and never a silent yes.
struct Machine {
  static let noFrame = -1
  /// Blocks inside each other. The parser allows 200 levels of JSON; a level takes a few blocks.
  static let depthLimit = 1_500

  let program: Program
  let tape: JSONTape
  /// Just past the last byte of the tape's text.
  let end: UnsafePointer<UInt8>
  let fast: FastTables
  let blocks: UnsafePointer<Block>
  let steps: UnsafePointer<Instruction>
  let blockLists: UnsafePointer<BlockIndex>
  let nameBytes: UnsafePointer<UInt8>
  let names: UnsafePointer<NameEntry>
  let slots: UnsafePointer<Int32>
  let members: UnsafePointer<MembersPlan>

  /// Block evaluations left; a schema can be written so that they double with each level.
  var budget: Int
  var depth = 0
  /// Go on after a failure and note all that was looked at, for explanations of `unevaluated…`.
  var isLenient = false
  /// The block whose `unevaluated…` a lenient run is made for, or -1.
  var collector: BlockIndex = -1
  /// Set when a limit was met; the answer is then no.
  var undecided: Undecided?
  /// Stack of bit sets of evaluated members or elements.
  var marks: [UInt64] = []
  var equality: Equality
  var memberIndex = MemberIndex()
  var matcher: PatternMatcher?

  /// A check that was given up.
  struct Undecided {
    enum Limit { case patternSteps(pattern: Int), depth, work }
    var limit: Limit
    var node: Int
  }

  /// Lends a machine for `tape` to `body`.
  @inline(__always)
  static func run<Result>(_ program: Program, _ tape: JSONTape, _ body: (inout Machine) -> Result) -> Result {
    withExtendedLifetime(program) {
      var machine = Machine(program, tape)
      return body(&machine)
    }
  }

  private init(_ program: Program, _ tape: JSONTape) {
    self.program = program
    self.tape = tape
    end = tape.bytes + (Int(tape.nodes[0].offset) + Int(tape.nodes[0].length))
    fast = program.fast
    blocks = UnsafePointer(fast.slowBlocks)
    steps = UnsafePointer(fast.instructions)
    blockLists = UnsafePointer(fast.slowLists)
    nameBytes = UnsafePointer(fast.pool)
    names = UnsafePointer(fast.slowNames)
    slots = UnsafePointer(fast.slowSlots)
    members = UnsafePointer(fast.slowMembers)
    // Far more than any sound schema asks of a document of this size.
    budget = 1_000_000 + 200 * Int(tape.nodes[0].next) + Int(tape.nodes[0].length) >> 3
    equality = Equality(budget: budget)
  }

  /// Whether the value at `node` fits a block; evaluated members and elements are noted in `frame`.
  mutating func check(_ block: BlockIndex, _ node: Int, _ frame: Int) -> Bool {
    if frame < 0, !isLenient { return quick(block, node) }
    let code = blocks + Int(block)
    if !code.pointee.types.accepts(node, tape) {
      if !isLenient || code.pointee.refusesAll { return false }
      _ = run(code, node, frame)
      return false
    }
    if code.pointee.steps.count == 0 { return true }
    return run(code, node, frame)
  }

  mutating func run(_ code: UnsafePointer<Block>, _ node: Int, _ outer: Int) -> Bool {
    guard depth < Self.depthLimit, budget > 0 else {
      giveUp(depth < Self.depthLimit ? .work : .depth, node)
      return false
    }
    depth &+= 1
    budget &-= 1
    defer { depth &-= 1 }
    let kind = tape.nodes[node].kind
    if code.pointee.ownsFrame, kind == .object || kind == .array { return runFramed(code, node, outer) }
    return runSteps(code, node, outer)
  }

  @inline(__always)
  private mutating func runSteps(_ code: UnsafePointer<Block>, _ node: Int, _ frame: Int) -> Bool {
    var step = steps + Int(code.pointee.steps.first)
    let end = step + Int(code.pointee.steps.count)
    var accepted = true
    while step < end {
      if !step.pointee.accepts(node, &self, frame) {
        if !isLenient { return false }
        accepted = false
      }
      step += 1
    }
    return accepted
  }

  /// A block with `unevaluated…` sees its own subschemas' notes only, and adds them to those of the block around it.
  @inline(never)
  private mutating func runFramed(_ code: UnsafePointer<Block>, _ node: Int, _ outer: Int) -> Bool {
    let frame = pushFrame(for: node)
    defer { popFrame(frame) }
    let accepted = runSteps(code, node, frame)
    if outer >= 0, accepted || isLenient { join(frame, into: outer, node) }
    return accepted
  }

  /// Remembers the first check that was given up.
  mutating func giveUp(_ limit: Undecided.Limit, _ node: Int) {
    if undecided == nil { undecided = Undecided(limit: limit, node: node) }
  }

  /// Looks a name up in a table: the index of its entry, or -1.
  @inline(__always) func find(_ name: ByteRun, in table: NameTable) -> Int {
    let mask = Int(table.slots.count) &- 1
    let base = slots + Int(table.slots.first)
    var slot = Int(name.tableHash) & mask
    while true {
      let entry = Int(base[slot])
      if entry < 0 { return -1 }
      let candidate = names + entry
      if Int(candidate.pointee.length) == name.count,
        ByteRun(start: nameBytes + Int(candidate.pointee.offset), count: name.count).equals(name)
      {
        return entry
      }
      slot = (slot &+ 1) & mask
    }
  }

  /// The value of the string at `node`, lent to `body`.
  @inline(__always) func withString<Result>(_ node: Int, _ body: (ByteRun) -> Result) -> Result {
    if !tape.nodes[node].hasEscapes { return body(tape.content(node)) }
    return tape.decoded(node).withUnsafeBufferPointer(body)
  }
}
