#if canImport(Glibc)
  internal import Glibc
#endif

/// An open directory: its entries with their kinds, and its files read by their names alone, so that a walk over many
/// files asks the system for no path twice and for no status at all.
public final class Folder {
  /// What `readdir` says of an entry.
  public struct Entry: Sendable {
    public let name: String
    public let kind: FileStatus.Kind
  }

  private let directory: OpaquePointer
  private let path: String

  /// - Throws: a `FileError` when there is no such directory, also for a link to one.
  public init(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("list", path, errno) }
    guard let directory = fdopendir(descriptor) else {
      let number = errno
      close(descriptor)
      throw FileError("list", path, number)
    }
    self.directory = directory
    self.path = path
  }

  deinit { closedir(directory) }

  /// The entries of a directory; none when it is not there.
  public static func entries(_ path: String) throws(FileError) -> [Entry] {
    do throws(FileError) { return try Folder(path).entries() } catch {
      if error.isAbsence || error.number == ENOTDIR { return [] }
      throw error
    }
  }

  /// Without `.` and `..`, in UTF-8 byte order.
  public func entries() -> [Entry] {
    rewinddir(directory)
    var entries: [Entry] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: UInt8.self, capacity: 256) {
          String(decodingCString: $0, as: UTF8.self)
        }
      }
      if name == "." || name == ".." { continue }
      let kind: FileStatus.Kind
      switch Int32(entry.pointee.d_type) {
      case Int32(DT_REG): kind = .file
      case Int32(DT_DIR): kind = .directory
      case Int32(DT_LNK): kind = .symbolicLink
      // Some file systems do not say.
      case Int32(DT_UNKNOWN): kind = FileStatus.of(path + "/" + name)?.kind ?? .other
      default: kind = .other
      }
      entries.append(Entry(name: name, kind: kind))
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The bytes of a regular file here. Links are not followed, and a pipe is not waited for: it is read as empty.
  public func read(_ name: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let descriptor = openat(dirfd(directory), name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path + "/" + name, errno) }
    defer { close(descriptor) }
    // Of a regular file a short read is all there is, so that most files take one.
    let capacity = 16_384
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      failed = got < 0
      count = max(0, got)
    }
    if !failed, bytes.count < capacity, bytes.count <= limit { return bytes }
    guard lseek(descriptor, 0, SEEK_SET) >= 0 else { throw FileError("read", path + "/" + name, errno) }
    return try Files.read(descriptor: descriptor, name: path + "/" + name, limit: limit)
  }
}
