import Hashing
import Platform
import TestSupport
import Testing

@testable import Git

/// Packs that nobody should have made: the answer is nothing or an error, never a crash, never bytes beyond the end.
struct HostilePackTests {
  @Test("packs and indexes cut short anywhere", arguments: [false, true])
  func cut(basesByID: Bool) throws {
    let forged = try Forged(basesByID: basesByID)
    var random = Seeds.generator(71)
    for file in [\Forged.pack, \Forged.index] {
      let whole = forged[keyPath: file]
      for round in 0..<100 {
        var copy = forged
        let count = round < 30 ? round : Int.random(in: 0..<whole.count, using: &random)
        copy[keyPath: file] = Array(whole.prefix(count))
        try copy.readAll(sealing: false)
        try copy.readAll(sealing: true)
      }
    }
  }

  @Test("flipped bits, with and without checksums that fit", arguments: [false, true])
  func flipped(basesByID: Bool) throws {
    let forged = try Forged(basesByID: basesByID)
    for round in 0..<400 {
      var random = Seeds.generator(72, case: round)
      var copy = forged
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        if Bool.random(using: &random) {
          copy.pack[Int.random(in: 0..<copy.pack.count, using: &random)] ^=
            1 << UInt8.random(in: 0...7, using: &random)
        } else {
          // The tables in front matter more than the many ids.
          let end = Bool.random(using: &random) ? 1_100 : copy.index.count
          copy.index[Int.random(in: 0..<end, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
        }
      }
      try copy.readAll(sealing: round % 2 == 0)
    }
  }

  @Test("damage in a pack is told")
  func damaged() throws {
    let folder = try GitFolder()
    try folder.fill(commits: 2)
    try folder.git("gc", "-q")
    let id = try #require(ObjectID(hex: try folder.git("rev-parse", "HEAD:noise")))
    let packs = folder.folder.path + "/.git/objects/pack/"
    let name = try #require(try Files.list(packs).first { $0.hasSuffix(".pack") })
    var bytes = try Files.read(packs + name)
    for place in (bytes.count / 2)..<(bytes.count / 2 + 400) { bytes[place] ^= 0x55 }
    try Files.remove(packs + name)
    try Files.write(bytes, to: packs + name)
    let reader = ObjectReader(try folder.repository())
    #expect(throws: GitError.self) { try reader.blob(id) }
  }

  @Test(
    "deltas that lie",
    arguments: [
      ([3, 3, 0x90, 3], [1, 2, 3]),
      ([3, 4, 0x90, 3, 1, 9], [1, 2, 3, 9]),
      ([3, 2, 0x91, 1, 2], [2, 3]),
      // Another base, beyond the base, beyond the result, too little, nothing inserted, cut short, an endless size.
      ([4, 3, 0x90, 3], nil), ([3, 3, 0x91, 1, 3], nil), ([3, 2, 0x90, 3], nil), ([3, 4, 0x90, 3], nil),
      ([3, 1, 0], nil), ([3, 3, 3, 1], nil), ([3, 3, 0x91], nil), ([3], nil), ([], nil), ([3, 3], nil),
      ([3, 3, 0x80], nil), ([3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1], nil),
      ([3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], nil),
      ([3, 3, 0xFF, 255, 255, 255, 255, 255, 255, 255], nil),
    ] as [([UInt8], [UInt8]?)])
  func deltas(_ delta: [UInt8], _ expected: [UInt8]?) {
    let base: [UInt8] = [1, 2, 3]
    let made = delta.withUnsafeBytes { delta in
      base.withUnsafeBytes { Delta.apply(delta, to: $0, limit: PackReader.sizeLimit) }
    }
    #expect(made == expected)
  }

  @Test("bases that go in a circle, or name themselves")
  func circle() throws {
    let first = Forged.id(1)
    let second = Forged.id(2)
    let stream = Forged.stored([3, 3, 0x90, 3])
    // Deltas by id (type 7) of four bytes.
    let one = [0x74] + second.bytes + stream
    let two = [0x74] + first.bytes + stream
    let forged = Forged(entries: [
      (first, one), (second, two), (Forged.id(3), [0x74] + Forged.id(3).bytes + stream),
    ])
    let reader = try forged.reader(sealing: true)
    for number in 1...3 { #expect(reader.object(Forged.id(UInt8(number))) == nil) }
    // The same way of writing packs makes one that is right.
    let right = Forged(entries: [(first, [0x33] + Forged.stored([7, 8, 9])), (second, two)])
    #expect(try right.reader(sealing: true).object(second)?.bytes == [7, 8, 9])
  }

  @Test("sizes that no stream can have")
  func sizes() throws {
    // A blob of 2^55 bytes; one of 60 MB in a few bytes; one that is longer or shorter than it says.
    let stream = Forged.stored([7, 8, 9])
    let entries: [[UInt8]] = [
      [0xBF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F] + stream, [0xB0, 0x80, 0x80, 0x80, 0x02] + stream,
      [0x32] + stream, [0x34] + stream, [0x33], [0x03] + stream, [0x53] + stream, [0x63, 0x7F] + stream,
      [0x63, 0] + stream, [0x63, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F] + stream,
    ]
    let forged = Forged(entries: entries.enumerated().map { (Forged.id(UInt8($0.offset)), $0.element) })
    let reader = try forged.reader(sealing: true)
    for number in entries.indices {
      #expect(reader.object(Forged.id(UInt8(number))) == nil, "entry \(number)")
    }
  }
}

/// A pack and its index as bytes that can be spoilt.
private struct Forged {
  var pack: [UInt8]
  var index: [UInt8]
  let ids: [ObjectID]

  /// Of a repository with deltas.
  init(basesByID: Bool) throws {
    let folder = try GitFolder()
    try folder.fill(commits: 8)
    try folder.git("rm", "-q", "noise")
    try folder.git("-c", "repack.useDeltaBaseOffset=\(!basesByID)", "repack", "-adfq")
    let packs = folder.folder.path + "/.git/objects/pack/"
    let name = try #require(try Files.list(packs).first { $0.hasSuffix(".pack") }).dropLast(5)
    pack = try Files.read(packs + name + ".pack")
    index = try Files.read(packs + name + ".idx")
    ids = try folder.allObjects().map(\.id)
  }

  init(entries: [(id: ObjectID, bytes: [UInt8])]) {
    pack = Array("PACK".utf8) + [0, 0, 0, 2, 0, 0, 0, UInt8(entries.count)]
    index = [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]
    ids = entries.map(\.id)
    for first in 0..<256 {
      index += [0, 0, 0, UInt8(entries.count { Int($0.id.bytes[0]) <= first })]
    }
    index += entries.flatMap(\.id.bytes) + [UInt8](repeating: 0, count: 4 * entries.count)
    for entry in entries {
      index += [0, 0, UInt8(pack.count >> 8), UInt8(pack.count & 255)]
      pack += entry.bytes
    }
    pack += [UInt8](repeating: 0, count: 20)
    index += [UInt8](repeating: 0, count: 40)
  }

  static func id(_ number: UInt8) -> ObjectID {
    [UInt8](repeating: number, count: 20).withUnsafeBytes { $0.baseAddress.map { ObjectID($0) } ?? .zero }
  }

  /// A zlib stream of one stored block.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var low = 1
    var high = 0
    for byte in bytes {
      low = (low + Int(byte)) % 65_521
      high = (high + low) % 65_521
    }
    let count = UInt8(bytes.count)
    return [0x78, 0x01, 1, count, 0, ~count, 0xFF] + bytes
      + [UInt8(high >> 8), UInt8(high & 255), UInt8(low >> 8), UInt8(low & 255)]
  }

  /// - Parameter sealing: write checksums that fit, so that the tables are looked at.
  func reader(sealing: Bool) throws -> PackReader {
    let sandbox = try Sandbox()
    var pack = pack
    var index = index
    if sealing, pack.count >= 20, index.count >= 40 {
      pack.replaceSubrange((pack.count - 20)..., with: pack.dropLast(20).withUnsafeBytes { Digest.sha1($0) })
      index.replaceSubrange((index.count - 40)..<(index.count - 20), with: pack.suffix(20))
    }
    try Files.makeDirectories(sandbox("pack"))
    try Files.write(pack, to: sandbox("pack/pack-1.pack"))
    try Files.write(index, to: sandbox("pack/pack-1.idx"))
    // The files go with the sandbox; mapped they stay.
    let reader = PackReader(PackSet(objects: sandbox.path))
    return try withExtendedLifetime(sandbox) { try #require(reader) }
  }

  /// Reads all; what comes of it is of no interest.
  func readAll(sealing: Bool) throws {
    let reader = try reader(sealing: sealing)
    for id in ids { _ = reader.object(id) }
  }
}
