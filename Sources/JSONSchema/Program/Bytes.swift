/// A borrowed run of UTF-8.
typealias ByteRun = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
  /// A part of the run.
  @inline(__always) func part(_ range: Range<Int>) -> ByteRun { ByteRun(rebasing: self[range]) }

  /// Unicode scalars in valid UTF-8: the bytes that do not continue one.
  var scalarCount: Int {
    var total = 0
    for byte in self where byte & 0xC0 != 0x80 { total &+= 1 }
    return total
  }

  @inline(__always) func equals(_ other: ByteRun) -> Bool {
    guard count == other.count else { return false }
    var index = 0
    while index < count {
      if self[index] != other[index] { return false }
      index &+= 1
    }
    return true
  }

  /// A hash for tables that the schema's author fills, not the instance's: collisions cannot be forced from outside.
  @inline(__always) var tableHash: UInt32 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
    var index = 0
    while index &+ 8 <= count {
      let word = UnsafeRawPointer(baseAddress.unsafelyUnwrapped + index).loadUnaligned(as: UInt64.self)
      hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
      index &+= 8
    }
    while index < count {
      hash = (hash ^ UInt64(self[index])) &* 0x100_0000_01B3
      index &+= 1
    }
    hash = hash &* 0xFF51_AFD7_ED55_8CCD
    return UInt32(truncatingIfNeeded: hash >> 32)
  }
}
