/// Runs a `BacktrackProgram` over UTF-8, within a budget of steps.
///
/// What it may have to take back stands on one stack: old values of registers, and places to go on from. Only
/// lookarounds recurse, as deep as the pattern nests them.
struct BacktrackMachine {
  private let program: BacktrackProgram
  private let text: UnsafeBufferPointer<UInt8>
  private var registers: [Int]
  private var stack: [Entry] = []
  private var budget: Int

  /// Steps for any text, for each of its bytes, and at most: some hundred milliseconds.
  private static let baseBudget = 500_000
  private static let budgetPerByte = 32
  private static let largestBudget = 20_000_000
  /// Entries of the stack: some 24 MB.
  private static let stackLimit = 1_000_000

  private struct Entry {
    /// A register to put `value` back into; -1 to go on at `step`, with `value` as the place in the text.
    var register: Int32
    var step: Int32
    var value: Int
  }

  /// Whether the pattern matches somewhere in valid UTF-8; nil when it was given up.
  ///
  /// - Parameter work: of the whole reading, in `PatternMatcher`'s units; what is spent is taken from it.
  static func matches(
    _ program: BacktrackProgram, _ text: UnsafeBufferPointer<UInt8>, _ work: inout Int
  ) -> Bool? {
    guard work > 0 else { return nil }
    var machine = BacktrackMachine(program, text)
    machine.budget = min(machine.budget, work / PatternMatcher.stepCost)
    let granted = machine.budget
    defer { work -= (granted - machine.budget) * PatternMatcher.stepCost }
    var start = 0
    while true {
      guard let found = machine.run(0, start) else { return nil }
      if found { return true }
      if program.isAnchored || start >= text.count { return false }
      start += 1
      while start < text.count, text[start] & 0xC0 == 0x80 { start += 1 }
      machine.clear()
    }
  }

  private init(_ program: BacktrackProgram, _ text: UnsafeBufferPointer<UInt8>) {
    self.program = program
    self.text = text
    registers = [Int](repeating: -1, count: program.registerCount)
    budget = min(Self.baseBudget + text.count * Self.budgetPerByte, Self.largestBudget)
  }

  private mutating func clear() {
    budget -= registers.count / 8
    stack.removeAll(keepingCapacity: true)
    for index in registers.indices { registers[index] = -1 }
  }

  private mutating func set(_ register: Int, _ value: Int) {
    stack.append(Entry(register: Int32(register), step: 0, value: registers[register]))
    registers[register] = value
  }

  private mutating func postpone(_ step: Int, _ place: Int) {
    stack.append(Entry(register: -1, step: Int32(step), value: place))
  }

  /// Takes back what was done since the last postponed step above `base`; nil if there is none.
  private mutating func resume(_ base: Int) -> (step: Int, place: Int)? {
    while stack.count > base, let entry = stack.popLast() {
      if entry.register < 0 { return (Int(entry.step), entry.value) }
      registers[Int(entry.register)] = entry.value
    }
    return nil
  }

