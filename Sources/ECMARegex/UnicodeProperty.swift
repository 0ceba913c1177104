/// A property of `\p{…}`, by one of the names that ECMA-262 allows (§22.2.1.1, tables 66 to 69): spelt exactly so.
enum UnicodeProperty: Hashable {
  case any, ascii, assigned
  /// PCRE2's name of a general category.
  case category(String)
  case script(String, withExtensions: Bool)
  case binary(String)

  /// - Parameter text: what stands in the braces.
  init?(_ text: String) {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    switch (parts[0], parts.count) {
    case ("General_Category", 2), ("gc", 2):
      guard let short = Self.category(parts[1]) else { return nil }
      self = .category(short)
    case ("Script", 2), ("sc", 2), ("Script_Extensions", 2), ("scx", 2):
      guard Self.scripts.contains(parts[1]) else { return nil }
      self = .script(parts[1], withExtensions: parts[0].utf8.count != 2 && parts[0] != "Script")
    case ("Any", 1): self = .any
    case ("ASCII", 1): self = .ascii
    case ("Assigned", 1): self = .assigned
    case (_, 1):
      if let short = Self.category(text) {
        self = .category(short)
      } else if Self.binaryProperties.contains(text) {
        self = .binary(text)
      } else {
        return nil
      }
    default: return nil
    }
  }

  /// What PCRE2 10.42 may not know: of a Unicode newer than its own, or not there at all.
  var isRare: Bool {
    switch self {
    case .script(let name, _): Self.recentScripts.contains(name)
    case .binary: isFoldingOfCompatibility
    default: false
    }
  }

  /// Changes_When_NFKC_Casefolded, which PCRE2 lacks.
  var isFoldingOfCompatibility: Bool {
    self == .binary("Changes_When_NFKC_Casefolded") || self == .binary("CWKCF")
  }

  /// General categories under all their names, and PCRE2's name.
  private static let categories: [(short: String, long: String)] = [
    ("L", "Letter"), ("Lu", "Uppercase_Letter"), ("Ll", "Lowercase_Letter"), ("Lt", "Titlecase_Letter"),
    ("L&", "Cased_Letter"), ("L&", "LC"), ("Lm", "Modifier_Letter"), ("Lo", "Other_Letter"), ("M", "Mark"),
    ("M", "Combining_Mark"), ("Mn", "Nonspacing_Mark"), ("Mc", "Spacing_Mark"), ("Me", "Enclosing_Mark"),
    ("N", "Number"), ("Nd", "Decimal_Number"), ("Nd", "digit"), ("Nl", "Letter_Number"),
    ("No", "Other_Number"), ("P", "Punctuation"), ("P", "punct"), ("Pc", "Connector_Punctuation"),
    ("Pd", "Dash_Punctuation"), ("Ps", "Open_Punctuation"), ("Pe", "Close_Punctuation"),
    ("Pi", "Initial_Punctuation"), ("Pf", "Final_Punctuation"), ("Po", "Other_Punctuation"), ("S", "Symbol"),
    ("Sm", "Math_Symbol"), ("Sc", "Currency_Symbol"), ("Sk", "Modifier_Symbol"), ("So", "Other_Symbol"),
    ("Z", "Separator"), ("Zs", "Space_Separator"), ("Zl", "Line_Separator"), ("Zp", "Paragraph_Separator"),
    ("C", "Other"), ("Cc", "Control"), ("Cc", "cntrl"), ("Cf", "Format"), ("Cs", "Surrogate"),
    ("Co", "Private_Use"), ("Cn", "Unassigned"),
  ]

  private static func category(_ name: String) -> String? {
    categories.first { $0.long == name || ($0.short == name && name != "L&") }?.short
  }

  /// A script's name alone, which PCRE2 would take, is none of these.
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

