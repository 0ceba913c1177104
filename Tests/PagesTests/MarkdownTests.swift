import Pages
import Testing

@Suite struct MarkdownTests {
  private func line(_ piece: Markdown) -> String {
    String(MarkdownPage.text([.paragraph(piece)]).dropLast())
  }

  @Test(arguments: [
    ("plain words, 3 of them.", "plain words, 3 of them."),
    ("a | b", "a \\| b"),
    ("`code` *bold* _it_ ~~gone~~", "\\`code\\` \\*bold\\* \\_it\\_ \\~\\~&#8203;gone\\~\\~"),
    ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
    ("[click](https://evil.example)", "\\[click\\](https:&#8203;//evil.example)"),
    ("![x](y)", "\\!\\[x\\](y)"),
    ("see www.evil.example", "see www&#8203;.evil.example"),
    ("thanks @ada and @team/all", "thanks @&#8203;ada and @&#8203;team/all"),
    ("a@b.com", "a@&#8203;b.com"),
    ("fixes #12, o/r#3, GH-4", "fixes \\#&#8203;12, o/r\\#&#8203;3, GH-&#8203;4"),
    ("# no heading", "\\# no heading"),
    ("- no list", "\\- no list"),
    ("1. no list", "1\\. no list"),
    ("2026 years", "2026 years"),
    ("    no code", "&#32;&#32;&#32;&#32;no code"),
    ("/close", "\\/close"),
    ("--- a", "\\--- a"),
    ("&lt; &amp;", "&amp;lt; &amp;amp;"),
    ("$x$", "<span>$</span>x<span>$</span>"),
    (":smile: at 09:30:00", ":&#8203;smile: at 09:30:00"),
    ("two\nlines", "two<br>lines"),
    ("\u{1B}[31mred\u{202E}", "\u{FFFD}\\[31mred\u{FFFD}"),
    ("\\", "\\\\"),
  ])
  func textStaysText(_ text: String, _ expected: String) {
    #expect(line(.text(text)) == expected)
  }

  @Test func marksStandBesideLettersAndTagsElsewhere() {
    #expect(line(.strong("from one phone")) == "**from one phone**")
    #expect(line(.struck("two kids")) == "~~two kids~~")
    #expect(line(.strong("\"quoted\"")) == "<b>\"quoted\"</b>")
    #expect(line(.struck(" spaced ")) == "<del> spaced </del>")
  }

  @Test func codeHoldsWhatItIsGiven() {
    #expect(line(.code("a_b*c@d")) == "`a_b*c@d`")
    #expect(line(.code("a|b`c")) == "<code>a\\|b\\`c</code>")
    #expect(
      MarkdownPage.text([.code("x\n```\ny", language: "diff")]) == "````diff\nx\n```\ny\n````\n")
  }

  @Test func linksLeadToTheWebAlone() {
    #expect(line(.link("a]b", to: "https://x.example/a b)")) == "[a\\]b](https://x.example/a%20b%29)")
    #expect(line(.link("a", to: "javascript:alert(1)")) == "a")
  }

  @Test func aTableHasTheCellsOfItsHead() {
    let table = MarkdownBlock.table(
      head: ["field", "after"], rows: [["a\nb", "c|d", "e"], ["x"]])
    #expect(
      MarkdownPage.text([table]) == "| field | after |\n| --- | --- |\n| a<br>b | c\\|d |\n| x |  |\n")
  }

  @Test func whatIsFoldedHasASummaryInHTML() {
    let block = MarkdownBlock.folded(
      summary: .group([.strong("*1*"), .text(" | @ada <x>"), .code("`")]), [.paragraph("inner")])
    #expect(
      MarkdownPage.text([.paragraph("before"), block])
        == "before\n\n<details><summary><b>*1*</b> &#124; @&#8203;ada &lt;x&gt;<code>`</code></summary>\n\ninner\n\n</details>\n"
    )
  }

  @Test func blocksStandApart() {
    #expect(
      MarkdownPage.text([.heading(level: 3, "3 personas"), .list(["a", "- b"]), .group([.paragraph("c")])])
        == "### 3 personas\n\n- a\n- \\- b\n\nc\n")
  }
}
