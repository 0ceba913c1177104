/// An RFC 6901 pointer: reference tokens from the root.
public struct JSONPointer: Sendable, CustomStringConvertible {
  /// Unescaped.
  public var tokens: [String]

  /// A pointer from its tokens.
  public init(tokens: [String]) { self.tokens = tokens }

  /// Nil unless empty or starting with `/`, with `~` only as `~0` and `~1`.
  public init?(_ text: String) {
    tokens = []
    guard !text.utf8.isEmpty else { return }
    guard text.utf8.first == 0x2F else { return nil }
    for part in text.utf8.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false) {
      var token: [UInt8] = []
      var isEscape = false
      for byte in part {
        if isEscape {
          guard byte == 0x30 || byte == 0x31 else { return nil }
          token.append(byte == 0x30 ? 0x7E : 0x2F)
          isEscape = false
        } else if byte == 0x7E {
          isEscape = true
        } else {
          token.append(byte)
        }
      }
      if isEscape { return nil }
      tokens.append(String(decoding: token, as: UTF8.self))
    }
  }

  /// The path from the root to a node; a key's is that of its value.
  init(to node: JSONNode) {
    var tables = PointerTables()
    tokens = tables.steps(to: node).map(\.token)
  }

  /// `~` and `/` in a token become `~0` and `~1`.
  public static func escape(_ token: String) -> String {
    guard token.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return token }
    var bytes: [UInt8] = []
    for byte in token.utf8 {
      switch byte {
      case 0x7E: bytes += [0x7E, 0x30]
      case 0x2F: bytes += [0x7E, 0x31]
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The pointer as text; empty for the root.
  public var description: String { tokens.map { "/" + Self.escape($0) }.joined() }

  /// The node that this pointer names below `root`; array indices without leading zeros (RFC 6901 §4).
  func resolve(from root: JSONNode) -> JSONNode? {
    var current = root
    for token in tokens {
      switch current.kind {
      case .object:
        guard let next = current.member(token) else { return nil }
        current = next
      case .array:
        let isCanonical = token.utf8.first != 0x30 || token.utf8.count == 1
        guard isCanonical, token.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let position = Int(token),
          position < current.count
        else { return nil }
        var iterator = current.elements.makeIterator()
        for _ in 0..<position { _ = iterator.next() }
        guard let next = iterator.next() else { return nil }
        current = next
      default: return nil
      }
    }
    return current
  }
}
