internal import Diagnostics
internal import Hashing
public import Platform

#if canImport(Glibc)
  internal import Glibc
#endif

/// Git's index, read and rewritten as bytes.
///
/// libgit2 takes and drops the index's lock inside one call, so it cannot hold it over a write of ours; and it drops
/// extensions that it does not know. Here the entries stay the bytes that they are: a write copies runs of them and
/// splices in what changed. Format: git's `Documentation/gitformat-index`, versions 2 to 4.
public struct IndexFile: Sendable {
  /// One path's entry.
  public struct Entry: Sendable {
    public let path: String
    public let id: ObjectID
    public let mode: UInt32
    /// 0 normal; 1 to 3 the sides of a conflict.
    public let stage: Int
    public let isSkipWorktree: Bool
    public let isIntentToAdd: Bool
    let stat: [UInt32]

    /// Whether the file has not been touched since git looked at it, as far as its status tells.
    ///
    /// - Parameter indexTime: when the index was written; a file of that very moment may have changed unseen.
    public func matches(_ status: FileStatus, indexModified: (seconds: Int64, nanoseconds: Int64)) -> Bool {
      guard status.kind == .file, stat[9] == UInt32(truncatingIfNeeded: status.size),
        stat[2] == UInt32(truncatingIfNeeded: status.modifiedSeconds),
        stat[0] == UInt32(truncatingIfNeeded: status.changedSeconds),
        stat[5] == 0 || stat[5] == UInt32(truncatingIfNeeded: status.inode)
      else { return false }
      // Some implementations do not write nanoseconds; zero then says nothing.
      if stat[3] != 0, stat[3] != UInt32(truncatingIfNeeded: status.modifiedNanoseconds) { return false }
      return (status.modifiedSeconds, status.modifiedNanoseconds) < indexModified
    }
  }

  struct Span: Sendable {
    let start: Int32
    let pathStart: Int32
    let pathLength: Int32
    let end: Int32
  }

  let version: UInt32
  /// All entries in the layout of version 3 (fixed part, path, NUL padding), whatever the file's version is.
  let body: [UInt8]
  let spans: [Span]
  let extensions: [(signature: [UInt8], content: [UInt8])]
  /// When the file was written; zero for an index that is not there yet.
  public let modified: (seconds: Int64, nanoseconds: Int64)

  public var count: Int { spans.count }

  /// An index without entries.
  public static let empty = IndexFile(version: 2, body: [], spans: [], extensions: [], modified: (0, 0))

  init(
    version: UInt32, body: [UInt8], spans: [Span], extensions: [(signature: [UInt8], content: [UInt8])],
    modified: (seconds: Int64, nanoseconds: Int64)
  ) {
    self.version = version
    self.body = body
    self.spans = spans
    self.extensions = extensions
    self.modified = modified
  }

  /// Reads `path`; an absent file is an empty index.
  ///
  /// - Throws: `git/index` for a damaged one, `git/split-index` and `git/sparse-index` for kinds that are refused.
  public static func read(_ path: String) throws(GitError) -> IndexFile {
    let status = FileStatus.of(path)
    guard let bytes = try filing({ () throws(FileError) in try Files.readIfPresent(path) }), let status else {
      return .empty
    }
    return try IndexFile(parsing: bytes, modified: (status.modifiedSeconds, status.modifiedNanoseconds))
  }

  /// The position of the first entry whose path is not before `path`, and whether it is that path.
  func find(_ path: borrowing [UInt8]) -> (index: Int, found: Bool) {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if compare(spans[middle], path) < 0 { low = middle + 1 } else { high = middle }
    }
    return (low, low < spans.count && compare(spans[low], path) == 0)
  }

  private func compare(_ span: Span, _ path: borrowing [UInt8]) -> Int {
    body.withUnsafeBytes { buffer in
      path.withUnsafeBytes { other in
        guard let left = buffer.baseAddress, let right = other.baseAddress else {
          return Int(span.pathLength) - other.count
        }
        let order = memcmp(left + Int(span.pathStart), right, min(Int(span.pathLength), other.count))
        return order != 0 ? Int(order) : Int(span.pathLength) - other.count
      }
    }
  }

  /// The entry at a path (a conflict's first side if it is in conflict); nil when there is none.
  public subscript(_ path: String) -> Entry? {
    let (index, found) = find(Array(path.utf8))
    return found ? entry(spans[index]) : nil
  }

  /// All entries below `prefix` (which ends in `/`), in path order.
  public func entries(below prefix: String) -> [Entry] {
    let bytes = Array(prefix.utf8)
    var index = find(bytes).index
    var result: [Entry] = []
    while index < spans.count {
      let span = spans[index]
      guard body[Int(span.pathStart)..<Int(span.pathStart + span.pathLength)].starts(with: bytes) else {
        break
      }
      result.append(entry(span))
      index += 1
    }
    return result
  }

  /// The entries of files in conflict: one for each side that has the file, in path order. Costs a look at each entry.
  package var unmerged: [Entry] {
    spans.filter { body[Int($0.start) + 60] & 0x30 != 0 }.map(entry)
  }

  func entry(_ span: Span) -> Entry {
    let start = Int(span.start)
    var stat: [UInt32] = []
    stat.reserveCapacity(10)
    for word in 0..<10 { stat.append(body.bigEndian32(at: start + word * 4)) }
    let id = body.withUnsafeBytes { buffer in
      buffer.baseAddress.map { ObjectID($0 + start + 40) } ?? .zero
    }
    let flags = UInt16(body[start + 60]) << 8 | UInt16(body[start + 61])
    let extended = flags & 0x4000 != 0 ? UInt16(body[start + 62]) << 8 | UInt16(body[start + 63]) : 0
    return Entry(
      path: String(
        decoding: body[Int(span.pathStart)..<Int(span.pathStart + span.pathLength)], as: UTF8.self),
      id: id, mode: stat[6], stage: Int(flags >> 12 & 3), isSkipWorktree: extended & 0x4000 != 0,
      isIntentToAdd: extended & 0x2000 != 0, stat: stat)
  }
}

extension Array where Element == UInt8 {
  func bigEndian32(at offset: Int) -> UInt32 {
    UInt32(self[offset]) << 24 | UInt32(self[offset + 1]) << 16 | UInt32(self[offset + 2]) << 8
      | UInt32(self[offset + 3])
  }

  mutating func appendBigEndian(_ value: UInt32) {
    append(UInt8(truncatingIfNeeded: value >> 24))
    append(UInt8(truncatingIfNeeded: value >> 16))
    append(UInt8(truncatingIfNeeded: value >> 8))
    append(UInt8(truncatingIfNeeded: value))
  }
}
