import Pages
import Testing

struct PlotTests {
  private func text(_ html: HTML) -> String {
    var bytes: [UInt8] = []
    html.write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("bars are as long as their share of the largest, and what is there is seen")
  func bars() {
    let text = text(
      Plot.bars([Plot.Bar("a<b", 1000), Plot.Bar("half", 500), Plot.Bar("one", 1), Plot.Bar("none", 0)]))
    for width in ["1000", "500", "8", "0"] { #expect(text.contains("width=\"\(width)\""), "\(width)") }
    #expect(text.contains("a&lt;b") && text.contains("1,000"))
  }

  @Test("a timeline names its ends and its peak; an empty one is nothing")
  func timeline() {
    let text = text(
      Plot.timeline([Plot.Bar("2026-01", 2), Plot.Bar("2026-02", 4), Plot.Bar("2026-03", 0)], of: "changes"))
    #expect(text.contains("most: 4 changes, 2026-02") && text.contains("viewBox=\"0 0 240 1000\""))
    #expect(text.contains("2026-01</span>") && text.contains("2026-03</span>"))
    #expect(self.text(Plot.timeline([], of: "x")).isEmpty)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000")])
  func grouping(number: Int, text: String) { #expect(Plot.grouped(number) == text) }
}
