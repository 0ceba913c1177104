/// Reads objects out of packs, resolving deltas. For one thread at a time; several may share the packs.
///
/// Only what is plain: everything unusual (an object that is not here, damage, a chain of deltas or an object beyond
/// the limits) is nil, and libgit2's to read or to explain.
final class PackReader {
  /// Git makes no longer chains (`pack.depth` ends at 4,095).
  static let chainLimit = 4_096
  /// Of an object in bytes, and of each delta on the way to it.
  static let sizeLimit = 64 << 20

  private let packs: [PackFile]
  private let inflater: Inflater
  private var bases = BaseCache()
  /// Where the last object was: its neighbours are likely there.
  private var last = 0
  private var chain: [(entry: PackFile.Entry, offset: Int)] = []
  private var delta = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  /// nil without memory.
  init?(_ set: PackSet) {
    guard let inflater = Inflater() else { return nil }
    packs = set.packs
    self.inflater = inflater
  }

  deinit { delta.deallocate() }

  func object(_ id: ObjectID) -> PackedObject? {
    guard let (number, offset) = find(id) else { return nil }
    return resolve(offset, in: number)
  }

  private func find(_ id: ObjectID) -> (pack: Int, offset: Int)? {
    guard last < packs.count else { return nil }
    if let offset = packs[last].offset(of: id) { return (last, offset) }
    for number in packs.indices where number != last {
      if let offset = packs[number].offset(of: id) {
        last = number
        return (number, offset)
      }
    }
    return nil
  }

  private func resolve(_ offset: Int, in number: Int) -> PackedObject? {
    let pack = packs[number]
    chain.removeAll(keepingCapacity: true)
    var position = offset
    var object: PackedObject
    while true {
      // A base that was read lately ends the way down.
      if let known = bases.object(at: position, in: number) {
        object = known
        break
      }
      guard let entry = pack.entry(at: position), entry.size <= Self.sizeLimit else { return nil }
      if case .delta(let base) = entry.form {
        // Also ends a circle, which only bases named by id can make.
        guard chain.count < Self.chainLimit else { return nil }
        chain.append((entry, position))
        position = base
        continue
      }
      guard case .whole(let kind) = entry.form,
        let bytes = inflater.inflate(pack.bytes(from: entry.start), size: entry.size)
      else { return nil }
      object = PackedObject(kind: kind, bytes: bytes)
      if !chain.isEmpty { bases.remember(object, at: position, in: number) }
      break
    }
    for left in chain.indices.reversed() {
      let link = chain[left]
      guard let bytes = apply(link.entry, of: pack, to: object.bytes) else { return nil }
      object.bytes = bytes
      if left > 0 { bases.remember(object, at: link.offset, in: number) }
    }
    return object
  }

  private func apply(_ entry: PackFile.Entry, of pack: PackFile, to base: [UInt8]) -> [UInt8]? {
    if delta.count < entry.size {
      delta.deallocate()
      delta = .allocate(byteCount: max(entry.size, 2 * delta.count, 4_096), alignment: 1)
    }
    let space = UnsafeMutableRawBufferPointer(rebasing: delta[..<entry.size])
    guard inflater.inflate(pack.bytes(from: entry.start), into: space) else { return nil }
    return base.withUnsafeBytes { Delta.apply(UnsafeRawBufferPointer(space), to: $0, limit: Self.sizeLimit) }
  }
}

/// An object as a pack gave it.
struct PackedObject {
  var kind: ObjectKind
  var bytes: [UInt8]
}

/// Bases of deltas, since those of neighbours have them in common. Each place of the table is taken by the last that
/// fits there.
private struct BaseCache {
  private struct Slot {
    var pack = 0
    /// No object begins at 0.
    var offset = 0
    var object = PackedObject(kind: .blob, bytes: [])
  }

  private static let count = 4_096
  /// Bigger ones would push out all others.
  private static let largest = 256 << 10
  private static let limit = 16 << 20

  /// Empty until there is one.
  private var slots: [Slot] = []
  private var size = 0
  /// Where the next ones go from, one after the other, when there are too many bytes.
  private var oldest = 0

  func object(at offset: Int, in pack: Int) -> PackedObject? {
    guard !slots.isEmpty else { return nil }
    let place = Self.place(offset, pack)
    guard slots[place].offset == offset, slots[place].pack == pack else { return nil }
    return slots[place].object
  }

  mutating func remember(_ object: PackedObject, at offset: Int, in pack: Int) {
    guard object.bytes.count <= Self.largest else { return }
    if slots.isEmpty { slots = [Slot](repeating: Slot(), count: Self.count) }
    while size + object.bytes.count > Self.limit {
      size -= slots[oldest].object.bytes.count
      slots[oldest] = Slot()
      oldest = (oldest + 1) % Self.count
    }
    let place = Self.place(offset, pack)
    size += object.bytes.count - slots[place].object.bytes.count
    slots[place] = Slot(pack: pack, offset: offset, object: object)
  }

  private static func place(_ offset: Int, _ pack: Int) -> Int {
    let mixed = (UInt(bitPattern: offset) &+ UInt(bitPattern: pack) &* 0x1F123BB5) &* 0x9E37_79B9_7F4A_7C15
    return Int(mixed >> 52)
  }
}
