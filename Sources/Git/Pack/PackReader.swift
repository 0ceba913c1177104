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
  private var delta = ByteSpace()
  private var passed = ByteSpace()
  private var next = ByteSpace()

  /// nil without memory.
  init?(_ set: PackSet) {
    guard let inflater = Inflater() else { return nil }
    packs = set.packs
    self.inflater = inflater
  }

  deinit {
    delta.deallocate()
    passed.deallocate()
    next.deallocate()
  }

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
    /// How many deltas lead from a whole object to `object`.
    var depth: Int
    while true {
      // A base that was read lately ends the way down.
      if let known = bases.object(at: position, in: number) {
        object = known.object
        depth = known.depth
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
      depth = 0
      if !chain.isEmpty {
        bases.remember(object, depth: 0, at: position, in: number, isNear: chain.count < 4)
      }
      break
    }
    // What is only passed on the way is made in two spaces that take turns, and never becomes an array.
    var isInSpace = false
    for left in chain.indices.reversed() {
      let link = chain[left]
      depth += 1
      let isNear = left <= Self.nearest
      guard isNear || BaseCache.isAnchor(depth) else {
        guard pass(link.entry, of: pack, from: isInSpace ? nil : object.bytes) else { return nil }
        isInSpace = true
        continue
      }
      guard let bytes = make(link.entry, of: pack, from: isInSpace ? nil : object.bytes) else { return nil }
      isInSpace = false
      object.bytes = bytes
      bases.remember(object, depth: depth, at: link.offset, in: number, isNear: isNear)
    }
    return object
  }

  /// Bases of what was asked for that are likely to be asked for next: a walk over history takes one after the other.
  private static let nearest = 3

  /// Makes an object of its base, or of what lies in the first space.
  private func make(_ entry: PackFile.Entry, of pack: PackFile, from base: [UInt8]?) -> [UInt8]? {
    guard let delta = inflate(entry, of: pack) else { return nil }
    if let base {
      return base.withUnsafeBytes { Delta.apply(delta, to: $0, limit: Self.sizeLimit) }
    }
    return Delta.apply(delta, to: passed.bytes, limit: Self.sizeLimit)
  }

  /// The same into the first space.
  private func pass(_ entry: PackFile.Entry, of pack: PackFile, from base: [UInt8]?) -> Bool {
    guard let delta = inflate(entry, of: pack) else { return false }
    let isWhole =
      if let base {
        base.withUnsafeBytes { Delta.apply(delta, to: $0, limit: Self.sizeLimit, into: &next) }
      } else {
        Delta.apply(delta, to: passed.bytes, limit: Self.sizeLimit, into: &next)
      }
    if isWhole { swap(&passed, &next) }
    return isWhole
  }

  private func inflate(_ entry: PackFile.Entry, of pack: PackFile) -> UnsafeRawBufferPointer? {
    delta.resize(to: entry.size)
    return inflater.inflate(pack.bytes(from: entry.start), into: delta.space)
      ? delta.bytes : nil
  }
}

/// An object as a pack gave it.
struct PackedObject {
  var kind: ObjectKind
  var bytes: [UInt8]
}
