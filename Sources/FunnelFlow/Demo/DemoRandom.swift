/// Random choices that are the same on every machine and in every version of Swift.
///
/// SplitMix64 (Steele et al. 2014), one stream for each document: so that a document can be made without those
/// before it. The standard library's own `random(in:)` and `shuffled()` promise no stable results.
struct DemoRandom: Sendable {
  private var state: UInt64

  /// The stream of one part (a type of document) of one owner (a user), item by item.
  init(seed: UInt64, owner: Int = 0, part: Part, item: Int = 0) {
    state = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
    state = Self.mix(state ^ UInt64(truncatingIfNeeded: owner))
    state = Self.mix(state ^ (UInt64(part.rawValue) << 32 | UInt64(truncatingIfNeeded: item)))
  }

  enum Part: UInt8 { case profile, persona, analysis, apiKey, event, system, edit }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// 0 up to, but not, the bound, which is at least 1.
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// One of a list that is not empty.
  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

  /// So many different ones, in the list's order; all of a shorter list.
  mutating func sample<Element>(_ list: [Element], _ count: Int) -> [Element] {
    var chosen: [Element] = []
    var wanted = min(count, list.count)
    for (index, element) in list.enumerated() where wanted > 0 && below(list.count - index) < wanted {
      chosen.append(element)
      wanted -= 1
    }
    return chosen
  }
}

extension DemoRandom {
  private static let alphanumerics = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
  private static let hexadecimals = Array("0123456789abcdef".utf8)
  private static let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let base64URL = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private mutating func text(_ count: Int, from alphabet: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: count) { buffer in
      for index in 0..<count { buffer[index] = alphabet[below(alphabet.count)] }
      return count
    }
  }

  /// 28 letters and digits, as Firebase Authentication gives them out.
  mutating func uid() -> String { text(28, from: Self.alphanumerics) }

  /// 20 letters and digits, as Firestore's clients make them.
  mutating func autoID() -> String { text(20, from: Self.alphanumerics) }

  /// A random uuid (RFC 9562, version 4).
  mutating func uuid() -> String {
    String(unsafeUninitializedCapacity: 36) { buffer in
      for index in 0..<36 {
        switch index {
        case 8, 13, 18, 23: buffer[index] = 0x2D
        case 14: buffer[index] = 0x34
        case 19: buffer[index] = Self.hexadecimals[8 + below(4)]
        default: buffer[index] = Self.hexadecimals[below(16)]
        }
      }
      return 36
    }
  }

  /// A uuid or an automatic id: older documents have the one, newer ones the other.
  mutating func documentID() -> String { chance(40) ? uuid() : autoID() }

  /// 22 characters that stand in a web address: 132 bits.
  mutating func token() -> String { text(22, from: Self.base64URL) }

  /// The unpadded Base64 of so many random bytes, 16 or 32: the spare bits at the end are zero.
  mutating func base64(ofByteCount count: Int) -> String {
    let characters = (count * 8 + 5) / 6
    let spare = characters * 6 - count * 8
    let last = (below(64) >> spare) << spare
    return text(characters - 1, from: Self.base64)
      + String(unsafeUninitializedCapacity: 1) { buffer in
        buffer[0] = Self.base64[last]
        return 1
      }
  }
}
