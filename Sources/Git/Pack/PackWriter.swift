internal import CZlib
internal import Diagnostics
internal import Hashing
internal import Platform

/// Writes many objects at once as one self-contained pack with its index (git's `gitformat-pack`, version 2 of both).
///
/// A loose object costs two fsyncs; a pack costs five in all. Entries are whole, without deltas: git's own gc makes
/// those. Nothing is visible before `publish`; files lie under `.git/funnel/` until then, since `git gc --prune=now`
/// deletes strange files in `objects/pack`.
public final class PackWriter {
  private struct Entry {
    let id: ObjectID
    let offset: Int
    let crc: UInt32
  }

  private let repository: Repository
  private let temporary: String
  private let file: FileWriter
  private var entries: [Entry] = []
  private var known = Set<ObjectID>()
  private var offset = 12
  private let hash = SHA1Stream()
  private var deflater = z_stream()
  private var compressed: [UInt8] = []
  private var isPublished = false

  /// - Parameter stateDirectory: `.git/funnel`.
  public init(in repository: Repository, stateDirectory: String) throws(GitError) {
    self.repository = repository
    temporary = stateDirectory + "/pack-\(Environment.processIdentifier)"
    let path = temporary + ".pack"
    file = try filing { () throws(FileError) in
      try Files.makeDirectories(stateDirectory)
      try Files.remove(path)
      return try FileWriter(creating: path)
    }
    // Level 1: git's gc compresses again anyway.
    guard deflateInit_(&deflater, 1, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw GitError("git/pack", "zlib cannot be started", kind: .bug)
    }
    try filing { () throws(FileError) in try file.write(Array("PACK".utf8) + [0, 0, 0, 2, 0, 0, 0, 0]) }
  }

  deinit {
    deflateEnd(&deflater)
    if !isPublished { _ = try? Files.remove(temporary + ".pack") }
  }

  public var count: Int { entries.count }

  /// Adds an object; one that is in the pack already costs its hash only.
  @discardableResult
  public func add(_ kind: ObjectKind, _ bytes: [UInt8]) throws(GitError) -> ObjectID {
    let id = id(of: kind, bytes)
    guard known.insert(id).inserted else { return id }
    let code: UInt8 =
      switch kind {
      case .commit: 1
      case .tree: 2
      case .blob: 3
      case .tag: 4
      }
    var size = bytes.count
    var header: [UInt8] = [code << 4 | UInt8(size & 15)]
    size >>= 4
    while size > 0 {
      header[header.count - 1] |= 0x80
      header.append(UInt8(size & 0x7F))
      size >>= 7
    }
    try deflate(bytes)
    var crc = crc32(0, nil, 0)
    crc = header.withUnsafeBufferPointer { crc32(crc, $0.baseAddress, UInt32($0.count)) }
    crc = compressed.withUnsafeBufferPointer { crc32(crc, $0.baseAddress, UInt32($0.count)) }
    entries.append(Entry(id: id, offset: offset, crc: UInt32(truncatingIfNeeded: crc)))
    try filing { () throws(FileError) in
      try file.write(header)
      try file.write(compressed)
    }
    offset += header.count + compressed.count
    return id
  }

  private func id(of kind: ObjectKind, _ bytes: [UInt8]) -> ObjectID {
    let name: StaticString =
      switch kind {
      case .commit: "commit "
      case .tree: "tree "
      case .blob: "blob "
      case .tag: "tag "
      }
    name.withUTF8Buffer { hash.update(UnsafeRawBufferPointer($0)) }
    hash.update(Array(String(bytes.count).utf8) + [0])
    hash.update(bytes)
    return hash.finish().withUnsafeBytes { buffer in buffer.baseAddress.map { ObjectID($0) } ?? .zero }
  }

  private func deflate(_ bytes: [UInt8]) throws(GitError) {
    deflateReset(&deflater)
    let bound = Int(deflateBound(&deflater, UInt(bytes.count)))
    var source = bytes
    var outcome: Int32 = Z_OK
    compressed = [UInt8](unsafeUninitializedCapacity: bound) { space, count in
      source.withUnsafeMutableBufferPointer { input in
        deflater.next_in = input.baseAddress
        deflater.avail_in = UInt32(input.count)
        deflater.next_out = space.baseAddress
        deflater.avail_out = UInt32(space.count)
        outcome = CZlib.deflate(&deflater, Z_FINISH)
        count = space.count - Int(deflater.avail_out)
      }
    }
    if outcome != Z_STREAM_END { throw GitError("git/pack", "zlib failed (\(outcome))", kind: .bug) }
  }

  /// Ends the pack and moves it where git finds it, durable. Nothing refers to its objects yet.
  ///
  /// - Returns: the pack's name below `objects/pack`.
  public func publish() throws(GitError) -> String {
    var count: [UInt8] = []
    count.appendBigEndian(UInt32(entries.count))
    let trailer = SHA1Stream()
    let bytes = count
    try filing { () throws(FileError) in
      try file.flush()
      try file.overwriteStart(Array("PACK".utf8) + [0, 0, 0, 2] + bytes)
      try file.readBack { trailer.update($0) }
    }
    let checksum = trailer.finish()
    let name = "pack-" + checksum.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let folder = repository.commonDirectory + "/objects/pack"
    let index = index(checksum: checksum)
    try filing { () throws(FileError) in
      try file.write(checksum)
      try file.finish()
      try Files.remove(temporary + ".idx")
      try Files.write(index, to: temporary + ".idx", exclusive: true, durable: true, mode: 0o444)
      try Files.makeDirectories(folder)
      try Files.rename(temporary + ".pack", to: folder + "/" + name + ".pack")
      try Files.rename(temporary + ".idx", to: folder + "/" + name + ".idx")
      try Files.synchronizeDirectory(folder)
    }
    isPublished = true
    return name
  }

  /// Version 2: fan-out table, ids, CRCs, offsets, big offsets, checksums.
  private func index(checksum: [UInt8]) -> [UInt8] {
    let sorted = entries.sorted { $0.id < $1.id }
    var result: [UInt8] = [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]
    result.reserveCapacity(1100 + sorted.count * 28)
    var next = 0
    for first in 0..<256 {
      while next < sorted.count, Int(sorted[next].id.firstByte) <= first { next += 1 }
      result.appendBigEndian(UInt32(next))
    }
    for entry in sorted { entry.id.append(to: &result) }
    for entry in sorted { result.appendBigEndian(entry.crc) }
    var big: [Int] = []
    for entry in sorted {
      if entry.offset < 1 << 31 {
        result.appendBigEndian(UInt32(entry.offset))
      } else {
        result.appendBigEndian(0x8000_0000 | UInt32(big.count))
        big.append(entry.offset)
      }
    }
    for offset in big {
      result.appendBigEndian(UInt32(offset >> 32))
      result.appendBigEndian(UInt32(offset & 0xFFFF_FFFF))
    }
    result += checksum
    let digest = result.withUnsafeBytes { Digest.sha1($0) }
    return result + digest
  }
}

extension ObjectID {
  fileprivate static func < (left: ObjectID, right: ObjectID) -> Bool { left.sortKey < right.sortKey }
}
