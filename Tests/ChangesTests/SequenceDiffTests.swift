import Changes
import Testing
import TestSupport

@Suite struct SequenceDiffTests {
  /// What the runs say, as text: ` ` common, `-` removed, `+` inserted.
  private func script(_ old: String, _ new: String) -> String {
    let left = Array(old)
    let right = Array(new)
    return SequenceDiff.runs(from: left, to: right).map { run in
      switch run.kind {
      case .common: " " + String(left[run.old])
      case .removed: "-" + String(left[run.old])
      case .inserted: "+" + String(right[run.new])
      }
    }.joined()
  }

  @Test(arguments: [
    ("", "", ""), ("abc", "abc", " abc"), ("", "ab", "+ab"), ("ab", "", "-ab"),
    ("abc", "axc", " a-b+x c"), ("abc", "ac", " a-b c"), ("ac", "abc", " a+b c"),
    ("abcd", "dabc", "+d abc-d"), ("ab", "cd", "-ab+cd"), ("aab", "ab", "-a ab"),
    ("abcabba", "cbabac", "-ab c+b ab-b a+c"),
  ])
  func namesWhatChanged(_ old: String, _ new: String, _ expected: String) {
    let found = script(old, new)
    // Several shortest answers may be right: judge by what it gives, and by its length.
    #expect(found.filter { $0 != " " }.count == expected.filter { $0 != " " }.count, "\(found)")
  }

  /// The length of the longest common subsequence, by the textbook's table.
  private func longest(_ a: [Int], _ b: [Int]) -> Int {
    var row = [Int](repeating: 0, count: b.count + 1)
    for x in a {
      var diagonal = 0
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = x == y ? diagonal + 1 : max(above, row[j])
        diagonal = above
      }
    }
    return row[b.count]
  }

  @Test func matchesAreTheLongestAndAscend() {
    for number in 0..<600 {
      var random = Seeds.generator(41, case: number)
      let kinds = Int.random(in: 1...30, using: &random)
      let old = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        Int.random(in: 0..<kinds, using: &random)
      }
      var new = old
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        switch Int.random(in: 0..<3, using: &random) {
        case 0 where !new.isEmpty: new.remove(at: Int.random(in: 0..<new.count, using: &random))
        case 1: new.insert(kinds, at: Int.random(in: 0...new.count, using: &random))
        default: new.shuffle(using: &random)
        }
      }
      let matches = SequenceDiff.matches(from: old, to: new)
      var last: Int32 = -1
      var count = 0
      for (index, match) in matches.enumerated() where match >= 0 {
        #expect(match > last && old[index] == new[Int(match)], "seed \(random.seed)")
        last = match
        count += 1
      }
      #expect(count == longest(old, new), "seed \(random.seed)")
      // The runs cover both, in order, and give the new one.
      var built: [Int] = []
      var i = 0
      var j = 0
      for run in SequenceDiff.runs(matches, newCount: new.count) {
        #expect(run.old.lowerBound == i && run.new.lowerBound == j, "seed \(random.seed)")
        (i, j) = (run.old.upperBound, run.new.upperBound)
        if run.kind != .removed { built += run.kind == .common ? Array(old[run.old]) : Array(new[run.new]) }
      }
      #expect(i == old.count && j == new.count && built == new, "seed \(random.seed)")
    }
  }

  /// Hostile sizes end soon, whatever their shape; what is found is still in order.
  @Test(.endsAtAll, arguments: ["different", "reversed", "shuffled", "two kinds", "shifted"])
  func endsSoon(_ shape: String) {
    var random = Seeds.generator(7)
    let count = 20_000
    var old = Array(0..<count)
    var new: [Int]
    switch shape {
    case "different": new = old.map { $0 + count }
    case "reversed": new = old.reversed()
    case "shuffled": new = old.shuffled(using: &random)
    case "two kinds":
      // Debug builds are some thirty times slower.
      old = (0..<4_000).map { _ in Int.random(in: 0...1, using: &random) }
      new = (0..<4_000).map { _ in Int.random(in: 0...1, using: &random) }
    default: new = Array(old[5_000...] + old[..<5_000])
    }
    let matches = SequenceDiff.matches(from: old, to: new)
    let matched = matches.filter { $0 >= 0 }
    #expect(zip(matched, matched.dropFirst()).allSatisfy { $0 < $1 })
    if shape == "different" { #expect(matched.isEmpty) }
    if shape == "shifted" { #expect(matched.count == 15_000) }
    old = []
  }

  @Test func elementsMove() {
    var numbers = SequenceNumbers<String>()
    let old = numbers.of(["a", "b", "c", "b", "x"])
    let new = numbers.of(["c", "a", "b", "y", "b"])
    let matches = SequenceDiff.matches(old, new, distinct: numbers.count)
    #expect(SequenceDiff.moves(old, new, matches).map { [$0.old, $0.new] } == [[2, 0]])
  }

  @Test(arguments: [
    ("Plans meals, work", ["Plans", " ", "meals", ",", " ", "work"]),
    ("día 3½ naïve", ["día", " ", "3½", " ", "naïve"]),
    ("日本 go", ["日", "本", " ", "go"]),
    ("👩‍👧 e\u{301}x", ["👩‍👧", " ", "e\u{301}x"]), ("", []), ("\u{301}a", ["\u{301}", "a"]),
  ])
  func wordsAreCut(_ text: String, _ words: [String]) {
    #expect(TextCut.words(text).map { Array($0.bytes) } == words.map { Array($0.utf8) })
  }

  @Test(arguments: [
    ("Juggles work and two kids.", "Juggles work and three kids.", " Juggles work and |-two|+three|  kids."),
    ("Juggles work.", "Plans meals and work runs.", "-Juggles |+Plans meals and | work|+ runs| ."),
    ("a b c", "x y z", "-a b c|+x y z"), ("same", "same", " same"), ("", "new", "+new"),
    ("one two two three", "one two three", " one two |-two | three"), ("a é b", "a è b", " a |-é|+è|  b"),
    ("to be\u{301} or", "to be or", " to |-be\u{301}|+be|  or"), ("x  y z", "x y z", " x|-  |+ | y z"),
    ("the last word", "the last  word", " the last|- |+  | word"),
    ("same words here", "same words here", " same words here"),
  ])
  func textsDifferByWords(_ old: String, _ new: String, _ expected: String) {
    let pieces = WordDiff.pieces(from: old, to: new)
    let text = pieces.map { ($0.kind == .common ? " " : $0.kind == .removed ? "-" : "+") + $0.text }
    #expect(text.joined(separator: "|") == expected)
  }

  @Test func linesJoinToTheText() {
    for text in ["", "a", "a\n", "a\n\nb", "\n"] {
      #expect(TextCut.lines(text).map(\.text).joined() == text)
      #expect(
        TextCut.lines(text).count == text.split(separator: "\n", omittingEmptySubsequences: false).count
          - (text.hasSuffix("\n") || text.isEmpty ? 1 : 0))
    }
  }
}
