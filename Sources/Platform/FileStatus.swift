#if canImport(Glibc)
  internal import Glibc
#endif

/// What `lstat` says of a path: the fields that git keeps in its index, and the kind.
public struct FileStatus: Sendable, Equatable {
  public enum Kind: Sendable { case file, directory, symbolicLink, other }

  public let kind: Kind
  public let size: Int
  public let inode: UInt64
  public let device: UInt64
  public let mode: UInt32
  public let user: UInt32
  public let group: UInt32
  public let linkCount: UInt64
  public let modifiedSeconds: Int64
  public let modifiedNanoseconds: Int64
  public let changedSeconds: Int64
  public let changedNanoseconds: Int64

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFLNK: .symbolicLink
      default: .other
      }
    size = Int(status.st_size)
    inode = UInt64(status.st_ino)
    device = UInt64(status.st_dev)
    mode = status.st_mode
    user = status.st_uid
    group = status.st_gid
    linkCount = UInt64(status.st_nlink)
    modifiedSeconds = Int64(status.st_mtim.tv_sec)
    modifiedNanoseconds = Int64(status.st_mtim.tv_nsec)
    changedSeconds = Int64(status.st_ctim.tv_sec)
    changedNanoseconds = Int64(status.st_ctim.tv_nsec)
  }

  /// The status of `path` itself, not of what a symbolic link points to; nil when there is nothing.
  public static func of(_ path: String) -> FileStatus? {
    var status = stat()
    return lstat(path, &status) == 0 ? FileStatus(status) : nil
  }
}
