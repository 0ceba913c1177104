/// Reads an ECMA-262 pattern in Unicode mode (ECMA-262 §22.2.1, flag `u`) and writes what means the same to PCRE2.
///
/// The reading is strict, as JavaScript's is with `u`: so every fault is known before PCRE2 is asked, which may then
/// happen late. What differs between the two dialects is written out: `\d` is ASCII, `\s` JavaScript's white space, `.`
/// excludes its four line ends, `$` is the very end, names of groups become numbers.
struct PatternTranslator {
  let scalars: [UInt32]
  var index = 0
  var output: [UInt8] = []
  /// Capturing groups in the whole pattern, and the names of those that have one, found by a first pass.
  private(set) var groupCount = 0
  private(set) var groupNames: [String: Int] = [:]
  /// Holds something that only PCRE2 can judge: a script's name, a lookbehind (it must be of bounded length).
  var needsEagerCompile = false
  private var depth = 0

  /// Groups inside each other.
  private static let depthLimit = 200
  /// PCRE2's largest count in a quantifier.
  private static let countLimit = 65_535

  static func translate(_ pattern: String) throws(PatternError) -> (pattern: [UInt8], needsEagerCompile: Bool)
  {
    var translator = PatternTranslator(pattern)
    try translator.countGroups()
    try translator.disjunction()
    guard translator.index == translator.scalars.count else {
      throw translator.fault("has a ) without a (")
    }
    return (translator.output, translator.needsEagerCompile)
  }

  private init(_ pattern: String) { scalars = pattern.unicodeScalars.map(\.value) }

  var next: UInt32? { index < scalars.count ? scalars[index] : nil }

  func fault(_ reason: String, at place: Int? = nil) -> PatternError {
    PatternError(reason: reason, place: place ?? index)
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == character.value else { return false }
    index += 1
    return true
  }

