/// Prints JSON tokens into one growing buffer, by the rules of a document's file.
///
/// Knows tokens, not structure: the caller writes brackets, commas and line breaks.
public struct JSONWriter: ~Copyable {
  @usableFromInline var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  /// Bytes written so far.
  public var count: Int { used }
  @usableFromInline var used = 0

  /// - Parameter capacity: bytes to have room for at first.
  public init(capacity: Int = 2_048) {
    self.capacity = max(capacity, 64)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  /// What was written.
  public consuming func finish() -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: used))
  }

  /// What was written, as text.
  public consuming func finishString() -> String {
    String(decoding: UnsafeBufferPointer(start: start, count: used), as: UTF8.self)
  }

  @inlinable @inline(__always) mutating func reserve(_ more: Int) {
    if capacity &- used < more { grow(more) }
  }

  @inline(never) @usableFromInline mutating func grow(_ more: Int) {
    let larger = max(capacity * 2, used + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: start, count: used)
    start.deallocate()
    start = moved
    capacity = larger
  }

  /// One byte as it is.
  @inlinable @inline(__always) public mutating func byte(_ byte: UInt8) {
    reserve(1)
    start[used] = byte
    used &+= 1
  }

  /// A literal as it is, such as `"{ \"$timestamp\": "`. Not named `raw`, where literals would become `String`s.
  @inlinable @inline(__always) public mutating func literal(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    reserve(length)
    (start + used).update(from: text.utf8Start, count: length)
    used &+= length
  }

  /// Bytes as they are.
  public mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (start + used).update(from: source, count: bytes.count)
    used &+= bytes.count
  }

  /// Text as it is: for what is JSON already.
  public mutating func raw(_ text: String) {
    var text = text
    text.withUTF8 { raw($0) }
  }

  /// A line feed and two spaces for each level.
  @inlinable @inline(__always) public mutating func newline(indent level: Int) {
    let spaces = level &* 2
    reserve(spaces &+ 9)
    start[used] = 0x0A
    let line = UnsafeMutableRawPointer(start + used + 1)
    var done = 0
    // Eight at a time; the room past the last is reserved, and overwritten by what follows.
    while done < spaces {
      line.storeBytes(of: 0x2020_2020_2020_2020, toByteOffset: done, as: UInt64.self)
      done &+= 8
    }
    used &+= spaces &+ 1
  }

  /// An integer.
  public mutating func integer(_ value: Int64) {
    reserve(20)
    var magnitude = value.magnitude
    if value < 0 {
      start[used] = 0x2D
      used &+= 1
    }
    var digits = 1
    var bound: UInt64 = 10
    while digits < 19, magnitude >= bound {
      digits &+= 1
      bound = bound &* 10
    }
    var place = digits
    while place > 0 {
      place &-= 1
      let (rest, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
      start[used &+ place] = UInt8(truncatingIfNeeded: digit) | 0x30
      magnitude = rest
    }
    used &+= digits
  }
}
