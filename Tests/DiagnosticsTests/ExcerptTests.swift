import Diagnostics
import TestSupport
import Testing

/// The line that a finding is shown with.
struct ExcerptTests {
  private func excerpt(_ text: String, at offset: Int, length: Int = 1) -> [String] {
    let bytes = Array(text.utf8)
    return CaretRenderer.excerpt(
      of: bytes, at: SourcePosition(offset: offset, in: bytes), length: length
    ).map { String($0.dropFirst(9)) }
  }

  @Test("a long line is cut on both sides, with the caret below its place")
  func cut() {
    let text = "first\n" + String(repeating: "é", count: 500) + "X" + String(repeating: "ü", count: 500)
    let shown = excerpt(text, at: 1_006, length: 3)
    #expect(shown[0].unicodeScalars.count == 100)
    #expect(shown[0].unicodeScalars.first == "…" && shown[0].unicodeScalars.last == "…")
    #expect(shown[1] == String(repeating: " ", count: 33) + "^^")
    #expect(Array(shown[0].unicodeScalars)[33] == "X")
  }

  @Test("at a long line's start and end only the other side is cut")
  func ends() {
    let text = String(repeating: "a", count: 300)
    let first = excerpt(text, at: 0, length: 300)
    #expect(first == [String(repeating: "a", count: 99) + "…", String(repeating: "^", count: 100)])
    let last = excerpt(text, at: 299)
    #expect(last == ["…" + String(repeating: "a", count: 99), String(repeating: " ", count: 99) + "^"])
    #expect(excerpt("\u{FEFF}ab\n", at: 4) == ["ab", " ^"])
    #expect(excerpt(String(repeating: "a", count: 100), at: 50)[0] == String(repeating: "a", count: 100))
  }

  @Test("a line of megabytes costs no more than a short one", .endsAtAll)
  func speed() {
    let bytes = [UInt8](repeating: 0x61, count: 8_000_000)
    let position = SourcePosition(line: 1, column: 4_000_001, offset: 4_000_000)
    for _ in 0..<10_000 {
      #expect(CaretRenderer.excerpt(of: bytes, at: position, length: 4_000_000).count == 2)
    }
  }
}
