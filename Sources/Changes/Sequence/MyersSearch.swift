/// Myers' search in linear space, with git's way out (xdiff) when a stretch is too different to be searched whole.
///
/// Both arrays hold only numbers that occur in both.
struct MyersSearch {
  private let old: [Int32]
  private let new: [Int32]
  /// The farthest old index by diagonal (old − new), from the start and from the end.
  private var forward: [Int32]
  private var backward: [Int32]
  private let offset: Int
  private let bound: Int

  private struct Box {
    var oldStart: Int
    var oldEnd: Int
    var newStart: Int
    var newEnd: Int
  }

  init(_ old: [Int32], _ new: [Int32]) {
    self.old = old
    self.new = new
    let diagonals = old.count + new.count + 3
    forward = [Int32](repeating: 0, count: diagonals)
    backward = [Int32](repeating: 0, count: diagonals)
    offset = new.count + 1
    var root = 256
    while root * root < diagonals { root += root / 2 }
    bound = root
  }

  /// The matched pairs, in no certain order.
  mutating func matches() -> [(Int, Int)] {
    var result: [(Int, Int)] = []
    result.reserveCapacity(min(old.count, new.count))
    var boxes = [Box(oldStart: 0, oldEnd: old.count, newStart: 0, newEnd: new.count)]
    while var box = boxes.popLast() {
      while box.oldStart < box.oldEnd, box.newStart < box.newEnd, old[box.oldStart] == new[box.newStart] {
        result.append((box.oldStart, box.newStart))
        box.oldStart += 1
        box.newStart += 1
      }
      while box.oldStart < box.oldEnd, box.newStart < box.newEnd, old[box.oldEnd - 1] == new[box.newEnd - 1] {
        box.oldEnd -= 1
        box.newEnd -= 1
        result.append((box.oldEnd, box.newEnd))
      }
      if box.oldStart == box.oldEnd || box.newStart == box.newEnd { continue }
      let (i, j) = split(box)
      boxes.append(Box(oldStart: box.oldStart, oldEnd: i, newStart: box.newStart, newEnd: j))
      boxes.append(Box(oldStart: i, oldEnd: box.oldEnd, newStart: j, newEnd: box.newEnd))
    }
    return result
  }

  /// A point on a shortest path through the box, or on a good one.
  private mutating func split(_ box: Box) -> (Int, Int) {
    let bound = bound
    let offset = offset
    return old.withUnsafeBufferPointer { old in
      new.withUnsafeBufferPointer { new in
        forward.withUnsafeMutableBufferPointer { forward in
          backward.withUnsafeMutableBufferPointer { backward in
            Self.split(box, old, new, forward, backward, offset, bound)
          }
        }
      }
    }
  }

  private static func split(
    _ box: Box, _ old: UnsafeBufferPointer<Int32>, _ new: UnsafeBufferPointer<Int32>,
    _ forward: UnsafeMutableBufferPointer<Int32>, _ backward: UnsafeMutableBufferPointer<Int32>,
    _ offset: Int, _ bound: Int
  ) -> (Int, Int) {
    let lowest = box.oldStart - box.newEnd
    let highest = box.oldEnd - box.newStart
    let forwardMiddle = box.oldStart - box.newStart
    let backwardMiddle = box.oldEnd - box.newEnd
    let isOdd = (forwardMiddle - backwardMiddle) & 1 != 0
    var (forwardLow, forwardHigh) = (forwardMiddle, forwardMiddle)
    var (backwardLow, backwardHigh) = (backwardMiddle, backwardMiddle)
    forward[forwardMiddle + offset] = Int32(truncatingIfNeeded: box.oldStart)
    backward[backwardMiddle + offset] = Int32(truncatingIfNeeded: box.oldEnd)
    var cost = 1
    while true {
      // Each step takes one diagonal more on either side, or one less where the box ends.
      if forwardLow > lowest {
        forwardLow -= 1
        forward[forwardLow - 1 + offset] = -1
      } else {
        forwardLow += 1
      }
      if forwardHigh < highest {
        forwardHigh += 1
        forward[forwardHigh + 1 + offset] = -1
      } else {
        forwardHigh -= 1
      }
      var diagonal = forwardHigh
      while diagonal >= forwardLow {
        let below = Int(forward[diagonal - 1 + offset])
        let above = Int(forward[diagonal + 1 + offset])
        var i = below >= above ? below + 1 : above
        var j = i - diagonal
        while i < box.oldEnd, j < box.newEnd, old[i] == new[j] {
          i += 1
          j += 1
        }
        forward[diagonal + offset] = Int32(truncatingIfNeeded: i)
        if isOdd, diagonal >= backwardLow, diagonal <= backwardHigh, Int(backward[diagonal + offset]) <= i {
          return (i, j)
        }
        diagonal -= 2
      }
      if backwardLow > lowest {
        backwardLow -= 1
        backward[backwardLow - 1 + offset] = .max
      } else {
        backwardLow += 1
      }
      if backwardHigh < highest {
        backwardHigh += 1
        backward[backwardHigh + 1 + offset] = .max
      } else {
        backwardHigh -= 1
      }
      diagonal = backwardHigh
      while diagonal >= backwardLow {
        let below = Int(backward[diagonal - 1 + offset])
        let above = Int(backward[diagonal + 1 + offset])
        var i = below < above ? below : above - 1
        var j = i - diagonal
        while i > box.oldStart, j > box.newStart, old[i - 1] == new[j - 1] {
          i -= 1
          j -= 1
        }
        backward[diagonal + offset] = Int32(truncatingIfNeeded: i)
        if !isOdd, diagonal >= forwardLow, diagonal <= forwardHigh, i <= Int(forward[diagonal + offset]) {
          return (i, j)
        }
        diagonal -= 2
      }
      if cost >= bound {
        return farthest(
          box, forward, backward, offset, (forwardLow, forwardHigh), (backwardLow, backwardHigh))
      }
      cost += 1
    }
  }

  /// Where the path that got farthest ends, from whichever side.
  private static func farthest(
    _ box: Box, _ forward: UnsafeMutableBufferPointer<Int32>, _ backward: UnsafeMutableBufferPointer<Int32>,
    _ offset: Int, _ forwardRange: (Int, Int), _ backwardRange: (Int, Int)
  ) -> (Int, Int) {
    var best = (sum: -1, i: box.oldStart)
    var diagonal = forwardRange.1
    while diagonal >= forwardRange.0 {
      var i = min(Int(forward[diagonal + offset]), box.oldEnd)
      if i - diagonal > box.newEnd { i = box.newEnd + diagonal }
      if i + i - diagonal > best.sum { best = (i + i - diagonal, i) }
      diagonal -= 2
    }
    var last = (sum: Int.max, i: box.oldEnd)
    diagonal = backwardRange.1
    while diagonal >= backwardRange.0 {
      var i = max(Int(backward[diagonal + offset]), box.oldStart)
      if i - diagonal < box.newStart { i = box.newStart + diagonal }
      if i + i - diagonal < last.sum { last = (i + i - diagonal, i) }
      diagonal -= 2
    }
    let fromStart = best.sum - (box.oldStart + box.newStart)
    let fromEnd = box.oldEnd + box.newEnd - last.sum
    return fromEnd < fromStart ? (best.i, best.sum - best.i) : (last.i, last.sum - last.i)
  }
}
