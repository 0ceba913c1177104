public import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#endif

/// A system call on a file failed.
public struct FileError: Explained {
  public let operation: String
  public let path: String
  /// errno as the call left it.
  public let number: Int32

  public init(_ operation: String, _ path: String, _ number: Int32) {
    self.operation = operation
    self.path = path
    self.number = number
  }

  /// Whether nothing has that name.
  public var isAbsence: Bool { number == ENOENT }

  /// Whether the reader at the other end is gone.
  public var isBrokenPipe: Bool { number == EPIPE }

  public var code: String { "io/\(operation)" }
  public var message: String { "cannot \(operation) \(path): \(FileError.text(number))" }

  public var hint: String? {
    switch number {
    case ENOSPC, EDQUOT: "free some space and run the command again: nothing was lost"
    case ENAMETOOLONG:
      "this system takes no longer path in a folder of files; a bare store (init --bare) has no files"
    case EACCES, EPERM, EROFS: "check the permissions of the file and its folder"
    default: nil
    }
  }

  public var kind: FaultKind {
    switch number {
    case ENOENT where operation == "read" || operation == "enter": .missing
    case EACCES, EPERM: .denied
    default: .io
    }
  }

  /// Whether the name was taken by another file.
  public var isTaken: Bool { number == EEXIST }

  /// Whether a file cannot be renamed because the two places lie on different file systems.
  public var isAcrossFileSystems: Bool { number == EXDEV }

  /// What strerror says, without its shared buffer.
  static func text(_ number: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard let base = buffer.baseAddress, strerror_r(number, base, buffer.count) == 0 else {
        return "error \(number)"
      }
      return String(cString: base)
    }
  }
}
