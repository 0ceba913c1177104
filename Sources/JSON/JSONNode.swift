public import Diagnostics
internal import Glibc

/// A cursor into a parsed text: cheap to copy, keeps the text alive.
@frozen public struct JSONNode: Sendable {
  /// The text that the node is part of.
  public let text: JSONText
  /// On the text's tape.
  public let index: Int

  @inlinable init(text: JSONText, index: Int) {
    self.text = text
    self.index = index
  }

  @inlinable var tapeNode: JSONTapeNode { text.nodes[index] }

  /// Which of the six kinds of value.
  @inlinable public var kind: JSONKind { tapeNode.kind }
  /// Of the first byte in the text.
  @inlinable public var offset: Int { Int(tapeNode.offset) }
  /// Of the token; of the whole span for arrays and objects.
  @inlinable public var byteCount: Int { Int(tapeNode.length) }
  /// A boolean's value, false for every other kind.
  @inlinable public var isTrue: Bool { kind == .boolean && tapeNode.isTrue }
  /// Elements of an array, members of an object; 0 for every other kind.
  @inlinable public var count: Int { tapeNode.count }
  /// The bytes of the token or span, as they stand in the text.
  public var rawBytes: ArraySlice<UInt8> { text.bytes[offset..<(offset + byteCount)] }

  /// Whether `rawBytes` are these, to the byte.
  public func isWritten(_ bytes: [UInt8]) -> Bool {
    guard byteCount == bytes.count else { return false }
    return text.bytes.withUnsafeBytes { own in
      bytes.withUnsafeBytes { other in
        guard let own = own.baseAddress, let other = other.baseAddress else { return byteCount == 0 }
        return memcmp(own + offset, other, byteCount) == 0
      }
    }
  }

  /// The elements of an array in order; empty for every other kind.
  @inlinable public var elements: JSONElements { JSONElements(of: self) }
  /// The members of an object in order; empty for every other kind. Keys are string nodes.
  @inlinable public var members: JSONMembers { JSONMembers(of: self) }

  /// The value of the first member with this key, compared by UTF-8 bytes. Costs a pass over the members.
  public func member(_ name: String) -> JSONNode? {
    guard kind == .object else { return nil }
    var name = name
    let place = name.withUTF8 { wanted in
      text.withTape { tape in
        var key = index + 1
        let end = Int(tape.nodes[index].next)
        while key < end {
          if !tape.nodes[key].isSuperseded, tape.isString(key, wanted) { return key + 1 }
          key = Int(tape.nodes[key + 1].next)
        }
        return -1
      }
    }
    return place < 0 ? nil : JSONNode(text: text, index: place)
  }

  /// Line, column and offset. Costs a pass over the text before it.
  public var position: SourcePosition { SourcePosition(offset: offset, in: text.bytes) }

  /// The node as a place to report, with its length for a caret line.
  ///
  /// - Parameter pointer: when nil, the node's own is searched.
  public func location(file: String? = nil, pointer: String? = nil) -> SourceLocation {
    SourceLocation(
      file: file, position: position, length: byteCount, pointer: pointer ?? self.pointer)
  }

  /// RFC 6901, from the root; a key's is that of its value. Found by a search: for messages only.
  public var pointer: String { JSONPointer(to: self).description }
}

/// The elements of an array.
@frozen public struct JSONElements: Sequence, Sendable {
  @usableFromInline let node: JSONNode

  @inlinable init(of node: JSONNode) { self.node = node }

  /// The elements' number.
  @inlinable public var underestimatedCount: Int { node.kind == .array ? node.count : 0 }

  /// Starts at the first.
  @inlinable public func makeIterator() -> Iterator {
    Iterator(text: node.text, index: node.index + 1, end: node.kind == .array ? Int(node.tapeNode.next) : 0)
  }

  /// Walks from one element to the next.
  @frozen public struct Iterator: IteratorProtocol {
    @usableFromInline let text: JSONText
    @usableFromInline var index: Int
    @usableFromInline let end: Int

    @inlinable init(text: JSONText, index: Int, end: Int) {
      self.text = text
      self.index = index
      self.end = end
    }

    /// The next one, nil past the last.
    @inlinable public mutating func next() -> JSONNode? {
      guard index < end else { return nil }
      let node = JSONNode(text: text, index: index)
      index = Int(text.nodes[index].next)
      return node
    }
  }
}

/// The members of an object.
@frozen public struct JSONMembers: Sequence, Sendable {
  @usableFromInline let node: JSONNode

  @inlinable init(of node: JSONNode) { self.node = node }

  /// The members' number.
  @inlinable public var underestimatedCount: Int { node.kind == .object ? node.count : 0 }

  /// Starts at the first.
  @inlinable public func makeIterator() -> Iterator {
    Iterator(text: node.text, index: node.index + 1, end: node.kind == .object ? Int(node.tapeNode.next) : 0)
  }

  /// Walks from one member to the next, past keys that a later one replaces.
  @frozen public struct Iterator: IteratorProtocol {
    @usableFromInline let text: JSONText
    @usableFromInline var index: Int
    @usableFromInline let end: Int

    @inlinable init(text: JSONText, index: Int, end: Int) {
      self.text = text
      self.index = index
      self.end = end
    }

    /// The next one, nil past the last.
    @inlinable public mutating func next() -> (key: JSONNode, value: JSONNode)? {
      while index < end {
        let key = JSONNode(text: text, index: index)
        let value = JSONNode(text: text, index: index + 1)
        index = Int(text.nodes[index + 1].next)
        if !key.tapeNode.isSuperseded { return (key, value) }
      }
      return nil
    }
  }
}
