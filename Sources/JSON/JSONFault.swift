/// A fault as the parser meets it: what and where. Words are found later, by `JSONError`, off the hot path.
struct JSONFault: Error {
  /// What the grammar allows at a place.
  enum Expectation {
    case value, key, colon, commaOrEnd, end
  }

  enum Kind {
    case empty
    case tooLarge(limit: Int)
    case tooDeep(limit: Int)
    case unexpected(Expectation)
    case invalidUTF8
    case unterminatedString(start: Int)
    case controlCharacter
    case badEscape
    case badUnicodeEscape
    case loneSurrogate
    case numberWithoutInteger
    case numberWithoutFraction
    case numberWithoutExponent
    case duplicateKey(first: Int, length: Int)
  }

  var kind: Kind
  var offset: Int
  /// Of the innermost container that is open at the fault; -1 at the top.
  var container = -1
}
