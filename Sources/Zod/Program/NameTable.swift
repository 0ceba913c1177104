/// Finds the place of a name among many, by its bytes.
struct NameTable: Sendable {
  private var names: [[UInt8]] = []
  /// Place plus one, 0 for none; twice as many slots as names at least, and a power of two.
  private var slots: [UInt32] = [0]

  init() {}

  init(_ names: [[UInt8]]) {
    self.names = names
    var size = 2
    while size < names.count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    for (place, name) in names.enumerated() {
      var slot = name.withUnsafeBufferPointer(Self.hash) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt32(place + 1)
    }
  }

  func place(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    let mask = slots.count - 1
    var slot = Self.hash(name) & mask
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      if names[place].count == name.count, names[place].elementsEqual(name) { return place }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Of all bytes, from a start that no schema can know: names are not to be made so that they clash.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var value = seed ^ UInt64(truncatingIfNeeded: name.count)
    var index = 0
    let bytes = UnsafeRawBufferPointer(name)
    while index + 8 <= bytes.count {
      value = mixed(value ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(bytes[index])
      index += 1
    }
    return Int(truncatingIfNeeded: mixed(value ^ rest) & 0x7FFF_FFFF)
  }

  private static let seed = UInt64.random(in: .min ... .max)
  private static let factor = UInt64.random(in: .min ... .max) | 0x1_0000_0001

  @inline(__always) private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }
}
