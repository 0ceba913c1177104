/// A pattern as a table of transitions over the bytes of valid UTF-8: one look-up a byte, no backtracking.
///
/// Immutable once built, so any thread may run it. Bytes are grouped into classes that no set of the pattern tells
/// apart; a continuation byte never changes the state, since the byte that leads its scalar has already been judged.
final class ByteAutomaton: Sendable {
  /// States at most; a pattern that needs more is left to PCRE2.
  static let stateLimit = 1_000

  /// For each byte the number of its class.
  nonisolated(unsafe) private let classes: UnsafeMutablePointer<UInt8>
  /// For each state, times the number of classes: the row of the next state. Row 0 is the dead state.
  nonisolated(unsafe) private let rows: UnsafeMutablePointer<UInt16>
  /// For each row, whether a text may end there.
  nonisolated(unsafe) private let accepting: UnsafeMutablePointer<Bool>
  private let start: UInt16
  /// Classes of white space and of line ends beyond ASCII; nil where no set tells them from other scalars.
  private let rare: (space: Int, lineEnd: Int)?

  /// The automaton of a pattern in ECMA-262's Unicode mode; nil if it uses what no such table can hold (look-around,
  /// back references, sets of single scalars beyond ASCII, an anchor inside) or grows too large.
  static func make(_ source: String) -> ByteAutomaton? {
    guard let expression = PatternReader.read(source) else { return nil }
    var builder = StateBuilder()
    guard builder.add(expression) else { return nil }
    return ByteAutomaton(builder)
  }

  private init?(_ builder: StateBuilder) {
    var subsets = SubsetBuilder(builder)
    guard subsets.run(limit: Self.stateLimit) else { return nil }
    let width = subsets.classCount
    guard width * subsets.count <= Int(UInt16.max) else { return nil }
    rare =
      builder.sets.allSatisfy(\.isUniformBeyondASCII)
      ? nil
      : (Int(subsets.classes[ScalarSet.space]), Int(subsets.classes[ScalarSet.lineEnd]))
    classes = .allocate(capacity: 256)
    for byte in 0..<256 {
      // 0x80 to 0xBF continue a scalar; above, each leads one, whose class may be another (`rare`).
      classes[byte] = byte < 0x80 ? subsets.classes[byte] : byte < 0xC0 ? 0 : subsets.classes[ScalarSet.other]
    }
    rows = .allocate(capacity: width * subsets.count)
    accepting = .allocate(capacity: width * subsets.count)
    accepting.initialize(repeating: false, count: width * subsets.count)
    for state in 0..<subsets.count {
      for column in 0..<width {
        rows[state * width + column] = UInt16(Int(subsets.next[state * width + column]) * width)
      }
      accepting[state * width] = subsets.accepting[state]
    }
    start = UInt16(width)
  }

  deinit {
    classes.deallocate()
    rows.deallocate()
    accepting.deallocate()
  }

  /// Whether the pattern matches somewhere in valid UTF-8.
  @inline(__always) func matches(_ subject: UnsafeBufferPointer<UInt8>) -> Bool {
    if let rare { return matches(subject, rare) }
    var row = start
    var index = 0
    while index < subject.count {
      row = rows[Int(row) &+ Int(classes[Int(subject[index])])]
      if row == 0 { return false }
      index &+= 1
    }
    return accepting[Int(row)]
  }

  @inline(never)
  private func matches(_ subject: UnsafeBufferPointer<UInt8>, _ rare: (space: Int, lineEnd: Int)) -> Bool {
    var row = start
    var index = 0
    while index < subject.count {
      let byte = subject[index]
      var column = Int(classes[Int(byte)])
      if byte >= 0xC2 {
        switch Self.symbol(subject, index) {
        case ScalarSet.space: column = rare.space
        case ScalarSet.lineEnd: column = rare.lineEnd
        default: break
        }
      }
      row = rows[Int(row) &+ column]
      if row == 0 { return false }
      index &+= 1
    }
    return accepting[Int(row)]
  }

  /// What the scalar that begins at `index` is to a `ScalarSet`: its bytes are those of `PatternClass.space`.
  private static func symbol(_ subject: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    let rest = subject.count - index
    switch subject[index] {
    case 0xC2 where rest > 1 && subject[index + 1] == 0xA0: return ScalarSet.space
    case 0xE1, 0xE2, 0xE3, 0xEF:
      guard rest > 2 else { return ScalarSet.other }
      switch (subject[index], subject[index + 1], subject[index + 2]) {
      case (0xE2, 0x80, 0xA8...0xA9): return ScalarSet.lineEnd
      case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F),
        (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
        return ScalarSet.space
      default: return ScalarSet.other
      }
    default: return ScalarSet.other
    }
  }
}

/// Thompson's construction: a state either waits for a scalar of a set or leads on to two others.
struct StateBuilder {
  /// States at most, counted repetitions written out.
  private static let stateLimit = 4_000

  struct State {
    /// Number of the set that leads to `first`; -1 where `first` and `second` are entered without a scalar.
    var set: Int32
    var first: Int32
    var second: Int32
  }

  private(set) var states: [State] = []
  private(set) var sets: [ScalarSet] = []
  private(set) var start: Int32 = 0
  static let accepting: Int32 = 0
  /// Parts left to write out: nothing repeated a thousand times a thousand times takes no states, but time.
  private var budget = 20_000

  /// Builds backwards from the accepting state; false if there are too many states.
  mutating func add(_ expression: Expression) -> Bool {
    states = [State(set: -1, first: -1, second: -1)]
    guard let first = build(expression, then: Self.accepting) else { return false }
    start = first
    return true
  }

