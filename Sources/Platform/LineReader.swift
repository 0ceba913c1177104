#if canImport(Glibc)
  internal import Glibc
#endif

/// Lines of standard input as bytes, without their line feed, as they come: a line is given out as soon as it is whole.
public struct LineReader {
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private let limit: Int

  /// - Parameter limit: a longer line is cut there and its rest skipped, so that a stream cannot fill the memory.
  public init(limit: Int) { self.limit = limit }

  /// Whether a whole line has been read already, so that `next` would not wait for one.
  public var hasWaitingLine: Bool { lineFeed(from: start) != nil }

  /// By `memchr`, since lines are long.
  private func lineFeed(from place: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, place < bytes.count else { return nil }
      return memchr(base + place, 0x0A, bytes.count - place).map { UnsafeRawPointer($0) - base }
    }
  }

  /// The next line; nil at the end. The last line may lack its line feed.
  ///
  /// - Returns: the line, and whether it was longer than the limit.
  public mutating func next() throws(FileError) -> (line: [UInt8], isTooLong: Bool)? {
    var scanned = start
    var isTooLong = false
    while true {
      if let end = lineFeed(from: scanned) {
        let line = isTooLong ? [] : Array(buffer[start..<end])
        start = end + 1
        return (line, isTooLong)
      }
      scanned = buffer.count
      if isAtEnd {
        guard start < buffer.count || isTooLong else { return nil }
        let line = isTooLong ? [] : Array(buffer[start...])
        start = buffer.count
        return (line, isTooLong)
      }
      if buffer.count - start > limit {
        isTooLong = true
        buffer.removeAll(keepingCapacity: true)
        start = 0
      } else if start > 1 << 16 {
        buffer.removeFirst(start)
        start = 0
      }
      scanned = buffer.count
      try fill()
    }
  }

  private mutating func fill() throws(FileError) {
    var failure: Int32 = 0
    var end = false
    let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { space, count in
      while true {
        let got = read(STDIN_FILENO, space.baseAddress, space.count)
        if got < 0 {
          if errno == EINTR { continue }
          failure = errno
        }
        end = got == 0
        count = max(0, got)
        return
      }
    }
    if failure != 0 { throw FileError("read", "standard input", failure) }
    isAtEnd = end
    buffer += chunk
  }
}
