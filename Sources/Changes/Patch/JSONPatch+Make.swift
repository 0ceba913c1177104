package import JSON

extension JSONPatch {
  /// A patch that makes `new` of `old`; nil is a document that is not there.
  ///
  /// Objects are entered, tags (`{"$timestamp": …}`) are values. Arrays are patched by sequence, unless that takes more
  /// operations than the array has elements.
  package static func from(_ old: JSONValue?, to new: JSONValue?) -> JSONPatch {
    let root = JSONPointer(tokens: [])
    switch (old, new) {
    case (nil, nil): return JSONPatch([])
    case (nil, let new?): return JSONPatch([.add(root, new)])
    case (_?, nil): return JSONPatch([.remove(root)])
    case (let old?, let new?):
      var maker = PatchMaker()
      maker.compare(old, new)
      return JSONPatch(maker.operations)
    }
  }
}

private struct PatchMaker {
  var operations: [JSONPatch.Operation] = []
  private var tokens: [String] = []

  private var here: JSONPointer { JSONPointer(tokens: tokens) }

  private func place(_ token: String) -> JSONPointer { JSONPointer(tokens: tokens + [token]) }

  mutating func compare(_ old: JSONValue, _ new: JSONValue) {
    switch (old, new) {
    case (.object(let before), .object(let after)) where !PatchTree.isTag(old) && !PatchTree.isTag(new):
      members(before, after)
    case (.array(let before), .array(let after)): elements(before, after)
    case let (before, after) where before == after: return
    default: operations.append(.replace(here, new))
    }
  }

  private mutating func inside(_ token: String, _ old: JSONValue, _ new: JSONValue) {
    tokens.append(token)
    compare(old, new)
    tokens.removeLast()
  }

  private mutating func members(_ old: [(String, JSONValue)], _ new: [(String, JSONValue)]) {
    var places: [ByteSlice: Int] = [:]
    for (index, member) in new.enumerated() { places[ByteSlice(member.0)] = index }
    var isKept = [Bool](repeating: false, count: new.count)
    for (key, value) in old {
      guard let place = places[ByteSlice(key)] else {
        operations.append(.remove(self.place(key)))
        continue
      }
      isKept[place] = true
      inside(key, value, new[place].1)
    }
    for (index, member) in new.enumerated() where !isKept[index] {
      operations.append(.add(place(member.0), member.1))
    }
  }

  private mutating func elements(_ old: [JSONValue], _ new: [JSONValue]) {
    var numbers = SequenceNumbers<ByteSlice>()
    let left = numbers.of(old.lazy.map { ByteSlice($0.compact()) })
    let right = numbers.of(new.lazy.map { ByteSlice($0.compact()) })
    if left == right { return }
    let matches = SequenceDiff.matches(left, right, distinct: numbers.count)
    let start = operations.count
    let moves = SequenceDiff.moves(left, right, matches)
    let kept = matches.reduce(0) { $1 >= 0 ? $0 + 1 : $0 }
    if old.count == new.count, moves.count == old.count - kept, moves.count <= 32 {
      move(moves, matches, count: old.count)
    } else {
      edit(old, new, SequenceDiff.runs(matches, newCount: new.count))
    }
    if operations.count - start > max(new.count, 1) {
      operations.removeSubrange(start...)
      operations.append(.replace(here, .array(new)))
    }
  }

  /// From the front to the back, so that what stands before an index is as it will be.
  private mutating func edit(_ old: [JSONValue], _ new: [JSONValue], _ runs: [SequenceDiff.Run]) {
    var place = 0
    var index = 0
    while index < runs.count {
      let run = runs[index]
      index += 1
      if run.kind == .common {
        place += run.old.count
        continue
      }
      let removed = run.kind == .removed ? run.old : run.old.upperBound..<run.old.upperBound
      var inserted = run.new
      if run.kind == .removed, index < runs.count, runs[index].kind == .inserted {
        inserted = runs[index].new
        index += 1
      }
      let shared = min(removed.count, inserted.count)
      for step in 0..<shared {
        inside(String(place + step), old[removed.lowerBound + step], new[inserted.lowerBound + step])
      }
      for _ in shared..<max(shared, removed.count) {
        operations.append(.remove(self.place(String(place + shared))))
      }
      for step in shared..<max(shared, inserted.count) {
        operations.append(.add(self.place(String(place + step)), new[inserted.lowerBound + step]))
      }
      place += inserted.count
    }
  }

  /// An array whose elements only change places: each that moves is put behind the one that stands before it in the
  /// end, in order of the end.
  private mutating func move(_ moves: [(old: Int, new: Int)], _ matches: [Int32], count: Int) {
    var oldOf = [Int](repeating: 0, count: count)
    for (index, match) in matches.enumerated() where match >= 0 { oldOf[Int(match)] = index }
    for move in moves { oldOf[move.new] = move.old }
    var current = Array(0..<count)
    for move in moves.sorted(by: { $0.new < $1.new }) {
      guard let from = current.firstIndex(of: move.old) else { continue }
      current.remove(at: from)
      let before = move.new == 0 ? nil : current.firstIndex(of: oldOf[move.new - 1])
      let to = before.map { $0 + 1 } ?? 0
      current.insert(move.old, at: to)
      if from != to { operations.append(.move(from: place(String(from)), to: place(String(to)))) }
    }
  }
}
