/// Texts compared by words.
package enum WordDiff {
  /// A stretch of text that both have, that only the old one has, or only the new one.
  package struct Piece: Sendable, Equatable {
    package let kind: SequenceDiff.Run.Kind
    package let text: String

    package init(_ kind: SequenceDiff.Run.Kind, _ text: String) {
      self.kind = kind
      self.text = text
    }
  }

  /// Stretches in order. The common and removed ones joined are the old text, the common and inserted ones the new.
  ///
  /// What little two changes have between them is given up: a reader takes in one change of three words more easily
  /// than three changes with spaces between.
  package static func pieces(from old: String, to new: String) -> [Piece] {
    let (before, after) = (Array(old.utf8), Array(new.utf8))
    let shared = sharedEnds(before, after)
    let left = TextCut.words(
      String(decoding: before[shared.start..<(before.count - shared.end)], as: UTF8.self))
    let right = TextCut.words(
      String(decoding: after[shared.start..<(after.count - shared.end)], as: UTF8.self))
    var spans: [Span] = []
    add(common: Array(before[..<shared.start]), to: &spans)
    for run in SequenceDiff.runs(from: left, to: right) {
      if run.kind == .common {
        add(common: bytes(left[run.old]), to: &spans)
      } else {
        if spans.last.map({ $0.isCommon }) ?? true { spans.append(Span()) }
        spans[spans.count - 1].removed += bytes(left[run.old])
        spans[spans.count - 1].inserted += bytes(right[run.new])
      }
    }
    add(common: Array(before[(before.count - shared.end)...]), to: &spans)
    var pieces: [Piece] = []
    for span in joined(spans) {
      if !span.common.isEmpty { pieces.append(Piece(.common, String(decoding: span.common, as: UTF8.self))) }
      if !span.removed.isEmpty {
        pieces.append(Piece(.removed, String(decoding: span.removed, as: UTF8.self)))
      }
      if !span.inserted.isEmpty {
        pieces.append(Piece(.inserted, String(decoding: span.inserted, as: UTF8.self)))
      }
    }
    return pieces
  }

  /// How many bytes at both ends are the same words: what lies between is all that need be cut and compared. The ends
  /// are taken up to a space beside an ASCII mark or letter, where words end in any text.
  private static func sharedEnds(_ old: [UInt8], _ new: [UInt8]) -> (start: Int, end: Int) {
    let shorter = min(old.count, new.count)
    func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
    let ends = CommonEnds(old, new)
    var (start, end) = (ends.start, ends.end)
    while start > 0,
      !(start < shorter && old[start - 1] == 0x20 && isVisible(old[start]) && isVisible(new[start]))
    {
      start -= 1
    }
    while end > 0 {
      let (i, j) = (old.count - end, new.count - end)
      if old[i] == 0x20, i > start, j > start, isVisible(old[i - 1]), isVisible(new[j - 1]) { break }
      end -= 1
    }
    return (start, end)
  }

  private static func add(common: [UInt8], to spans: inout [Span]) {
    if common.isEmpty { return }
    if spans.last?.isCommon ?? false {
      spans[spans.count - 1].common += common
    } else {
      spans.append(Span(common: common))
    }
  }

  /// Either common, or removed and inserted.
  private struct Span {
    var common: [UInt8] = []
    var removed: [UInt8] = []
    var inserted: [UInt8] = []
    var isCommon: Bool { !common.isEmpty }
    var weight: Int { max(removed.count, inserted.count) }

    /// Spaces and marks alone, or few letters between long changes.
    func isWorthless(between first: Span, _ last: Span) -> Bool {
      let holdsWords = common.contains { byte in
        byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
      }
      return holdsWords ? common.count * 2 <= min(first.weight, last.weight) : common.count <= 3
    }
  }

  private static func joined(_ spans: [Span]) -> [Span] {
    var result: [Span] = []
    for span in spans {
      result.append(span)
      // change, short common stretch, change: one change. It may then swallow what stands before it too.
      while result.count >= 3, !result[result.count - 1].isCommon {
        let last = result[result.count - 1]
        let middle = result[result.count - 2]
        let first = result[result.count - 3]
        guard !first.isCommon, middle.isWorthless(between: first, last) else { break }
        result.removeLast(3)
        result.append(
          Span(
            removed: first.removed + middle.common + last.removed,
            inserted: first.inserted + middle.common + last.inserted))
      }
    }
    return result
  }

  private static func bytes(_ words: ArraySlice<ByteSlice>) -> [UInt8] {
    words.reduce(into: []) { $0 += $1.bytes }
  }
}
