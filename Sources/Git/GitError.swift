internal import CLibgit2
public import Diagnostics
internal import Platform

/// What went wrong in or with the repository.
public struct GitError: Explained {
  public let code: String
  public let message: String
  public let hint: String?
  public let kind: FaultKind

  public init(_ code: String, _ message: String, hint: String? = nil, kind: FaultKind) {
    self.code = code
    self.message = message
    self.hint = hint
    self.kind = kind
  }

  init(_ error: FileError) {
    self.init(error.code, error.message, hint: error.hint, kind: error.kind == .missing ? .io : error.kind)
  }

  package static func damaged(_ what: String) -> GitError {
    GitError(
      "git/damaged", what, hint: "git fsck --full tells more; a clone of this repository may still be whole",
      kind: .io)
  }
}

/// Runs file operations under this module's error type.
func filing<R>(_ body: () throws(FileError) -> R) throws(GitError) -> R {
  do { return try body() } catch { throw GitError(error) }
}

/// The only reader of libgit2's return codes: throws for a negative one, with the text libgit2 left for this thread.
@discardableResult
func check(_ code: Int32, _ what: @autoclosure () -> String) throws(GitError) -> Int32 {
  if code >= 0 { return code }
  let detail = git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) } ?? "error \(code)"
  switch git_error_code(code) {
  case GIT_ENOTFOUND:
    throw GitError("git/not-found", "\(what()): \(detail)", kind: .missing)
  case GIT_EOWNER:
    throw GitError(
      "git/owner", "\(what()): the repository belongs to another user",
      hint: "git config --global --add safe.directory <its folder>",
      kind: .denied)
  case GIT_ELOCKED:
    throw GitError(
      "git/locked", "\(what()): \(detail)", hint: "wait for the other git command to end, then try again",
      kind: .retry)
  case GIT_EAMBIGUOUS:
    throw GitError("git/ambiguous", "\(what()): \(detail)", hint: "give more digits", kind: .missing)
  case GIT_EINVALIDSPEC:
    throw GitError("git/bad-revision", "\(what()): \(detail)", kind: .missing)
  default:
    throw GitError("git/failed", "\(what()): \(detail)", kind: .io)
  }
}

/// libgit2 is initialised once, on first use, with durable writes (the design: nothing is acknowledged before objects
/// and ref are durable; the option is off by default).
enum Library {
  static let started: Bool = {
    git_libgit2_init()
    funnel_git_set_fsync(1)
    // As git itself: an object's hash is checked when it comes in and by fsck, not each time that it is read.
    funnel_git_set_strict_hash_verification(0)
    return true
  }()
}
