extension PatternTranslator {
  /// General categories under all names that ECMA-262 allows (table 68), and PCRE2's name.
  private static let categories: [(short: String, long: String)] = [
    ("L", "Letter"), ("Lu", "Uppercase_Letter"), ("Ll", "Lowercase_Letter"), ("Lt", "Titlecase_Letter"),
    ("L&", "Cased_Letter"), ("L&", "LC"), ("Lm", "Modifier_Letter"), ("Lo", "Other_Letter"), ("M", "Mark"),
    ("M", "Combining_Mark"), ("Mn", "Nonspacing_Mark"), ("Mc", "Spacing_Mark"), ("Me", "Enclosing_Mark"),
    ("N", "Number"), ("Nd", "Decimal_Number"), ("Nd", "digit"), ("Nl", "Letter_Number"),
    ("No", "Other_Number"),
    ("P", "Punctuation"), ("P", "punct"), ("Pc", "Connector_Punctuation"), ("Pd", "Dash_Punctuation"),
    ("Ps", "Open_Punctuation"), ("Pe", "Close_Punctuation"), ("Pi", "Initial_Punctuation"),
    ("Pf", "Final_Punctuation"), ("Po", "Other_Punctuation"), ("S", "Symbol"), ("Sm", "Math_Symbol"),
    ("Sc", "Currency_Symbol"), ("Sk", "Modifier_Symbol"), ("So", "Other_Symbol"), ("Z", "Separator"),
    ("Zs", "Space_Separator"), ("Zl", "Line_Separator"), ("Zp", "Paragraph_Separator"), ("C", "Other"),
    ("Cc", "Control"), ("Cc", "cntrl"), ("Cf", "Format"), ("Cs", "Surrogate"), ("Co", "Private_Use"),
    ("Cn", "Unassigned"),
  ]

  /// Binary properties (ECMA-262 table 67). A script's name alone, which PCRE2 would take, is none.
  private static let binaryProperties: Set<String> = Set(
    """
    ASCII_Hex_Digit AHex Alphabetic Alpha Bidi_Control Bidi_C Bidi_Mirrored Bidi_M Case_Ignorable CI Cased
    Changes_When_Casefolded CWCF Changes_When_Casemapped CWCM Changes_When_Lowercased CWL
    Changes_When_NFKC_Casefolded CWKCF Changes_When_Titlecased CWT Changes_When_Uppercased CWU Dash
    Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia Emoji Emoji_Component EComp Emoji_Modifier EMod
    Emoji_Modifier_Base EBase Emoji_Presentation EPres Extended_Pictographic ExtPict Extender Ext Grapheme_Base
    Gr_Base Grapheme_Extend Gr_Ext Hex_Digit Hex IDS_Binary_Operator IDSB IDS_Trinary_Operator IDST ID_Continue IDC
    ID_Start IDS Ideographic Ideo Join_Control Join_C Logical_Order_Exception LOE Lowercase Lower Math
    Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn Pattern_White_Space Pat_WS Quotation_Mark QMark Radical
    Regional_Indicator RI Sentence_Terminal STerm Soft_Dotted SD Terminal_Punctuation Term Unified_Ideograph UIdeo
    Uppercase Upper Variation_Selector VS White_Space space XID_Continue XIDC XID_Start XIDS
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// `\p{…}` or `\P{…}`, the letter read. Gives an item for a class.
  mutating func property(isNegated: Bool, _ start: Int) throws(PatternError) -> [UInt8] {
    guard take("{") else { throw fault("has a \\p without {…}", at: start) }
    var name = String.UnicodeScalarView()
    while let scalar = next, scalar != 0x7D {
      name.append(Unicode.Scalar(scalar) ?? "?")
      index += 1
    }
    guard take("}") else { throw fault("has a \\p{ without a }", at: start) }
    let text = String(name)
    guard text.utf8.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x5F || $0 == 0x3D }) else {
      throw fault("has an unknown property \\p{\(text.prefix(40))}", at: start)
    }
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    let inner: String
    switch (parts.first ?? "", parts.count) {
    case ("General_Category", 2), ("gc", 2): inner = try category(parts[1], text, start)
    case ("Script", 2), ("sc", 2):
      inner = "sc:\(parts[1])"
      needsEagerCompile = true
    case ("Script_Extensions", 2), ("scx", 2):
      inner = "scx:\(parts[1])"
      needsEagerCompile = true
    case ("Any", 1): return isNegated ? [] : Array("\\x{0}-\\x{10ffff}".utf8)
    case ("ASCII", 1):
      return Array((isNegated ? "\\x{80}-\\x{10ffff}" : "\\x{0}-\\x{7f}").utf8)
    case ("Assigned", 1): return Array("\\\(isNegated ? "p" : "P"){Cn}".utf8)
    case (_, 1):
      if let known = Self.shortCategory(text) {
        inner = known
      } else if Self.binaryProperties.contains(text) {
        inner = text
        needsEagerCompile = true
      } else {
        throw fault("has an unknown property \\p{\(text.prefix(40))}", at: start)
      }
    default: throw fault("has an unknown property \\p{\(text.prefix(40))}", at: start)
    }
    return Array("\\\(isNegated ? "P" : "p"){\(inner)}".utf8)
  }

  private func category(_ name: String, _ text: String, _ start: Int) throws(PatternError) -> String {
    guard let short = Self.shortCategory(name) else {
      throw fault("has an unknown property \\p{\(text.prefix(40))}", at: start)
    }
    return short
  }

  private static func shortCategory(_ name: String) -> String? {
    categories.first { $0.long == name || ($0.short == name && name != "L&") }?.short
  }
}