  /// Scripts of Unicode 15 to 17.
  private static let recentScripts: Set<String> = Set(
    """
    Kawi Nag_Mundari Nagm Garay Gara Gurung_Khema Gukh Kirat_Rai Krai Ol_Onal Onao Sunuwar Sunu Todhri Todr
    Tulu_Tigalari Tutg Sidetic Sidt Tolong_Siki Tols Beria_Erfe Berf Tai_Yo Tayo
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// All scripts' names and short names (PropertyValueAliases.txt).
  private static let scripts: Set<String> = recentScripts.union(
    """
    Adlm Adlam Aghb Caucasian_Albanian Ahom Arab Arabic Armi Imperial_Aramaic Armn Armenian Avst Avestan
    Bali Balinese Bamu Bamum Bass Bassa_Vah Batk Batak Beng Bengali Bhks Bhaiksuki Bopo Bopomofo Brah
    Brahmi Brai Braille Bugi Buginese Buhd Buhid Cakm Chakma Cans Canadian_Aboriginal Cari Carian Cham Cher
    Cherokee Chrs Chorasmian Copt Coptic Qaac Cpmn Cypro_Minoan Cprt Cypriot Cyrl Cyrillic Deva Devanagari
    Diak Dives_Akuru Dogr Dogra Dsrt Deseret Dupl Duployan Egyp Egyptian_Hieroglyphs Elba Elbasan Elym
    Elymaic Ethi Ethiopic Geor Georgian Glag Glagolitic Gong Gunjala_Gondi Gonm Masaram_Gondi Goth Gothic
    Gran Grantha Grek Greek Gujr Gujarati Guru Gurmukhi Hang Hangul Hani Han Hano Hanunoo Hatr Hatran Hebr
    Hebrew Hira Hiragana Hluw Anatolian_Hieroglyphs Hmng Pahawh_Hmong Hmnp Nyiakeng_Puachue_Hmong Hung
    Old_Hungarian Ital Old_Italic Java Javanese Kali Kayah_Li Kana Katakana Khar Kharoshthi Khmr Khmer Khoj
    Khojki Kits Khitan_Small_Script Knda Kannada Kthi Kaithi Lana Tai_Tham Laoo Lao Latn Latin Lepc Lepcha
    Limb Limbu Lina Linear_A Linb Linear_B Lisu Lyci Lycian Lydi Lydian Mahj Mahajani Maka Makasar Mand
    Mandaic Mani Manichaean Marc Marchen Medf Medefaidrin Mend Mende_Kikakui Merc Meroitic_Cursive Mero
    Meroitic_Hieroglyphs Mlym Malayalam Modi Mong Mongolian Mroo Mro Mtei Meetei_Mayek Mult Multani Mymr
    Myanmar Nand Nandinagari Narb Old_North_Arabian Nbat Nabataean Newa Nkoo Nko Nshu Nushu Ogam Ogham Olck
    Ol_Chiki Orkh Old_Turkic Orya Oriya Osge Osage Osma Osmanya Ougr Old_Uyghur Palm Palmyrene Pauc
    Pau_Cin_Hau Perm Old_Permic Phag Phags_Pa Phli Inscriptional_Pahlavi Phlp Psalter_Pahlavi Phnx
    Phoenician Plrd Miao Prti Inscriptional_Parthian Rjng Rejang Rohg Hanifi_Rohingya Runr Runic Samr
    Samaritan Sarb Old_South_Arabian Saur Saurashtra Sgnw SignWriting Shaw Shavian Shrd Sharada Sidd
    Siddham Sind Khudawadi Sinh Sinhala Sogd Sogdian Sogo Old_Sogdian Sora Sora_Sompeng Soyo Soyombo Sund
    Sundanese Sylo Syloti_Nagri Syrc Syriac Tagb Tagbanwa Takr Takri Tale Tai_Le Talu New_Tai_Lue Taml
    Tamil Tang Tangut Tavt Tai_Viet Telu Telugu Tfng Tifinagh Tglg Tagalog Thaa Thaana Thai Tibt Tibetan
    Tirh Tirhuta Tnsa Tangsa Toto Ugar Ugaritic Vaii Vai Vith Vithkuqi Wara Warang_Citi Wcho Wancho Xpeo
    Old_Persian Xsux Cuneiform Yezi Yezidi Yiii Yi Zanb Zanabazar_Square Zinh Inherited Qaai Zyyy Common
    Zzzz Unknown
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
