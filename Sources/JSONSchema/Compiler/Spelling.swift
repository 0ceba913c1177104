/// Guesses what somebody meant to write.
package enum Spelling {
  /// The candidate nearest to `word`, if it is near: at most a third of the word mistyped, case aside. Two that are
  /// equally near are no help: nil.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let target = folded(word)
    guard target.count <= 64 else { return nil }
    var best: (distance: Int, word: String)?
    var isTied = false
    for candidate in candidates {
      let letters = folded(candidate)
      let limit = max(1, min(target.count, letters.count) / 3)
      guard abs(letters.count - target.count) <= limit, !candidate.utf8.elementsEqual(word.utf8) else {
        continue
      }
      let distance = distance(target, letters)
      guard distance <= limit, distance < letters.count else { continue }
      if let known = best, known.distance <= distance {
        if known.distance == distance, !known.word.utf8.elementsEqual(candidate.utf8) { isTied = true }
        continue
      }
      best = (distance, candidate)
      isTied = false
    }
    return isTied ? nil : best?.word
  }

  private static func folded(_ word: String) -> [UInt8] {
    word.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
  }

  /// Damerau-Levenshtein distance with adjacent transpositions (optimal string alignment).
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var older = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    var current = older
    for i in a.indices {
      current[0] = i + 1
      for j in b.indices {
        var best = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, older[j - 1] + 1) }
        current[j + 1] = best
      }
      (older, previous, current) = (previous, current, older)
    }
    return previous[b.count]
  }
}