  func looksAt(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes in
      guard index + bytes.count <= scalars.count else { return false }
      for offset in 0..<bytes.count where scalars[index + offset] != UInt32(bytes[offset]) { return false }
      return true
    }
  }

  mutating func write(_ text: StaticString) { text.withUTF8Buffer { output.append(contentsOf: $0) } }

  /// Numbers the groups first: a back reference may point forward.
  private mutating func countGroups() throws(PatternError) {
    var inClass = false
    while let scalar = next {
      index += 1
      switch scalar {
      case 0x5C: index += 1
      case 0x5B: inClass = true
      case 0x5D: inClass = false
      case 0x28 where !inClass:
        if next != 0x3F {
          groupCount += 1
        } else if looksAt("?<"), index + 2 < scalars.count, scalars[index + 2] != 0x3D,
          scalars[index + 2] != 0x21
        {
          groupCount += 1
          index += 2
          let name = try groupName()
          guard groupNames.updateValue(groupCount, forKey: name) == nil else {
            throw fault("names two groups \(name)")
          }
        }
      default: break
      }
    }
    index = 0
  }

  /// A group's name up to its `>`, the `<` already read.
  mutating func groupName() throws(PatternError) -> String {
    var name = String.UnicodeScalarView()
    while let scalar = next, scalar != 0x3E {
      let character = Unicode.Scalar(scalar) ?? " "
      let isStart = character.properties.isXIDStart || scalar == 0x24 || scalar == 0x5F
      guard isStart || (!name.isEmpty && character.properties.isXIDContinue) else {
        throw fault("has a group's name that is no identifier")
      }
      name.append(character)
      index += 1
    }
    guard !name.isEmpty, take(">") else { throw fault("has a group's name without an end") }
    return String(name)
  }

  private mutating func disjunction() throws(PatternError) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw fault("has more than \(Self.depthLimit) groups inside each other")
    }
    while let scalar = next, scalar != 0x29 {
      if scalar == 0x7C {
        index += 1
        write("|")
      } else {
        try term()
      }
    }
  }

  private mutating func term() throws(PatternError) {
    let start = index
    let scalar = scalars[index]
    var isQuantifiable = true
    switch scalar {
    case 0x5E:
      index += 1
      write("^")
      isQuantifiable = false
    case 0x24:
      index += 1
      write("$")
      isQuantifiable = false
    case 0x28: isQuantifiable = try group()
    case 0x2E:
      index += 1
      write("[^\\n\\r\\x{2028}\\x{2029}]")
    case 0x5B: try characterClass()
    case 0x5C: isQuantifiable = try escape()
    case 0x2A, 0x2B, 0x3F: throw fault("has nothing to repeat before \(shown(scalar))")
    case 0x7B, 0x7D, 0x5D: throw fault("has a bare \(shown(scalar)); write \\\(shown(scalar))")
    default:
      index += 1
      literal(scalar)
    }
    try quantifier(after: start, isQuantifiable)
  }

  /// A group; gives whether it may be repeated (assertions may not, in Unicode mode).
  private mutating func group() throws(PatternError) -> Bool {
    let start = index
    index += 1
    var isQuantifiable = true
    if take("?") {
      if take(":") {
        write("(?:")
      } else if take("=") {
        write("(?=")
        isQuantifiable = false
      } else if take("!") {
        write("(?!")
        isQuantifiable = false
      } else if looksAt("<=") || looksAt("<!") {
        output += [0x28, 0x3F, 0x3C, UInt8(truncatingIfNeeded: scalars[index + 1])]
        index += 2
        isQuantifiable = false
        needsEagerCompile = true
      } else if take("<") {
        _ = try groupName()
        write("(")
      } else {
        throw fault("has an unknown kind of group after (?", at: start)
      }
    } else {
      write("(")
    }
    try disjunction()
    guard take(")") else { throw fault("has a ( without a )", at: start) }
    write(")")
    return isQuantifiable
  }

  private mutating func quantifier(after start: Int, _ isQuantifiable: Bool) throws(PatternError) {
    guard let scalar = next else { return }
    var text: [UInt8]
    switch scalar {
    case 0x2A, 0x2B, 0x3F:
      index += 1
      text = [UInt8(truncatingIfNeeded: scalar)]
    case 0x7B:
      let brace = index
      index += 1
      guard let least = try number() else { throw fault("has a bare {; write \\{", at: brace) }
      var most: Int? = least
      if take(",") { most = try number() }
      guard take("}") else { throw fault("has a { without a count and a }", at: brace) }
      if let most, most < least { throw fault("has a count whose end lies before its start", at: brace) }
      text = Array("{\(least),\(most.map(String.init) ?? "")}".utf8)
    default: return
    }
    guard isQuantifiable else { throw fault("repeats something that cannot be repeated", at: start) }
    if take("?") { text.append(0x3F) }
    output += text
  }

  private mutating func number() throws(PatternError) -> Int? {
    let start = index
    var value = 0
    while let scalar = next, scalar &- 0x30 < 10 {
      value = min(value * 10 + Int(scalar - 0x30), Self.countLimit + 1)
      index += 1
    }
    guard value <= Self.countLimit else {
      throw fault("has a count over \(Self.countLimit)", at: start)
    }
    return index > start ? value : nil
  }

  /// One scalar, so written that no dialect reads more into it.
  mutating func literal(_ scalar: UInt32) {
    if scalar < 0x80 {
      let byte = UInt8(scalar)
      if byte.isASCIIDigit || byte.isASCIILetter {
        output.append(byte)
        return
      }
      if byte > 0x20, byte < 0x7F {
        // PCRE2 takes any escaped sign for itself.
        output.append(0x5C)
        output.append(byte)
        return
      }
    }
    output += Array("\\x{\(String(scalar, radix: 16))}".utf8)
  }

  func shown(_ scalar: UInt32) -> String { String(String.UnicodeScalarView([Unicode.Scalar(scalar) ?? "?"])) }
}
