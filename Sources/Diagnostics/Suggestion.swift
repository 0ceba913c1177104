/// The nearest of some known words, for "did you mean".
package enum Suggestion {
  /// The word with the fewest edits, ASCII case apart; nil when none is near.
  package static func nearest(to word: String, among known: [String]) -> String? {
    let given = fold(word)
    guard given.count <= 64 else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in known {
      let other = fold(candidate)
      let distance = edits(given, other)
      // A third of the word may be wrong.
      guard distance <= max(1, other.count / 3) else { continue }
      if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
    }
    return best?.word
  }

  private static func fold(_ text: String) -> [UInt8] {
    text.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
  }

  /// Insertions, removals, replacements and swaps of neighbours (optimal string alignment).
  private static func edits(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in 0..<b.count {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
