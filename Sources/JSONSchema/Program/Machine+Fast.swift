import ECMARegex
import JSON

/// The fast reading where nobody asks what was evaluated.
extension Machine {
  /// Whether the value at `node` fits a block.
  @inline(__always) mutating func quick(_ block: BlockIndex, _ node: Int) -> Bool {
    let code = fast.blocks + Int(block)
    if code.pointee.kinds &>> tape.nodes[node].kind.rawValue & 1 == 0 { return false }
    return code.pointee.isPlain || quickSteps(code, node)
  }

  /// The steps of a block whose kind has been judged.
  @inline(never) private mutating func quickSteps(_ code: UnsafeMutablePointer<FastBlock>, _ node: Int)
    -> Bool
  {
    let kind = tape.nodes[node].kind
    if code.pointee.needsInteger, kind == .number, !tape.nodes[node].isIntegerSyntax,
      !Decimal(tape.token(node)).isInteger
    {
      return false
    }
    let isLeaf = code.pointee.isLeaf
    if !isLeaf {
      guard depth < Self.depthLimit, budget > 0 else {
        giveUp(depth < Self.depthLimit ? .work : .depth, node)
        return false
      }
      depth &+= 1
      budget &-= 1
    }
    var step = fast.steps + Int(code.pointee.first)
    let end = step + Int(code.pointee.count)
    var accepted = true
    while step < end {
      if !quickStep(step, node, kind) {
        accepted = false
        break
      }
      step += 1
    }
    if !isLeaf { depth &-= 1 }
    return accepted
  }

  @inline(__always)
  private mutating func quickStep(_ step: UnsafeMutablePointer<FastStep>, _ node: Int, _ kind: JSONKind)
    -> Bool
  {
    switch step.pointee {
    case .length(let least, let most): return kind != .string || hasLength(node, least, most)
    case .range(let index): return kind != .number || isInRange(node, fast.ranges + Int(index))
    case .pattern(let index): return kind != .string || quickMatches(Int(index), node)
    case .format(let format):
      guard kind == .string else { return true }
      return withString(node) { format.accepts($0) }
    case .words(let set, let other):
      guard kind == .string else { return accepts(other, node) }
      return quickFind(node, fast.sets[Int(set)]) >= 0
    case .members(let index): return kind != .object || hasMembers(node, fast.members + Int(index))
    case .elements(let block):
      guard kind == .array else { return true }
      budget &-= tape.nodes[node].count
      var element = node &+ 1
      let end = Int(tape.nodes[node].next)
      while element < end {
        if !quick(block, element) { return false }
        element = Int(tape.nodes[element].next)
      }
      return true
    case .block(let block): return quick(block, node)
    case .not(let block): return !quick(block, node)
    case .anyOf(let index):
      for place in fast.choices[Int(index)][kind].range where quick(fast.lists[place], node) { return true }
      return false
    case .oneOf(let index):
      var fitting = 0
      for place in fast.choices[Int(index)][kind].range where quick(fast.lists[place], node) {
        fitting &+= 1
        if fitting > 1 { return false }
      }
      return fitting == 1
    case .conditional(let condition, let then, let otherwise):
      let branch = quick(condition, node) ? then : otherwise
      return branch < 0 || quick(branch, node)
    case .keyword(let index): return accepts(index, node)
    case .framed(let block): return run(blocks + Int(block), node, Self.noFrame)
    }
  }

  @inline(never) private mutating func accepts(_ instruction: Int32, _ node: Int) -> Bool {
    steps[Int(instruction)].accepts(node, &self, Self.noFrame)
  }

  /// Length in scalars. Each takes one to four bytes, or up to twelve as escapes, so most lengths are decided without
  /// counting.
  @inline(__always) private func hasLength(_ node: Int, _ least: Int, _ most: Int) -> Bool {
    let token = tape.nodes[node]
    let byteCount = Int(token.length) &- 2
    if byteCount < least { return false }
    if byteCount <= most, least <= 1 || byteCount >= least &* (token.hasEscapes ? 12 : 4) { return true }
    let count = withString(node) { $0.scalarCount }
    return count >= least && count <= most
  }

  private mutating func isInRange(_ node: Int, _ range: UnsafeMutablePointer<FastRange>) -> Bool {
    guard let (floor, ceiling) = wholes(node) else {
      for index in range.pointee.instructions.range where !accepts(Int32(index), node) { return false }
      return true
    }
    return floor >= range.pointee.floorLeast && ceiling >= range.pointee.ceilingLeast
      && floor <= range.pointee.floorMost && ceiling <= range.pointee.ceilingMost
  }

  /// The integers around a number written without exponent and in at most 18 digits before the point.
  private func wholes(_ node: Int) -> (floor: Int64, ceiling: Int64)? {
    let digits = tape.token(node)
    var index = 0
    let isNegative = digits[0] == 0x2D
    if isNegative { index = 1 }
    var value: Int64 = 0
    let start = index
    while index < digits.count, digits[index].isASCIIDigit {
      value = value &* 10 &+ Int64(digits[index] &- 0x30)
      index &+= 1
    }
    guard index &- start <= 18 else { return nil }
    var hasFraction = false
    if index < digits.count {
      guard digits[index] == 0x2E else { return nil }
      index &+= 1
      while index < digits.count, digits[index].isASCIIDigit {
        if digits[index] != 0x30 { hasFraction = true }
        index &+= 1
      }
      guard index == digits.count else { return nil }
    }
    if isNegative { value = 0 &- value }
    if !hasFraction { return (value, value) }
    return isNegative ? (value &- 1, value) : (value, value &+ 1)
  }

