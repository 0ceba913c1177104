/// What a delta says (git's `gitformat-pack`, "Deltified representation"): copy from a base, or insert.
enum Delta {
  /// The object that a delta makes of its base.
  ///
  /// - Returns: nil where the delta is wrong in any way: sizes that do not agree, bytes beyond either end.
  static func apply(_ delta: UnsafeRawBufferPointer, to base: UnsafeRawBufferPointer, limit: Int) -> [UInt8]?
  {
    var cursor = ByteCursor(delta)
    guard let baseSize = cursor.size(), baseSize == base.count, let size = cursor.size(), size <= limit else {
      return nil
    }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { space, count in
      let target = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(space)[..<size])
      isWhole = fill(target, &cursor, base)
      count = isWhole ? size : 0
    }
    return isWhole ? bytes : nil
  }

  /// The same into a space, which then has that object's size.
  static func apply(
    _ delta: UnsafeRawBufferPointer, to base: UnsafeRawBufferPointer, limit: Int, into space: inout ByteSpace
  ) -> Bool {
    var cursor = ByteCursor(delta)
    guard let baseSize = cursor.size(), baseSize == base.count, let size = cursor.size(), size <= limit else {
      return false
    }
    space.resize(to: size)
    return fill(space.space, &cursor, base)
  }

  private static func fill(
    _ target: UnsafeMutableRawBufferPointer, _ cursor: inout ByteCursor, _ base: UnsafeRawBufferPointer
  ) -> Bool {
    guard let output = target.baseAddress, let source = base.baseAddress else {
      // Nothing to write to, or nothing to copy from: git makes no such delta.
      return false
    }
    var done = 0
    while let operation = cursor.byte() {
      if operation & 0x80 == 0 {
        // Zero is reserved.
        let length = Int(operation)
        guard length > 0, length <= target.count - done, let bytes = cursor.bytes(length) else {
          return false
        }
        (output + done).copyMemory(from: bytes, byteCount: length)
        done += length
        continue
      }
      guard let start = cursor.number(operation & 0xF, upTo: 4),
        var length = cursor.number(operation >> 4 & 7, upTo: 3)
      else { return false }
      if length == 0 { length = 0x10000 }
      guard start <= base.count, length <= base.count - start, length <= target.count - done else {
        return false
      }
      (output + done).copyMemory(from: source + start, byteCount: length)
      done += length
    }
    return done == target.count
  }
}

/// Reads bytes one after another, never beyond the end.
struct ByteCursor {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position: Int

  /// - Parameter position: nothing is read where it is outside.
  init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0) {
    self.bytes = bytes
    self.position = position < 0 ? bytes.count : position
  }

  mutating func byte() -> UInt8? {
    guard position < bytes.count else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func bytes(_ count: Int) -> UnsafeRawPointer? {
    guard count >= 0, count <= bytes.count - position, let start = bytes.baseAddress else { return nil }
    defer { position += count }
    return start + position
  }

  /// Seven bits a byte, the lowest first.
  mutating func size() -> Int? { continued(0, shift: 0) }

  /// The rest of such a number, of which `shift` bits are known.
  mutating func continued(_ known: Int, shift: Int) -> Int? {
    var value = known
    var shift = shift
    while let byte = byte() {
      guard shift < 56 else { return nil }
      value |= Int(byte & 0x7F) << shift
      shift += 7
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }

  /// A number of which only the bytes that are not zero stand here: bit n of `present` tells of byte n.
  mutating func number(_ present: UInt8, upTo count: Int) -> Int? {
    var value = 0
    for index in 0..<count where present >> UInt8(index) & 1 == 1 {
      guard let byte = byte() else { return nil }
      value |= Int(byte) << (8 * index)
    }
    return value
  }
}
