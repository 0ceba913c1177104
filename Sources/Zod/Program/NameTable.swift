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

  /// Length, the first and the last bytes: names of one object seldom share them all, and a clash only costs a look.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var value = UInt64(truncatingIfNeeded: name.count)
    for index in 0..<min(name.count, 8) { value = value &* 31 &+ UInt64(name[index]) }
    if name.count > 8 {
      for index in max(8, name.count - 8)..<name.count { value = value &* 31 &+ UInt64(name[index]) }
    }
    return Int(truncatingIfNeeded: (value ^ value >> 15) & 0x7FFF_FFFF)
  }
}
