/// A SHA-1 object name: 20 bytes, kept in three words so that comparing and hashing are cheap.
public struct ObjectID: Hashable, Sendable, CustomStringConvertible {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  public static let zero = ObjectID(high: 0, middle: 0, low: 0)

  private init(high: UInt64, middle: UInt64, low: UInt32) {
    self.high = high
    self.middle = middle
    self.low = low
  }

  /// - Precondition: `bytes` holds at least 20.
  init(_ bytes: UnsafeRawPointer) {
    high = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
    middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  /// 40 hexadecimal digits in either case; nil for anything else.
  public init?(hex: some Collection<UInt8>) {
    guard hex.count == 40 else { return nil }
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    var position = 0
    for byte in hex {
      let digit: UInt64
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt64(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt64(byte - UInt8(ascii: "a")) + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = UInt64(byte - UInt8(ascii: "A")) + 10
      default: return nil
      }
      switch position {
      case 0..<16: words.0 = words.0 << 4 | digit
      case 16..<32: words.1 = words.1 << 4 | digit
      default: words.2 = words.2 << 4 | digit
      }
      position += 1
    }
    self.init(high: words.0, middle: words.1, low: UInt32(words.2))
  }

  public init?(hex: String) { self.init(hex: hex.utf8) }

  /// A place in a table of so many, a power of two.
  func spread(over count: Int) -> Int { Int(truncatingIfNeeded: middle) & (count - 1) }

  var firstByte: UInt8 { UInt8(truncatingIfNeeded: high >> 56) }

  /// Orders as the bytes do.
  var sortKey: (UInt64, UInt64, UInt32) { (high, middle, low) }

  /// The 20 bytes in order.
  public var bytes: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(20)
    append(to: &result)
    return result
  }

  func append(to buffer: inout [UInt8]) {
    withUnsafeBytes(of: high.bigEndian) { buffer.append(contentsOf: $0) }
    withUnsafeBytes(of: middle.bigEndian) { buffer.append(contentsOf: $0) }
    withUnsafeBytes(of: low.bigEndian) { buffer.append(contentsOf: $0) }
  }

  /// 40 lower-case hexadecimal digits.
  public var description: String {
    String(unsafeUninitializedCapacity: 40) { space in
      write(to: space)
      return 40
    }
  }

  /// Appends those digits.
  package func appendDigits(to buffer: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { space in
      write(to: space)
      buffer.append(contentsOf: space)
    }
  }

  private func write(to space: UnsafeMutableBufferPointer<UInt8>) {
    func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }
    for place in 0..<20 {
      let word = place < 8 ? high : place < 16 ? middle : UInt64(low) << 32
      let byte = UInt8(truncatingIfNeeded: word >> UInt64(56 - place % 8 * 8))
      space[2 * place] = digit(byte >> 4)
      space[2 * place + 1] = digit(byte & 15)
    }
  }

  /// The first seven digits, for people.
  public var short: String { String(description.prefix(7)) }
}
