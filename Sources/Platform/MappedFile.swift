#if canImport(Glibc)
  internal import Glibc
#endif

/// A file's bytes in memory, read by the system where they are touched; any thread may look. Stays whole when the file
/// is removed or another one renamed over it. Only for files that nobody cuts short in place, as git never does its
/// packs: the system ends a process that touches what has gone.
public final class MappedFile: Sendable {
  /// Valid as long as this object is. Written by nobody, so that threads need no lock.
  nonisolated(unsafe) public let bytes: UnsafeRawBufferPointer

  /// - Throws: a `FileError` when it is not there, is empty or no regular file.
  public init(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError("read", path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG, let count = Int(exactly: status.st_size), count > 0 else {
      throw FileError("read", path, EINVAL)
    }
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw FileError("read", path, errno)
    }
    bytes = UnsafeRawBufferPointer(start: start, count: count)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
