import JSON

/// Notes of which members (by place in the object) or elements have been evaluated: bit sets on a stack.
///
/// This is how annotations travel from in-place applicators to `unevaluated…` (core §11): nothing is collected when
/// no such keyword asks, and a failed branch's notes are taken back.
extension Machine {
  private func words(_ node: Int) -> Int {
    // Children take at least one place on the tape each (members two), superseded ones included.
    let span = Int(tape.nodes[node].next) - node - 1
    let most = tape.nodes[node].kind == .object ? span / 2 : min(span, tape.nodes[node].count)
    return (most + 63) >> 6
  }

  mutating func pushFrame(for node: Int) -> Int {
    let frame = marks.count
    for _ in 0..<words(node) { marks.append(0) }
    return frame
  }

  mutating func popFrame(_ frame: Int) { marks.removeLast(marks.count - frame) }

  @inline(__always) mutating func mark(_ frame: Int, _ place: Int) {
    if frame >= 0 { marks[frame + place >> 6] |= 1 << UInt64(place & 63) }
  }

  func isMarked(_ frame: Int, _ place: Int) -> Bool {
    marks[frame + place >> 6] & 1 << UInt64(place & 63) != 0
  }

  mutating func markAll(_ frame: Int, _ node: Int) {
    guard frame >= 0 else { return }
    for word in 0..<words(node) { marks[frame + word] = ~0 }
  }

  mutating func join(_ frame: Int, into outer: Int, _ node: Int) {
    for word in 0..<words(node) { marks[outer + word] |= marks[frame + word] }
  }

  /// Checks a branch that may fail without the whole failing: its notes count only if it accepts.
  mutating func checkBranch(_ block: BlockIndex, _ node: Int, _ frame: Int) -> Bool {
    guard frame >= 0 else { return check(block, node, frame) }
    let trial = pushFrame(for: node)
    let wasLenient = isLenient
    isLenient = false
    defer {
      isLenient = wasLenient
      popFrame(trial)
    }
    let accepted = check(block, node, trial)
    if accepted { join(trial, into: frame, node) }
    return accepted
  }

  /// Notes what the branches look at when none of them accepts, so that the members of a wrong alternative are not
  /// called unknown as well.
  mutating func noteFailedBranches(_ blocks: Extent, _ node: Int, _ frame: Int) {
    guard isLenient, frame >= 0 else { return }
    for index in blocks.range { _ = check(blockLists[index], node, frame) }
  }
}
