/// Texts of several lines, merged by line as diff3 does: changes of the two sides must have an unchanged line between
/// them. What touches is left to people: the words of neighbouring lines belong together.
enum TextMerge {
  /// - Returns: nil when the sides conflict, which they do in a text of one line.
  static func merge(_ base: String, _ ours: String, _ theirs: String) -> String? {
    let b = lines(base)
    guard b.count > 1 else { return nil }
    let o = lines(ours)
    let t = lines(theirs)
    let toOurs = SequenceDiff.matches(from: b, to: o)
    let toTheirs = SequenceDiff.matches(from: b, to: t)
    var result: [ByteSlice] = []
    var start = (base: 0, ours: 0, theirs: 0)
    for index in 0...b.count {
      // The end matches the end.
      let isEnd = index == b.count
      if !isEnd, toOurs[index] < 0 || toTheirs[index] < 0 { continue }
      let end = (
        base: index, ours: isEnd ? o.count : Int(toOurs[index]),
        theirs: isEnd ? t.count : Int(toTheirs[index])
      )
      let old = b[start.base..<end.base]
      let left = o[start.ours..<end.ours]
      let right = t[start.theirs..<end.theirs]
      if left == right || old == right {
        result += left
      } else if old == left {
        result += right
      } else {
        return nil
      }
      if isEnd { break }
      result.append(b[index])
      start = (end.base + 1, end.ours + 1, end.theirs + 1)
    }
    return String(decoding: Array(result.map(\.bytes).joined(separator: [0x0A])), as: UTF8.self)
  }

  /// The stretches between line feeds, so that a text that goes on after its last line has one more, and no other.
  private static func lines(_ text: String) -> [ByteSlice] {
    Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false).map { ByteSlice($0) }
  }
}
