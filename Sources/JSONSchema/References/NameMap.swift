/// Numbers by name: a hash table of its own, since a dictionary's metadata costs a short program more than all its names.
/// Few, which is the rule, are searched one by one.
struct NameMap: Sendable {
  private var entries: [(name: [UInt8], hash: Int, number: Int)] = []
  /// Places in `entries`, -1 for none; open addressing, at most half full. Empty while there are few.
  private var slots: [Int32] = []
  private static let fewest = 32

  subscript(_ name: [UInt8]) -> Int? {
    place(of: name, slots.isEmpty ? 0 : Self.hash(name)).map { entries[$0].number }
  }

  /// The first number of a name holds.
  ///
  /// - Returns: whether the name is new.
  @discardableResult
  mutating func insert(_ name: [UInt8], _ number: Int) -> Bool {
    let hash = Self.hash(name)
    guard place(of: name, hash) == nil else { return false }
    entries.append((name, hash, number))
    if entries.count > Self.fewest {
      if entries.count * 2 > slots.count { makeSlots() } else { enter(entries.count - 1) }
    }
    return true
  }

  private func place(of name: [UInt8], _ hash: Int) -> Int? {
    guard !slots.isEmpty else { return entries.firstIndex { $0.name == name } }
    var slot = hash & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if entries[place].hash == hash, entries[place].name == name { return place }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func makeSlots() {
    slots = [Int32](repeating: -1, count: max(128, slots.count * 4))
    for place in entries.indices { enter(place) }
  }

  private mutating func enter(_ place: Int) {
    var slot = entries[place].hash & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(place)
  }

  /// Seeded: names are not to be made so that they collide.
  private static func hash(_ name: [UInt8]) -> Int {
    var hasher = Hasher()
    name.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
