#if canImport(Glibc)
  internal import Glibc
#endif

/// Writes a new file piece by piece through a buffer.
public final class FileWriter {
  public let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private static let capacity = 1 << 20

  /// Creates the file; fails when there is one.
  public init(creating path: String) throws(FileError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o444)
    guard descriptor >= 0 else { throw FileError("write", path, errno) }
    buffer.reserveCapacity(Self.capacity + 65_536)
  }

  deinit { close(descriptor) }

  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  public func write(_ bytes: [UInt8]) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  public func flush() throws(FileError) {
    let failure = Files.writeAll(buffer, to: descriptor)
    buffer.removeAll(keepingCapacity: true)
    if failure != 0 { throw FileError("write", path, failure) }
  }

  /// Replaces bytes at the file's start, such as a header's count. Only after `flush`.
  public func overwriteStart(_ bytes: [UInt8]) throws(FileError) {
    let wrote = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    if wrote != bytes.count { throw FileError("write", path, errno) }
  }

  /// Flushes and makes the file durable.
  public func finish() throws(FileError) {
    try flush()
    if fsync(descriptor) != 0 { throw FileError("write", path, errno) }
  }

  /// Lends the whole file's bytes, in pieces, to `body`. Only after `flush`.
  public func readBack(_ body: (UnsafeRawBufferPointer) -> Void) throws(FileError) {
    var offset: off_t = 0
    var failure: Int32 = 0
    withUnsafeTemporaryAllocation(byteCount: Self.capacity, alignment: 16) { space in
      while true {
        let got = pread(descriptor, space.baseAddress, space.count, offset)
        if got < 0 { failure = errno }
        if got <= 0 { return }
        body(UnsafeRawBufferPointer(rebasing: space[..<got]))
        offset += off_t(got)
      }
    }
    if failure != 0 { throw FileError("read", path, failure) }
  }
}
