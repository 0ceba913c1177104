internal import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#endif

extension IndexFile {
  private static func damaged(_ what: String) -> GitError {
    GitError(
      "git/index", "git's index is damaged: \(what)",
      hint: "rm .git/index && git reset rebuilds it from the last commit", kind: .io)
  }

  /// Reads an index file's bytes. The checksum is not verified, as git itself does not at each read.
  init(parsing bytes: [UInt8], modified: (seconds: Int64, nanoseconds: Int64)) throws(GitError) {
    guard bytes.count >= 32, bytes.starts(with: Array("DIRC".utf8)) else {
      throw IndexFile.damaged("it has no header")
    }
    let version = bytes.bigEndian32(at: 4)
    guard (2...4).contains(version) else {
      throw GitError(
        "git/index", "git's index has version \(version), which funnel does not know", kind: .configuration)
    }
    let count = Int(bytes.bigEndian32(at: 8))
    guard count <= bytes.count / 32 else { throw IndexFile.damaged("it names more entries than it holds") }
    let end = bytes.count - 20
    var next = 12
    var body: [UInt8] = []
    let spans: [Span]
    if version == 4 {
      spans = try IndexFile.expand(bytes, count: count, end: end, next: &next, into: &body)
    } else {
      spans = try IndexFile.scan(bytes, count: count, end: end, next: &next)
      body = Array(bytes[12..<next])
    }
    var extensions: [(signature: [UInt8], content: [UInt8])] = []
    while next + 8 <= end {
      let signature = Array(bytes[next..<(next + 4)])
      let length = Int(bytes.bigEndian32(at: next + 4))
      guard next + 8 + length <= end else { throw IndexFile.damaged("an extension is cut short") }
      try IndexFile.refuse(signature)
      extensions.append((signature, Array(bytes[(next + 8)..<(next + 8 + length)])))
      next += 8 + length
    }
    self.init(version: version, body: body, spans: spans, extensions: extensions, modified: modified)
  }

  /// An extension whose name starts with a small letter changes what the entries mean.
  private static func refuse(_ signature: [UInt8]) throws(GitError) {
    guard let first = signature.first, !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else {
      return
    }
    switch String(decoding: signature, as: UTF8.self) {
    case "link":
      throw GitError(
        "git/split-index", "git's index is split over two files, which funnel does not write",
        hint: "git update-index --no-split-index", kind: .configuration)
    case "sdir":
      throw GitError(
        "git/sparse-index", "git's index is sparse, which funnel does not write",
        hint: "git sparse-checkout reapply --no-sparse-index", kind: .configuration)
    case let name:
      throw GitError(
        "git/index", "git's index needs the extension \(name), which funnel does not know",
        kind: .configuration)
    }
  }

  /// Versions 2 and 3: fixed part, path, one to eight NULs up to a multiple of eight.
  private static func scan(_ bytes: [UInt8], count: Int, end: Int, next: inout Int) throws(GitError) -> [Span]
  {
    var spans: [Span] = []
    spans.reserveCapacity(count)
    for _ in 0..<count {
      let start = next
      guard start + 62 < end else { throw damaged("an entry is cut short") }
      let flags = UInt16(bytes[start + 60]) << 8 | UInt16(bytes[start + 61])
      let pathStart = start + (flags & 0x4000 != 0 ? 64 : 62)
      var length = Int(flags & 0xFFF)
      if length == 0xFFF {
        guard let stop = bytes[pathStart..<end].firstIndex(of: 0) else { throw damaged("a path has no end") }
        length = stop - pathStart
      }
      let entryEnd = start + ((pathStart - start + length + 8) & ~7)
      guard entryEnd <= end else { throw damaged("an entry is cut short") }
      spans.append(
        Span(
          start: Int32(start - 12), pathStart: Int32(pathStart - 12), pathLength: Int32(length),
          end: Int32(entryEnd - 12)))
      next = entryEnd
    }
    return spans
  }

  /// Version 4: paths share a prefix with the one before; written out in full here.
  private static func expand(
    _ bytes: [UInt8], count: Int, end: Int, next: inout Int, into body: inout [UInt8]
  ) throws(GitError) -> [Span] {
    var spans: [Span] = []
    spans.reserveCapacity(count)
    var path: [UInt8] = []
    for _ in 0..<count {
      guard next + 63 < end else { throw damaged("an entry is cut short") }
      let flags = UInt16(bytes[next + 60]) << 8 | UInt16(bytes[next + 61])
      let fixed = flags & 0x4000 != 0 ? 64 : 62
      var index = next + fixed
      // The offset encoding of git's varint.c: each further byte adds one.
      var byte = bytes[index]
      var strip = Int(byte & 0x7F)
      index += 1
      while byte & 0x80 != 0 {
        guard index < end, strip < 1 << 40 else { throw damaged("a path is mangled") }
        byte = bytes[index]
        strip = (strip + 1) << 7 | Int(byte & 0x7F)
        index += 1
      }
      guard strip <= path.count, index <= end, let stop = bytes[index..<end].firstIndex(of: 0) else {
        throw damaged("a path is mangled")
      }
      path.removeLast(strip)
      path += bytes[index..<stop]
      let start = body.count
      body += bytes[next..<(next + fixed)]
      let pathStart = body.count
      body += path
      repeat { body.append(0) } while (body.count - start) & 7 != 0
      spans.append(
        Span(
          start: Int32(start), pathStart: Int32(pathStart), pathLength: Int32(path.count),
          end: Int32(body.count)))
      next = stop + 1
    }
    return spans
  }
}
