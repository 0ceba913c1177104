import ChangePages
import Changes
import FirestoreModel
import Pages
import Testing

@Suite struct ChangeTableTests {
  private func rows(_ old: Fields, _ new: Fields) -> [ChangeRow] {
    ChangeRows.rows(of: FieldDiff.changes(from: old, to: new))
  }

  @Test func valuesStayText() {
    let rows = rows(
      ["a|b": .string("<script>alert(1)</script> | @ada")], ["a|b": .string("`x` | **y**\n# z")])
    var html: [UInt8] = []
    ChangeTable.html(rows).write(to: &html)
    let page = String(decoding: html, as: UTF8.self)
    #expect(!page.contains("<script>") && page.contains("&lt;script&gt;"))
    let text = MarkdownPage.text([ChangeTable.markdown(rows)])
    #expect(text.split(separator: "\n").count == 3, "\(text)")
    #expect(!text.contains("<script>") && !text.contains("@ada"))
  }

  @Test func wordsAreMarkedOnBothSides() {
    let rows = rows(
      ["text": .string("Juggles work, two kids and a band that rehearses on Thursdays.")],
      ["text": .string("Juggles work, three kids and a band that rehearses on Thursdays.")])
    let text = MarkdownPage.text([ChangeTable.markdown(rows)])
    #expect(text.contains("~~two~~") && text.contains("**three**"), "\(text)")
  }
}