  @inline(__always) private mutating func quickMatches(_ pattern: Int, _ node: Int) -> Bool {
    quickAnswer(pattern, node) ?? matches(pattern, node)
  }

  /// The answer of the pattern's automaton, once it has one.
  @inline(__always) func quickAnswer(_ pattern: Int, _ node: Int) -> Bool? {
    if tape.nodes[node].hasEscapes { return nil }
    let content = tape.content(node)
    return fast.patterns[pattern]._withUnsafeGuaranteedRef { $0.quickAnswer(content) }
  }

  private func hasEqualMiddle(_ name: Int, _ start: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    let other = fast.pool + Int(fast.names[name].offset)
    var index = 8
    while index < length &- 8 {
      if start[index] != other[index] { return false }
      index &+= 1
    }
    return true
  }

  @inline(__always)
  private func isName(_ name: Int, _ word: FastWord, _ start: UnsafePointer<UInt8>) -> Bool {
    fast.names[name].word == word && (word.length <= 16 || hasEqualMiddle(name, start, word.length))
  }

  /// The name's index, or -1.
  @inline(__always)
  private func quickFind(_ word: FastWord, _ start: UnsafePointer<UInt8>, _ names: FastNames) -> Int {
    let mask = Int(names.slots.count) &- 1
    let base = fast.slots + Int(names.slots.first)
    var slot = word.hash
    if word.length > FastWord.wholeLength {
      if word.length > names.longest { return -1 }
      slot ^= Int(ByteRun(start: start, count: word.length).tableHash)
    }
    slot &= mask
    while true {
      let name = Int(base[slot])
      if name < 0 || isName(name, word, start) { return name }
      slot = (slot &+ 1) & mask
    }
  }

  /// The index of the string at `node` among names, or -1.
  @inline(__always)
  private func quickFind(_ node: Int, _ names: FastNames) -> Int {
    if tape.nodes[node].hasEscapes { return findDecoded(node, names) }
    let start = tape.bytes + (Int(tape.nodes[node].offset) &+ 1)
    return quickFind(FastWord(start, Int(tape.nodes[node].length) &- 2, before: end), start, names)
  }

  @inline(never)
  private func findDecoded(_ node: Int, _ names: FastNames) -> Int {
    tape.decoded(node).withUnsafeBufferPointer { bytes in
      let start = bytes.baseAddress ?? tape.bytes
      return quickFind(FastWord(start, bytes.count, before: start + bytes.count), start, names)
    }
  }

  /// One pass over an object. The keys of a canonical document ascend as the names do, so the next name is tried first.
  private mutating func hasMembers(_ node: Int, _ plan: UnsafeMutablePointer<FastMembers>) -> Bool {
    let nodes = tape.nodes
    if plan.pointee.additional < 0, !plan.pointee.refusesOthers {
      guard needsPass(over: node, for: plan.pointee.names.names.count) else {
        return hasIndexedMembers(node, plan)
      }
    } else {
      budget &-= nodes[node].count
    }
    let last = Int(nodes[node].next)
    let namesEnd = Int(plan.pointee.names.names.first) &+ Int(plan.pointee.names.names.count)
    var expected = Int(plan.pointee.names.names.first)
    var met: UInt64 = 0
    var key = node &+ 1
    while key < last {
      let value = key &+ 1
      var name = -1
      if nodes[key].hasEscapes {
        name = findDecoded(key, plan.pointee.names)
      } else {
        let start = tape.bytes + (Int(nodes[key].offset) &+ 1)
        let word = FastWord(start, Int(nodes[key].length) &- 2, before: end)
        if expected < namesEnd, isName(expected, word, start) {
          name = expected
        } else if expected &+ 1 < namesEnd, isName(expected &+ 1, word, start) {
          name = expected &+ 1
        } else {
          name = quickFind(word, start, plan.pointee.names)
        }
      }
      if name >= 0 {
        expected = name &+ 1
        let found = fast.names + name
        met |= found.pointee.bit
        if found.pointee.kinds &>> nodes[value].kind.rawValue & 1 == 0 { return false }
        if !found.pointee.isPlain, !quickSteps(fast.blocks + Int(found.pointee.block), value) { return false }
      } else if plan.pointee.refusesOthers {
        return false
      } else if plan.pointee.additional >= 0, !quick(plan.pointee.additional, value) {
        return false
      }
      key = Int(nodes[value].next)
    }
    return met & plan.pointee.required == plan.pointee.required
  }

  /// The same for few names in an object that has an index.
  private mutating func hasIndexedMembers(_ node: Int, _ plan: UnsafeMutablePointer<FastMembers>) -> Bool {
    for index in plan.pointee.names.names.range {
      let name = fast.names + index
      let run = ByteRun(start: fast.pool + Int(name.pointee.offset), count: name.pointee.word.length)
      let key = Int(indexed(run, of: node).key)
      guard key >= 0 else {
        if name.pointee.bit != 0 { return false }
        continue
      }
      if name.pointee.kinds &>> tape.nodes[key + 1].kind.rawValue & 1 == 0 { return false }
      if !name.pointee.isPlain, !quickSteps(fast.blocks + Int(name.pointee.block), key + 1) { return false }
    }
    return true
  }
}