  private mutating func build(_ expression: Expression, then next: Int32) -> Int32? {
    budget -= 1
    guard budget > 0, states.count < Self.stateLimit else { return nil }
    switch expression {
    case .set(let set): return append(State(set: number(set), first: next, second: -1))
    case .sequence(let parts):
      var next = next
      for part in parts.reversed() {
        guard let first = build(part, then: next) else { return nil }
        next = first
      }
      return next
    case .choice(let parts):
      guard var entry = build(parts[parts.count - 1], then: next) else { return nil }
      for part in parts.dropLast().reversed() {
        guard let first = build(part, then: next) else { return nil }
        entry = append(State(set: -1, first: first, second: entry))
      }
      return entry
    case .repeated(let part, let least, let most):
      var entry = next
      if let most {
        for _ in 0..<(most - least) {
          guard let first = build(part, then: entry) else { return nil }
          entry = append(State(set: -1, first: first, second: next))
        }
      } else {
        let loop = append(State(set: -1, first: -1, second: next))
        guard let first = build(part, then: loop) else { return nil }
        states[Int(loop)].first = first
        entry = loop
      }
      for _ in 0..<least {
        guard let first = build(part, then: entry) else { return nil }
        entry = first
      }
      return entry
    }
  }

  private mutating func append(_ state: State) -> Int32 {
    states.append(state)
    return Int32(states.count - 1)
  }

  private mutating func number(_ set: ScalarSet) -> Int32 {
    if let known = sets.firstIndex(of: set) { return Int32(known) }
    sets.append(set)
    return Int32(sets.count - 1)
  }
}

/// The subset construction: sets of Thompson's states as the states of a table. State 0 is dead, 1 the start.
struct SubsetBuilder {
  private let builder: StateBuilder
  /// For each symbol of `ScalarSet` its class. Class 0 is that of continuation bytes.
  private(set) var classes = [UInt8](repeating: 1, count: ScalarSet.symbolCount)
  private(set) var classCount = 2
  /// For each class a scalar of it.
  private var samples: [Int] = [0, 0]
  private(set) var next: [UInt16] = []
  private(set) var accepting: [Bool] = []
  private var members: [[Int32]] = []
  private var numbers: [[Int32]: UInt16] = [:]
  /// For a state alone, where it is known.
  private var ofOne: [UInt16?]
  private var seen: [Int32]
  private var round: Int32 = 0
  /// States looked at, at most: some milliseconds.
  private var budget = 400_000

  var count: Int { members.count }

  init(_ builder: StateBuilder) {
    self.builder = builder
    seen = [Int32](repeating: 0, count: builder.states.count)
    ofOne = [UInt16?](repeating: nil, count: builder.states.count)
  }

  /// False when there are more states than `limit` or more classes than a byte counts.
  mutating func run(limit: Int) -> Bool {
    guard classify() else { return false }
    // For each set, times the number of classes: whether it holds the class.
    let holds = builder.sets.flatMap { set in samples.map { set.contains($0) } }
    _ = number([])
    _ = number(closure([builder.start]))
    var targets: [Int32] = []
    var state = 0
    while state < members.count {
      guard members.count <= limit, budget > 0 else { return false }
      next.append(UInt16(state))
      let here = members[state]
      for column in 1..<classCount {
        budget -= here.count
        targets.removeAll(keepingCapacity: true)
        for member in here {
          let one = builder.states[Int(member)]
          if one.set >= 0, holds[Int(one.set) * classCount + column] { targets.append(one.first) }
        }
        next.append(successor(targets))
      }
      state += 1
    }
    return true
  }

  /// The state in which one is in all of these. Most often it is one or none, which is not worked out anew each time.
  private mutating func successor(_ states: [Int32]) -> UInt16 {
    guard let first = states.first else { return 0 }
    guard states.count == 1 else { return number(closure(states)) }
    if let known = ofOne[Int(first)] { return known }
    let result = number(closure(states))
    ofOne[Int(first)] = result
    return result
  }

  private mutating func classify() -> Bool {
    for set in builder.sets {
      var split = [Int](repeating: -1, count: classCount)
      for symbol in 0..<ScalarSet.symbolCount where set.contains(symbol) {
        let old = Int(classes[symbol])
        if split[old] < 0 {
          guard classCount < 255 else { return false }
          split[old] = classCount
          classCount += 1
        }
        classes[symbol] = UInt8(split[old])
      }
    }
    samples = [Int](repeating: 0, count: classCount)
    // A class that lost all its scalars keeps sample 0: a column that no byte chooses.
    for symbol in 0..<ScalarSet.symbolCount { samples[Int(classes[symbol])] = symbol }
    return true
  }

  private mutating func closure(_ states: [Int32]) -> [Int32] {
    round += 1
    var result: [Int32] = []
    var open = states
    while let state = open.popLast() {
      budget -= 1
      if seen[Int(state)] == round { continue }
      seen[Int(state)] = round
      let one = builder.states[Int(state)]
      if one.set >= 0 || state == StateBuilder.accepting {
        result.append(state)
      } else {
        open.append(one.first)
        if one.second >= 0 { open.append(one.second) }
      }
    }
    result.sort()
    return result
  }

  private mutating func number(_ states: [Int32]) -> UInt16 {
    if let known = numbers[states] { return known }
    let number = UInt16(members.count)
    numbers[states] = number
    members.append(states)
    accepting.append(states.first == StateBuilder.accepting)
    return number
  }
}
