internal import Platform

/// Reads loose objects: a zlib stream of `blob 12`, NUL and the bytes (git's `gitrepository-layout`). For one thread at
/// a time.
///
/// As `PackReader`, only what is plain: what is not here, damaged or beyond the limits is nil.
final class LooseObjects {
  private let folder: String
  private let inflater: Inflater
  private var space = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  private static let longestHeader = 32

  /// - Parameter objects: the repository's `objects` folder.
  /// - Returns: nil without memory.
  init?(objects: String) {
    guard let inflater = Inflater() else { return nil }
    folder = objects
    self.inflater = inflater
  }

  deinit { space.deallocate() }

  func object(_ id: ObjectID) -> PackedObject? {
    let name = id.description
    guard let file = try? Files.readIfPresent("\(folder)/\(name.prefix(2))/\(name.dropFirst(2))") else {
      return nil
    }
    guard let count = inflate(file), count > 0 else { return nil }
    let bytes = UnsafeRawBufferPointer(rebasing: space[..<count])
    guard let end = bytes.prefix(Self.longestHeader).firstIndex(of: 0) else { return nil }
    let header = bytes[..<end].split(separator: 0x20)
    guard header.count == 2, let kind = Self.kind(header[0]), header[1].allSatisfy({ $0 &- 0x30 < 10 }),
      header[1].reduce(0, { $0 &* 10 &+ Int($1) - 0x30 }) == count - end - 1
    else { return nil }
    return PackedObject(kind: kind, bytes: Array(bytes[(end + 1)...]))
  }

  /// The stream's length is not known before: the space grows until it fits.
  private func inflate(_ file: [UInt8]) -> Int? {
    var size = max(space.count, 4_096)
    while size <= PackReader.sizeLimit + Self.longestHeader {
      if space.count < size {
        space.deallocate()
        space = .allocate(byteCount: size, alignment: 1)
      }
      switch file.withUnsafeBytes({ inflater.inflate($0, intoAtMost: space) }) {
      case .done(let count): return count
      case .tooShort: size = min(size * 4, max(size + 1, PackReader.sizeLimit + Self.longestHeader))
      case .damaged: return nil
      }
    }
    return nil
  }

  private static func kind(_ word: Slice<UnsafeRawBufferPointer>) -> ObjectKind? {
    switch String(decoding: word, as: UTF8.self) {
    case "commit": .commit
    case "tree": .tree
    case "blob": .blob
    case "tag": .tag
    default: nil
    }
  }
}
