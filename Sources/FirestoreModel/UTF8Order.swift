import Glibc

/// Strings as Firestore sees them: sequences of UTF-8 bytes.
///
/// `String`'s own `==` and `<` follow canonical equivalence ("é" in both spellings is one string), which would
/// make two Firestore keys one. So nothing in this module compares strings any other way than through here.
package enum UTF8Order {
  /// Negative, zero or positive, by unsigned bytes, a prefix first.
  @inline(__always)
  package static func compare(_ a: String, _ b: String) -> Int {
    let known = a.utf8.withContiguousStorageIfAvailable { left in
      b.utf8.withContiguousStorageIfAvailable { right in compare(left, right) }
    }
    if case .some(.some(let order)) = known { return order }
    return compareSlowly(a, b)
  }

  /// The same bytes.
  @inline(__always)
  package static func equal(_ a: String, _ b: String) -> Bool {
    a.utf8.count == b.utf8.count && compare(a, b) == 0
  }

  /// The order of bytes that somebody lends.
  @inline(__always)
  package static func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int
  {
    let shared = min(left.count, right.count)
    if shared > 0, let l = left.baseAddress, let r = right.baseAddress {
      let order = memcmp(l, r, shared)
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }

  /// Puts the bytes into a hasher.
  package static func hash(_ string: String, into hasher: inout Hasher) {
    hasher.combine(string.utf8.count)
    let done: Void? = string.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: .init($0)) }
    guard done == nil else { return }
    for byte in string.utf8 { hasher.combine(byte) }
  }

  /// Only a bridged string has no contiguous storage; none is made on Linux.
  @inline(never)
  private static func compareSlowly(_ a: String, _ b: String) -> Int {
    if a.utf8.elementsEqual(b.utf8) { return 0 }
    return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
  }
}
