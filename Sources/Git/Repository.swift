internal import CLibgit2
internal import Diagnostics
internal import Platform

/// An open repository: one libgit2 handle. Not `Sendable`: a handle is used by one thread at a time.
public final class Repository {
  let handle: OpaquePointer
  let database: OpaquePointer
  /// The repository's own directory (of a linked worktree: below the common one), without a last `/`.
  public let gitDirectory: String
  /// What all worktrees share: objects, branches, locks.
  public let commonDirectory: String
  /// The folder of files; nil in a bare repository.
  public let workTree: String?
  var trees: [ObjectID: Tree] = [:]
  var treeBytes = 0
  var settings: OpaquePointer?

  /// The worktree's own directory below the common one; empty for the main one's.
  public var workTreeDirectory: String {
    gitDirectory.hasPrefix(commonDirectory + "/")
      ? String(gitDirectory.dropFirst(commonDirectory.utf8.count + 1)) : ""
  }

  public var isBare: Bool { workTree == nil }

  /// Opens the repository that `directory` lies in.
  ///
  /// - Throws: `git/no-repository`, `git/owner` when it belongs to somebody else, `git/unsupported` for formats that
  ///   libgit2 1.5 cannot read.
  public init(at directory: String) throws(GitError) {
    _ = Library.started
    Repository.applyConfigurationEnvironment()
    var opened: OpaquePointer?
    let code = git_repository_open_ext(&opened, directory, 0, nil)
    guard code >= 0, let opened else { throw Repository.explain(code, directory) }
    handle = opened
    var odb: OpaquePointer?
    let odbCode = git_repository_odb(&odb, opened)
    guard odbCode >= 0, let odb else {
      git_repository_free(opened)
      throw GitError.damaged("the object database of \(directory) cannot be opened")
    }
    database = odb
    Repository.keepIndexOut(of: opened)
    func trimmed(_ path: UnsafePointer<CChar>?) -> String {
      guard let path else { return "" }
      var text = String(cString: path)
      while text.utf8.count > 1, text.utf8.last == UInt8(ascii: "/") { text.removeLast() }
      return text
    }
    gitDirectory = trimmed(git_repository_path(opened))
    commonDirectory = trimmed(git_repository_commondir(opened))
    workTree = git_repository_is_bare(opened) == 1 ? nil : trimmed(git_repository_workdir(opened))
  }

  /// Creates a repository and opens it. The first branch is `init.defaultBranch`, else `main`.
  public static func create(at directory: String, bare: Bool) throws(GitError) -> Repository {
    _ = Library.started
    applyConfigurationEnvironment()
    var options = git_repository_init_options()
    git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION))
    options.flags = UInt32(GIT_REPOSITORY_INIT_MKPATH.rawValue)
    if bare { options.flags |= UInt32(GIT_REPOSITORY_INIT_BARE.rawValue) }
    let branch = defaultBranch()
    var created: OpaquePointer?
    let code = branch.withCString { name in
      options.initial_head = name
      return git_repository_init_ext(&created, directory, &options)
    }
    try check(code, "cannot create a repository in \(directory)")
    git_repository_free(created)
    return try Repository(at: directory)
  }

  deinit {
    git_config_free(settings)
    git_odb_free(database)
    git_repository_free(handle)
  }

  /// libgit2 reads the whole index to look up one attribute (half of a write's time with 10,000 files). The index is
  /// read and written by `IndexFile`; libgit2 gets an empty one.
  private static func keepIndexOut(of repository: OpaquePointer) {
    var empty: OpaquePointer?
    guard git_index_new(&empty) == 0 else { return }
    git_repository_set_index(repository, empty)
    git_index_free(empty)
  }

  private static func defaultBranch() -> String {
    var config: OpaquePointer?
    guard git_config_open_default(&config) >= 0 else { return "main" }
    defer { git_config_free(config) }
    addGlobalFile(to: config)
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    guard git_config_get_string_buf(&buffer, config, "init.defaultBranch") >= 0, let text = buffer.ptr else {
      return "main"
    }
    let name = String(cString: text)
    return name.isEmpty ? "main" : name
  }

  /// libgit2 does not know git's `GIT_CONFIG_GLOBAL` and `GIT_CONFIG_NOSYSTEM`; tests and hermetic runs rely on them.
  private static func applyConfigurationEnvironment() {
    if Environment["GIT_CONFIG_GLOBAL"] != nil {
      funnel_git_set_search_path(Int32(GIT_CONFIG_LEVEL_GLOBAL.rawValue), "")
      funnel_git_set_search_path(Int32(GIT_CONFIG_LEVEL_XDG.rawValue), "")
    }
    if let value = Environment["GIT_CONFIG_NOSYSTEM"], value == "1" || value == "true" {
      funnel_git_set_search_path(Int32(GIT_CONFIG_LEVEL_SYSTEM.rawValue), "")
    }
  }

  static func addGlobalFile(to config: OpaquePointer?) {
    guard let path = Environment["GIT_CONFIG_GLOBAL"], FileStatus.of(path)?.kind == .file else { return }
    git_config_add_file_ondisk(config, path, GIT_CONFIG_LEVEL_GLOBAL, nil, 1)
  }

  /// Why a repository could not be opened; libgit2 calls several different things "not found".
  private static func explain(_ code: Int32, _ directory: String) -> GitError {
    let detail = git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) } ?? ""
    var folder = Files.resolve(directory) ?? directory
    while true {
      for candidate in [folder + "/.git", folder] {
        if let status = FileStatus.of(candidate),
          candidate.hasSuffix(".git") || FileStatus.of(candidate + "/HEAD") != nil
        {
          if status.user != Environment.userIdentifier {
            return GitError(
              "git/owner", "the repository \(folder) belongs to another user, so it is not trusted",
              hint: "git config --global --add safe.directory \(folder)", kind: .denied)
          }
        }
      }
      let parent = Files.parent(of: folder)
      if parent == folder { break }
      folder = parent
    }
    if detail.contains("extension") || detail.contains("repositoryformat") || detail.contains("version") {
      return GitError(
        "git/unsupported", "this repository uses a format that funnel cannot read: \(detail)",
        hint:
          "SHA-256 repositories and extensions.worktreeConfig are not supported; clone into a plain repository",
        kind: .configuration)
    }
    if git_error_code(code) == GIT_ENOTFOUND {
      return GitError(
        "git/no-repository", "there is no git repository in \(directory) or above it",
        hint: "funnel init makes one", kind: .missing)
    }
    return GitError("git/open", "cannot open the repository in \(directory): \(detail)", kind: .io)
  }
}
