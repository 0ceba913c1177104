extension JSONNode {
  /// The decoded string; nil for every other kind.
  public var string: String? {
    guard kind == .string else { return nil }
    return text.withTape { $0.string(index) }
  }

  /// The decoded string in UTF-8; nil for every other kind.
  public var stringBytes: [UInt8]? {
    guard kind == .string else { return nil }
    return text.withTape { $0.decoded(index) }
  }

  /// Whether this is a string of exactly these bytes.
  public func stringEquals(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard kind == .string else { return false }
    return text.withTape { $0.isString(index, bytes) }
  }

  /// Whether this is a string equal to `other`, by UTF-8 bytes and not by canonical equivalence.
  public func stringEquals(_ other: String) -> Bool {
    guard kind == .string, tapeNode.hasEscapes || byteCount == other.utf8.count + 2 else { return false }
    if let equal = other.utf8.withContiguousStorageIfAvailable({ stringEquals($0) }) { return equal }
    return stringEquals(Array(other.utf8))
  }

  /// Whether this is a string equal to a literal, by UTF-8 bytes.
  public func stringEquals(_ other: StaticString) -> Bool { other.withUTF8Buffer { stringEquals($0) } }

  /// Whether this is a string of exactly these bytes.
  public func stringEquals(_ other: [UInt8]) -> Bool { other.withUnsafeBufferPointer { stringEquals($0) } }

  /// A number as it stands in the text; nil for every other kind.
  public var numberText: String? {
    kind == .number ? String(decoding: rawBytes, as: UTF8.self) : nil
  }

  /// A number without `.`, `e` and `E`.
  @inlinable public var isIntegerSyntax: Bool { kind == .number && tapeNode.isIntegerSyntax }

  /// A number in integer syntax and in range, exactly (`-0` is 0); nil otherwise.
  public var int64: Int64? {
    guard isIntegerSyntax else { return nil }
    return text.withTape { $0.int64(index) }
  }

  /// A number as the nearest double; nil on overflow or underflow to zero, and for every other kind.
  public var double: Double? { doubleOutcome?.value }

  /// A number as the nearest double, or how it fails to be one; nil for every other kind.
  public var doubleOutcome: JSONDouble? {
    guard kind == .number else { return nil }
    return text.withTape { $0.double(index) }
  }
}
