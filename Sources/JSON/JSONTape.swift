/// The six kinds of JSON value.
@frozen public enum JSONKind: UInt8, Sendable {
  case null, boolean, number, string, array, object
}

/// One token of a parsed text. 16 bytes, so that four lie in a cache line.
///
/// The tape holds values in the order of the text: a container is followed by its contents, a member is its key (a
/// string node) followed by its value, and `next` of any node is the index just past it and all that it holds.
@frozen public struct JSONTapeNode: Sendable {
  /// Of the token's first byte; a string's is its opening quote.
  public var offset: UInt32
  /// Bytes of the token, quotes included; of the whole span for a container.
  public var length: UInt32
  /// Index past this value. While a container is open: the index of the container around it.
  public var next: UInt32
  /// Three bits of kind, three of flags, 26 of count (elements or members).
  @usableFromInline var info: UInt32

  @usableFromInline static let escaped: UInt32 = 1 << 3
  @usableFromInline static let nonASCII: UInt32 = 1 << 4
  @usableFromInline static let superseded: UInt32 = 1 << 5
  @usableFromInline static let isTrueFlag: UInt32 = 1 << 3
  @usableFromInline static let integerSyntax: UInt32 = 1 << 3
  @usableFromInline static let unorderedKeys: UInt32 = 1 << 3
  @usableFromInline static let one: UInt32 = 1 << 6

  @inlinable init(offset: UInt32, length: UInt32, next: UInt32, info: UInt32) {
    self.offset = offset
    self.length = length
    self.next = next
    self.info = info
  }

  /// Which of the six kinds of value.
  @inlinable public var kind: JSONKind { JSONKind(rawValue: UInt8(truncatingIfNeeded: info & 7)) ?? .null }
  /// Elements of an array, members of an object, 0 otherwise.
  @inlinable public var count: Int { Int(info >> 6) }
  /// A boolean's value.
  @inlinable public var isTrue: Bool { info & Self.isTrueFlag != 0 }
  /// A number without `.`, `e` and `E`.
  @inlinable public var isIntegerSyntax: Bool { info & Self.integerSyntax != 0 }
  /// A string with at least one backslash: its bytes are not its value.
  @inlinable public var hasEscapes: Bool { info & Self.escaped != 0 }
  /// An object whose keys ascend strictly by UTF-8 bytes in the text, none of them with escapes.
  @inlinable public var hasAscendingKeys: Bool { kind == .object && info & Self.unorderedKeys == 0 }
  /// A key that a later equal key replaces (`JSONOptions.DuplicateKeys.lastWins`).
  @inlinable public var isSuperseded: Bool { info & Self.superseded != 0 }
}

/// A borrowed view of a parsed text, for loops that cannot afford to count references.
///
/// Valid only inside `JSONText.withTape`. Indices are the caller's care: they come from `next` and `index + 1`.
@frozen public struct JSONTape {
  /// The text's first byte; offsets of nodes count from here.
  public let bytes: UnsafePointer<UInt8>
  /// The tape's first node: the whole value.
  public let nodes: UnsafePointer<JSONTapeNode>

  @inlinable init(bytes: UnsafePointer<UInt8>, nodes: UnsafePointer<JSONTapeNode>) {
    self.bytes = bytes
    self.nodes = nodes
  }

  /// The bytes of a node's token.
  @inlinable public func token(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let node = nodes[index]
    return UnsafeBufferPointer(start: bytes + Int(node.offset), count: Int(node.length))
  }

  /// The bytes between a string's quotes, undecoded: its value if it has no escapes.
  @inlinable public func content(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let node = nodes[index]
    return UnsafeBufferPointer(start: bytes + Int(node.offset) + 1, count: Int(node.length) - 2)
  }

  /// A string node's value.
  @inlinable public func string(_ index: Int) -> String {
    let node = nodes[index]
    if node.hasEscapes { return String(decoding: decoded(index), as: UTF8.self) }
    // The parser has validated it, and knows whether it is ASCII.
    let span = UTF8Span(unchecked: content(index).span, isKnownASCII: node.info & JSONTapeNode.nonASCII == 0)
    return String(copying: span)
  }

  /// Whether a string node's value is these bytes.
  func isString(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if nodes[index].hasEscapes { return decoded(index).elementsEqual(bytes) }
    let content = content(index)
    guard content.count == bytes.count else { return false }
    for place in 0..<content.count where content[place] != bytes[place] { return false }
    return true
  }

  /// A string node's value in UTF-8, escapes resolved.
  public func decoded(_ index: Int) -> [UInt8] {
    nodes[index].hasEscapes ? unescaped(content(index)) : Array(content(index))
  }

  /// The value of a number in integer syntax; nil when it lies outside of Int64.
  @inlinable public func int64(_ index: Int) -> Int64? { integer(token(index)) }

  /// A number's value as the nearest double, or how it fails to have one.
  public func double(_ index: Int) -> JSONDouble { decimal(token(index)) }
}
