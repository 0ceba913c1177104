internal import CLibgit2
internal import Diagnostics
internal import Platform

extension Repository {
  private func configuration() throws(GitError) -> OpaquePointer {
    if let settings { return settings }
    var live: OpaquePointer?
    try check(git_repository_config(&live, handle), "cannot read git's configuration")
    Repository.addGlobalFile(to: live)
    guard let live else { throw GitError.damaged("git's configuration cannot be read") }
    settings = live
    return live
  }

  /// A setting of git's own, from all the files that git reads; nil when it is not set.
  public func string(_ key: String) throws(GitError) -> String? {
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    let code = git_config_get_string_buf(&buffer, try configuration(), key)
    if git_error_code(code) == GIT_ENOTFOUND { return nil }
    try check(code, "cannot read the setting \(key)")
    return buffer.ptr.map { String(cString: $0) }
  }

  /// A setting that is a path: `~/` is the home folder. Not libgit2's own reading, which looks for it where the
  /// global configuration lies.
  public func path(_ key: String) throws(GitError) -> String? {
    guard let text = try string(key) else { return nil }
    guard text.hasPrefix("~/"), let home = Environment["HOME"] else { return text }
    return Files.join(home, String(text.dropFirst(2)))
  }

  public func bool(_ key: String) throws(GitError) -> Bool? {
    var value: Int32 = 0
    let code = git_config_get_bool(&value, try configuration(), key)
    if git_error_code(code) == GIT_ENOTFOUND { return nil }
    try check(code, "cannot read the setting \(key)")
    return value != 0
  }

  /// Writes a setting into the repository's own configuration file.
  public func set(_ key: String, _ value: String) throws(GitError) {
    var file: OpaquePointer?
    try check(git_config_open_ondisk(&file, commonDirectory + "/config"), "cannot open git's configuration")
    defer { git_config_free(file) }
    try check(git_config_set_string(file, key, value), "cannot write the setting \(key)")
  }

  /// A person from `GIT_<ROLE>_NAME`/`_EMAIL`, else `user.name` and `user.email`.
  ///
  /// - Throws: `git/identity` when neither says who it is.
  public func identity(role: String) throws(GitError) -> (name: String, email: String) {
    func person(_ part: String) throws(GitError) -> String? {
      if let value = Environment["GIT_\(role)_\(part.uppercased())"] { return value }
      return try string("user.\(part)")
    }
    let name = try person("name")
    let email = try person("email")
    guard let name, let email, !Signature.clean(name).isEmpty else {
      let missing = name == nil || Signature.clean(name ?? "").isEmpty ? "user.name" : "user.email"
      throw GitError(
        "git/identity", "git does not know who you are: \(missing) is not set",
        hint: "git config --global user.name \"Your Name\" && git config --global user.email you@example.com",
        kind: .configuration)
    }
    return (name, email)
  }

  /// Whether git ignores the path (relative to the work tree).
  public func isIgnored(_ path: String) throws(GitError) -> Bool {
    var ignored: Int32 = 0
    try check(git_ignore_path_is_ignored(&ignored, handle, path), "cannot read the ignore rules")
    return ignored == 1
  }

  /// The attribute that would change the bytes of a file on its way into or out of git; nil when there is none.
  public func filter(on path: String) throws(GitError) -> String? {
    func attribute(_ name: String) throws(GitError) -> UnsafePointer<CChar>? {
      var value: UnsafePointer<CChar>?
      try check(git_attr_get(&value, handle, 0, path, name), "cannot read .gitattributes")
      return value
    }
    for name in ["filter", "working-tree-encoding", "ident"] {
      let value = try attribute(name)
      switch git_attr_value(value) {
      case GIT_ATTR_VALUE_STRING: return value.map { "\(name)=\(String(cString: $0))" } ?? name
      case GIT_ATTR_VALUE_TRUE: return name
      default: continue
      }
    }
    if git_attr_value(try attribute("text")) == GIT_ATTR_VALUE_FALSE { return nil }
    if let eol = try attribute("eol"), git_attr_value(eol) == GIT_ATTR_VALUE_STRING {
      return String(cString: eol) == "crlf" ? "eol=crlf" : nil
    }
    return try bool("core.autocrlf") == true ? "core.autocrlf" : nil
  }
}
