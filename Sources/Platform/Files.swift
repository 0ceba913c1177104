#if canImport(Glibc)
  internal import Glibc
#endif

/// Whole-file operations on POSIX, each a few system calls. Paths are UTF-8 without NUL.
public enum Files {
  /// The file's bytes. A directory, or a file over `limit` bytes, is an error.
  public static func read(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path, errno) }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, name: path, limit: limit)
  }

  /// The file's bytes, or nil when nothing has that name.
  public static func readIfPresent(_ path: String) throws(FileError) -> [UInt8]? {
    do {
      return try read(path)
    } catch {
      if error.number == ENOENT || error.number == ENOTDIR { return nil }
      throw error
    }
  }

  /// All bytes of standard input.
  public static func readStandardInput() throws(FileError) -> [UInt8] {
    try read(descriptor: STDIN_FILENO, name: "standard input", limit: .max)
  }

  static func read(descriptor: Int32, name: String, limit: Int) throws(FileError) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError("read", name, errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileError("read", name, EISDIR) }
    var bytes: [UInt8] = []
    var capacity = max(4096, Int(status.st_size) + 1)
    var failure: Int32 = 0
    var finished = false
    while !finished, failure == 0 {
      let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if got < 0 {
          if errno != EINTR { failure = errno }
        } else if got == 0 {
          finished = true
        }
        count = max(0, got)
      }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if bytes.count > limit { throw FileError("read", name, EFBIG) }
      capacity = bytes.count >= Int(status.st_size) ? 65536 : Int(status.st_size) - bytes.count + 1
    }
    if failure != 0 { throw FileError("read", name, failure) }
    return bytes
  }

  /// Creates or replaces `path` in place, and makes it durable when asked. Not atomic: rename a finished file for that.
  ///
  /// A file that could not be written whole is removed, unless `keepsPartial`.
  public static func write(
    _ bytes: [UInt8], to path: String, exclusive: Bool = false, durable: Bool = false, mode: UInt32 = 0o666,
    keepsPartial: Bool = false
  ) throws(FileError) {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (exclusive ? O_EXCL : O_TRUNC)
    let descriptor = open(path, flags, mode_t(mode))
    guard descriptor >= 0 else { throw FileError("write", path, errno) }
    var failure = writeAll(bytes, to: descriptor)
    if failure == 0, durable, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    if failure != 0 {
      if !keepsPartial { unlink(path) }
      throw FileError("write", path, failure)
    }
  }

  /// Adds bytes at the end of `path`, creating it when needed.
  public static func append(_ bytes: [UInt8], to path: String) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError("write", path, errno) }
    let failure = writeAll(bytes, to: descriptor)
    close(descriptor)
    if failure != 0 { throw FileError("write", path, failure) }
  }

  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let wrote = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if wrote < 0 {
          if errno == EINTR { continue }
          return errno
        }
        done += wrote
      }
      return 0
    }
  }

  /// Writes to standard output; nil when all went well.
  public static func tryWritingStandardOutput(_ bytes: [UInt8]) -> FileError? {
    let failure = writeAll(bytes, to: STDOUT_FILENO)
    return failure == 0 ? nil : FileError("write", "standard output", failure)
  }

  /// Writes to standard output; false when the reader is gone or the write failed.
  @discardableResult
  public static func writeStandardOutput(_ bytes: [UInt8]) -> Bool { writeAll(bytes, to: STDOUT_FILENO) == 0 }

  @discardableResult
  public static func writeStandardError(_ text: String) -> Bool {
    writeAll(Array(text.utf8), to: STDERR_FILENO) == 0
  }

  public static func rename(_ old: String, to new: String) throws(FileError) {
    guard Glibc.rename(old, new) == 0 else { throw FileError("rename", old, errno) }
  }

  /// Makes `new` a second name of `old`; fails with EEXIST when `new` is taken.
  public static func link(_ old: String, to new: String) throws(FileError) {
    guard Glibc.link(old, new) == 0 else { throw FileError("create", new, errno) }
  }

  /// Removes a file; true when there was one.
  @discardableResult
  public static func remove(_ path: String) throws(FileError) -> Bool {
    if unlink(path) == 0 { return true }
    if errno == ENOENT || errno == ENOTDIR { return false }
    throw FileError("remove", path, errno)
  }

  /// Removes an empty directory; false when it is not empty or not there.
  @discardableResult
  public static func removeEmptyDirectory(_ path: String) -> Bool { rmdir(path) == 0 }

  /// Creates `path` and its missing parents.
  public static func makeDirectories(_ path: String) throws(FileError) {
    if mkdir(path, 0o777) == 0 { return }
    switch errno {
    case EEXIST:
      var status = stat()
      if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
      throw FileError("create", path, ENOTDIR)
    case ENOENT:
      let parent = parent(of: path)
      if parent == path { throw FileError("create", path, ENOENT) }
      try makeDirectories(parent)
      if mkdir(path, 0o777) != 0, errno != EEXIST { throw FileError("create", path, errno) }
    default:
      throw FileError("create", path, errno)
    }
  }

  /// Makes the entries of a directory durable.
  public static func synchronizeDirectory(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("synchronize", path, errno) }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 { throw FileError("synchronize", path, errno) }
  }

  /// Names in a directory without `.` and `..`, in UTF-8 byte order; empty when it is not there.
  public static func list(_ path: String) throws(FileError) -> [String] {
    guard let directory = opendir(path) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw FileError("list", path, errno)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: UInt8.self, capacity: 256) {
          String(decodingCString: $0, as: UTF8.self)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Everything before the last `/`, or `.`.
  public static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  public static func lastComponent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// `child` below `directory`, or `child` itself when it is absolute.
  public static func join(_ directory: String, _ child: String) -> String {
    if child.utf8.first == UInt8(ascii: "/") || directory.isEmpty || directory == "." { return child }
    return directory.utf8.last == UInt8(ascii: "/") ? directory + child : directory + "/" + child
  }

  /// The absolute path with symbolic links resolved; nil when it is not there.
  public static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  public static func currentDirectory() -> String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  public static func changeDirectory(_ path: String) throws(FileError) {
    if chdir(path) != 0 { throw FileError("enter", path, errno) }
  }
}
