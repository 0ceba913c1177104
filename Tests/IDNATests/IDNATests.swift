import IDNA
import Testing

/// Labels by IDNA2008: what may stand in one, where, and what its ASCII form is.
struct IDNATests {
  @Test(
    "labels that are valid, by the length of their ASCII form",
    arguments: [
      ("ü", "xn--tda"), ("münchen", "xn--mnchen-3ya"), ("l·l", "xn--ll-0ea"), ("α͵β", "xn--wva3je"),
      ("א׳ב", "xn--4dbc5h"), ("・丈", "xn--vek778f"), ("ب٠ب", "xn--ngba1o"), ("क्‍ष", "xn--11b2ezcw70k"),
      ("بي‌بي", "xn--ngba5hb2804a"), ("ßς་〇", "xn--zca29lwxobi7a"), ("א0", "xn--0-zhc"),
    ])
  func valid(_ label: String, _ ascii: String) {
    var label = label
    var ascii = ascii
    let length = label.withUTF8 { IDNA.asciiLength(uLabel: $0) }
    #expect(length == ascii.utf8.count)
    #expect(ascii.withUTF8 { IDNA.isALabel($0) })
    ascii = ascii.uppercased()
    #expect(ascii.withUTF8 { IDNA.isALabel($0) })
  }

  @Test(
    "labels that are not",
    arguments: [
      "Ü", "u\u{308}", "☃", "ü_a", "ü.a", "ü a", "ab--ü", "-ü", "ü-", "\u{903}hello", "a·l", "αα͵", "׳ב", "・",
      "ب٠۰", "क‍ष", "0א", "אa", "ـߺ", "\u{E000}", "\u{0}ü", "ü\u{0}", "\u{FFFE}",
      String(repeating: "ü", count: 64), String(repeating: "ü", count: 100_000),
    ])
  func invalid(_ label: String) {
    var label = label
    #expect(label.withUTF8 { IDNA.asciiLength(uLabel: $0) } == nil)
  }

  @Test(
    "ASCII forms that are of no valid label",
    arguments: [
      "xn--", "xn--X", "xn---", "xn--abc-", "xn--abc", "xn--aa---o47jg78q", "xn--hello-txk",
      "xn--07jt112bpxg",
      "xn--l-fda", "xn--11b2er09f", "xn--\u{E9}", "xn--" + String(repeating: "a", count: 60),
      "xn--99999999999",
    ])
  func invalidASCII(_ label: String) {
    var label = label
    #expect(!label.withUTF8 { IDNA.isALabel($0) })
  }
}
