internal import Platform

/// One pack and its index, mapped; version 2 of both, with SHA-1 (git's `gitformat-pack`). Any thread may look.
///
/// Its bytes are not trusted: each place is checked before it is read, and what is wrong is nil.
final class PackFile: Sendable {
  /// An object as its pack holds it.
  struct Entry {
    enum Form {
      case whole(ObjectKind)
      /// Where its base begins.
      case delta(base: Int)
    }

    var form: Form
    /// Inflated.
    var size: Int
    /// Where the zlib stream begins.
    var start: Int
  }

  private static let idSize = 20
  private static let headerSize = 12
  private static let tableStart = 8 + 256 * 4

  private let index: MappedFile
  private let pack: MappedFile
  private let count: Int
  /// Where the objects end and the checksum begins.
  private let end: Int

  /// - Parameter path: without `.pack` and `.idx`.
  /// - Returns: nil when one of them is not there, of another version, or not the other's.
  init?(_ path: String) {
    guard let index = try? MappedFile(path + ".idx"), let pack = try? MappedFile(path + ".pack") else {
      return nil
    }
    self.index = index
    self.pack = pack
    end = pack.bytes.count - Self.idSize
    guard end >= Self.headerSize, index.bytes.count >= Self.tableStart + 2 * Self.idSize,
      pack.bytes.word(0) == 0x5041_434B, pack.bytes.word(4) == 2, index.bytes.word(0) == 0xFF74_4F63,
      index.bytes.word(4) == 2
    else { return nil }
    count = Int(index.bytes.word(8 + 255 * 4))
    var last: UInt32 = 0
    for first in 0..<256 {
      let next = index.bytes.word(8 + first * 4)
      guard next >= last else { return nil }
      last = next
    }
    guard count == Int(pack.bytes.word(8)),
      index.bytes.count >= Self.tableStart + count * (Self.idSize + 8) + 2 * Self.idSize,
      UnsafeRawBufferPointer(rebasing: pack.bytes[end...]).elementsEqual(
        UnsafeRawBufferPointer(rebasing: index.bytes.suffix(2 * Self.idSize).prefix(Self.idSize)))
    else { return nil }
  }

  /// Where an object begins; nil when it is not here.
  func offset(of id: ObjectID) -> Int? {
    guard let base = index.bytes.baseAddress else { return nil }
    let first = Int(id.firstByte)
    var low = first == 0 ? 0 : Int(index.bytes.word(8 + (first - 1) * 4))
    var high = Int(index.bytes.word(8 + first * 4))
    let wanted = id.sortKey
    // Ids are spread evenly, so that the bits behind the first byte tell nearly where: a look a little before that
    // place and one behind it leave few rows, which lie together. Each look elsewhere misses the processor's cache.
    let width = high - low
    let place = low + Int((((wanted.0 << 8) >> 32) &* UInt64(width)) >> 32)
    let margin = width < 64 ? 0 : Int(Double(width).squareRoot() / 2) + 1
    var look = margin == 0 ? 2 : 0
    // The fan-out rises up to `count`, so that no row lies outside.
    while low < high {
      var middle = (low + high) / 2
      if look < 2 {
        middle = min(max(look == 0 ? place - margin : place + margin, low), high - 1)
        look += 1
      }
      let found = ObjectID(base + Self.tableStart + middle * Self.idSize).sortKey
      if found == wanted { return offset(row: middle) }
      if found < wanted { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  private func offset(row: Int) -> Int? {
    let offsets = Self.tableStart + count * (Self.idSize + 4)
    let short = index.bytes.word(offsets + row * 4)
    if short & 0x8000_0000 == 0 { return Int(short) }
    let place = offsets + count * 4 + Int(short & 0x7FFF_FFFF) * 8
    guard place + 8 <= index.bytes.count - 2 * Self.idSize else { return nil }
    return Int(exactly: UInt64(index.bytes.word(place)) << 32 | UInt64(index.bytes.word(place + 4)))
  }

  /// What begins at an offset.
  ///
  /// - Returns: nil where that is outside, or can be no object; so the size is one that the bytes there can give.
  func entry(at offset: Int) -> Entry? {
    guard offset >= Self.headerSize, offset < end else { return nil }
    var cursor = ByteCursor(UnsafeRawBufferPointer(rebasing: pack.bytes[..<end]), at: offset)
    guard let first = cursor.byte() else { return nil }
    var size = Int(first & 0xF)
    if first & 0x80 != 0 {
      guard let whole = cursor.continued(size, shift: 4) else { return nil }
      size = whole
    }
    let form: Entry.Form
    switch first >> 4 & 7 {
    case 1: form = .whole(.commit)
    case 2: form = .whole(.tree)
    case 3: form = .whole(.blob)
    case 4: form = .whole(.tag)
    case 6:
      guard let distance = Self.distance(&cursor), distance > 0, distance <= offset - Self.headerSize else {
        return nil
      }
      form = .delta(base: offset - distance)
    case 7:
      guard let id = cursor.bytes(Self.idSize), let base = self.offset(of: ObjectID(id)) else { return nil }
      form = .delta(base: base)
    default: return nil
    }
    // Deflate's best is 1,032 to 1.
    guard size / 1_032 <= end - cursor.position else { return nil }
    return Entry(form: form, size: size, start: cursor.position)
  }

  /// How far back a base lies: seven bits a byte, the highest first, one added at each.
  private static func distance(_ cursor: inout ByteCursor) -> Int? {
    guard var byte = cursor.byte() else { return nil }
    var value = Int(byte & 0x7F)
    while byte & 0x80 != 0 {
      guard value < 1 << 48, let next = cursor.byte() else { return nil }
      byte = next
      value = (value + 1) << 7 | Int(byte & 0x7F)
    }
    return value
  }

  /// The bytes from there to the last object's end.
  func bytes(from start: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: pack.bytes[min(max(start, 0), end)..<end])
  }
}

extension UnsafeRawBufferPointer {
  /// A big-endian word.
  ///
  /// - Precondition: it lies inside.
  fileprivate func word(_ place: Int) -> UInt32 {
    UInt32(bigEndian: loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }
}
