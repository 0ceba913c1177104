import Pages
import Testing

@Suite struct HTMLTests {
  private func markup(_ html: HTML) -> String {
    var bytes: [UInt8] = []
    html.write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("\" onload=\"x'", "&quot; onload=&quot;x&#39;"),
    ("a&amp;b", "a&amp;amp;b"),
    ("\u{1B}[31mred\u{202E}", "\u{FFFD}[31mred\u{FFFD}"),
  ])
  func textStaysText(_ text: String, _ expected: String) {
    #expect(markup(.text(text)) == expected)
    #expect(markup(.of("td", ["title": text])) == "<td title=\"\(expected)\"></td>")
  }

  @Test func voidElementsHaveNoEnd() {
    #expect(
      markup(.of("p", [:], .text("a"), .of("br"), .text("b")))
        == "<p>a<br>b</p>")
  }

  @Test func aPageTakesNothingFromElsewhere() {
    let page = Page(title: "<t>", body: [.of("h1", [:], .text("x"))])
    let text = String(decoding: page.bytes(), as: UTF8.self)
    #expect(text.hasPrefix("<!doctype html>\n"))
    #expect(text.contains("default-src &#39;none&#39;"))
    #expect(text.contains("<title>&lt;t&gt;</title>"))
    #expect(text.contains("<body><h1>x</h1></body>"))
  }
}
