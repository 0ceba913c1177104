/// Bases of deltas, since those of neighbours have them in common.
///
/// A walk over history comes back to the same chain after thousands of other objects, for the next version of a
/// document or folder. To keep all versions on the way to each would take the memory of all history; so every eighth
/// of a chain is kept for long, in a table of its own, and those close to what was asked for as long as there is room.
struct BaseCache {
  private var near = Table(limit: 8 << 20)
  private var anchors = Table(limit: 24 << 20)
  /// Folders of thousands of entries, of which a walk needs the last few; they would push out all others.
  private var large = Table(limit: 8 << 20)
  private static let largest = 256 << 10
  private static let small = 4 << 10

  /// Whether an object so many deltas away from a whole one is kept for long.
  static func isAnchor(_ depth: Int) -> Bool { depth & 7 == 0 }

  func object(at offset: Int, in pack: Int) -> (object: PackedObject, depth: Int)? {
    near.object(at: offset, in: pack) ?? anchors.object(at: offset, in: pack)
      ?? large.object(at: offset, in: pack)
  }

  mutating func remember(_ object: PackedObject, depth: Int, at offset: Int, in pack: Int, isNear: Bool) {
    let count = object.bytes.count
    if count > Self.small {
      if count <= Self.largest, isNear { large.put(object, depth, offset, pack) }
    } else if Self.isAnchor(depth) {
      anchors.put(object, depth, offset, pack)
    } else {
      near.put(object, depth, offset, pack)
    }
  }

  /// Each place is taken by the last that fits there; grows with what is put in, up to a limit.
  private struct Table {
    private struct Slot {
      var pack = 0
      /// No object begins at 0.
      var offset = 0
      var depth = 0
      var object = PackedObject(kind: .blob, bytes: [])
    }

    private static let mostSlots = 32_768
    private let limit: Int
    private var slots: [Slot] = []
    private var used = 0
    private var size = 0
    /// Where the next ones go from, one after the other, when there are too many bytes.
    private var oldest = 0

    init(limit: Int) { self.limit = limit }

    func object(at offset: Int, in pack: Int) -> (object: PackedObject, depth: Int)? {
      guard !slots.isEmpty else { return nil }
      let place = spot(offset, pack)
      guard slots[place].offset == offset, slots[place].pack == pack else { return nil }
      return (slots[place].object, slots[place].depth)
    }

    mutating func put(_ object: PackedObject, _ depth: Int, _ offset: Int, _ pack: Int) {
      if used * 2 >= slots.count, slots.count < Self.mostSlots { grow() }
      while size + object.bytes.count > limit { clear(next()) }
      let place = spot(offset, pack)
      clear(place)
      used += 1
      size += object.bytes.count
      slots[place] = Slot(pack: pack, offset: offset, depth: depth, object: object)
    }

    private mutating func next() -> Int {
      oldest = (oldest + 1) & (slots.count - 1)
      return oldest
    }

    private mutating func clear(_ place: Int) {
      guard slots[place].offset != 0 else { return }
      used -= 1
      size -= slots[place].object.bytes.count
      slots[place] = Slot()
    }

    private mutating func grow() {
      let old = slots
      slots = [Slot](repeating: Slot(), count: max(256, old.count * 2))
      used = 0
      size = 0
      for slot in old where slot.offset != 0 {
        let place = spot(slot.offset, slot.pack)
        clear(place)
        used += 1
        size += slot.object.bytes.count
        slots[place] = slot
      }
    }

    private func spot(_ offset: Int, _ pack: Int) -> Int {
      let mixed = (UInt(bitPattern: offset) &+ UInt(bitPattern: pack) &* 0x1F123BB5) &* 0x9E37_79B9_7F4A_7C15
      return Int(mixed >> 32) & (slots.count - 1)
    }
  }
}