  /// From a step to `matched`; nil when the budget is gone.
  private mutating func run(_ first: Int, _ start: Int) -> Bool? {
    let base = stack.count
    var step = first
    var place = start
    while true {
      budget -= 1
      guard budget > 0, stack.count < Self.stackLimit else { return nil }
      var goesOn = true
      switch program.steps[step] {
      case .matched: return true
      case .scalar(let wanted, let isBackward):
        goesOn = read(isBackward, &place) == wanted
      case .folded(let wanted, let isBackward):
        goesOn = read(isBackward, &place).map(CaseFolding.fold) == wanted
      case .set(let set, let isBackward):
        goesOn = read(isBackward, &place).map(program.sets[set].contains) ?? false
      case .lineStart(let eachLine): goesOn = place == 0 || (eachLine && isLineEnd(scalar(before: place)))
      case .lineEnd(let eachLine): goesOn = place == text.count || (eachLine && isLineEnd(scalar(at: place)))
      case .wordBoundary(let isNegated, let ignoresCase):
        let isBoundary =
          isWord(scalar(before: place), ignoresCase) != isWord(scalar(at: place), ignoresCase)
        goesOn = isBoundary != isNegated
      case .fork(let other): postpone(other, place)
      case .jump(let target):
        step = target
        continue
      case .mark(let register): set(register, place)
      case .forget(let groups):
        budget -= groups.count / 8
        for register in groups where registers[register] >= 0 { set(register, -1) }
      case .startLoop(let counter): set(counter, 0)
      case .loop(let counter, let least, let most, let isLazy, let exit):
        let rounds = registers[counter]
        if rounds < least { break }
        if rounds >= most {
          step = exit
          continue
        }
        if isLazy {
          postpone(step + 1, place)
          step = exit
          continue
        }
        postpone(exit, place)
      case .endLoop(let counter, let register, let least, let head):
        // A round that is not owed and reads nothing is none (RepeatMatcher, step 2.b).
        guard registers[counter] >= least, registers[register] == place else {
          set(counter, registers[counter] + 1)
          step = head
          continue
        }
        goesOn = false
      case .reference(let groups, let ignoresCase, let isBackward):
        goesOn = repeats(groups, ignoresCase, isBackward, &place)
      case .look(let isNegated, let exit):
        let mark = stack.count
        guard let found = run(step + 1, place) else { return nil }
        if found {
          if isNegated { takeBack(to: mark) } else { keepRegisters(above: mark) }
        }
        goesOn = found != isNegated
        if goesOn {
          step = exit
          continue
        }
      }
      if goesOn {
        step += 1
      } else if let next = resume(base) {
        (step, place) = next
      } else {
        return false
      }
    }
  }

  /// A lookaround has succeeded: it is not tried again, but what it has set must be taken back with what is before it.
  private mutating func keepRegisters(above mark: Int) {
    var kept = mark
    for index in mark..<stack.count where stack[index].register >= 0 {
      stack[kept] = stack[index]
      kept += 1
    }
    stack.removeLast(stack.count - kept)
  }

  private mutating func takeBack(to mark: Int) {
    while stack.count > mark, let entry = stack.popLast() {
      if entry.register >= 0 { registers[Int(entry.register)] = entry.value }
    }
  }

  // MARK: The text

  private func scalar(at place: Int) -> UInt32? {
    guard place < text.count else { return nil }
    let lead = text[place]
    if lead < 0x80 { return UInt32(lead) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length { value = value << 6 | UInt32(text[place + offset] & 0x3F) }
    return value
  }

  private func scalar(before place: Int) -> UInt32? {
    guard place > 0 else { return nil }
    var start = place - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(at: start)
  }

  /// The scalar on that side, passed over.
  private func read(_ isBackward: Bool, _ place: inout Int) -> UInt32? {
    guard let scalar = isBackward ? scalar(before: place) : scalar(at: place) else { return nil }
    let length = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
    place += isBackward ? -length : length
    return scalar
  }

  private func isLineEnd(_ scalar: UInt32?) -> Bool {
    scalar == 0x0A || scalar == 0x0D || scalar == 0x2028 || scalar == 0x2029
  }

  private func isWord(_ scalar: UInt32?, _ ignoresCase: Bool) -> Bool {
    guard let scalar else { return false }
    if scalar < 0x80 { return UInt8(scalar).isASCIILetter || UInt8(scalar).isASCIIDigit || scalar == 0x5F }
    return ignoresCase && (scalar == 0x17F || scalar == 0x212A)
  }

  /// Whether what one of the groups holds stands here too, passed over. A group that holds nothing is everywhere.
  private mutating func repeats(
    _ groups: [Int], _ ignoresCase: Bool, _ isBackward: Bool, _ place: inout Int
  ) -> Bool {
    guard let group = groups.first(where: { registers[2 * $0] >= 0 && registers[2 * $0 + 1] >= 0 }) else {
      return true
    }
    var from = isBackward ? registers[2 * group + 1] : registers[2 * group]
    let end = isBackward ? registers[2 * group] : registers[2 * group + 1]
    budget -= abs(end - from)
    while from != end {
      guard let wanted = read(isBackward, &from), let found = read(isBackward, &place) else { return false }
      guard wanted == found || (ignoresCase && CaseFolding.fold(wanted) == CaseFolding.fold(found)) else {
        return false
      }
    }
    return true
  }
}
