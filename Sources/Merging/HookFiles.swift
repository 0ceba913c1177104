internal import Diagnostics
internal import Git
internal import Platform
internal import Store

/// The hooks of a clone. One that is there already is never overwritten: it is moved aside under a name of its own, and
/// ours calls it first.
struct HookFiles {
  let store: Store
  let program: String

  /// `pre-merge-commit` is what git runs instead of `pre-commit` before it commits a merge by itself.
  static let names = ["pre-commit", "pre-merge-commit", "commit-msg"]
  private static let mark = "# funnel hooks install wrote this file; funnel hooks uninstall takes it away."
  private static let suffix = ".before-funnel"

  init(_ store: Store, program: String) {
    self.store = store
    self.program = program
  }

  /// Where git looks for hooks: `core.hooksPath`, seen from the top of the working tree, else the repository's own.
  private func folder() throws(StoreError) -> String {
    let configured = try storing { () throws(GitError) in try store.repository.path("core.hooksPath") }
    return configured.map { Files.join(store.repository.workTree ?? "", $0) }
      ?? store.repository.commonDirectory + "/hooks"
  }

  private func text(_ name: String) -> String {
    """
    #!/bin/sh
    \(Self.mark)
    before="$(dirname "$0")/\(name)\(Self.suffix)"
    if [ -x "$before" ]; then "$before" "$@" || exit $?; fi
    funnel=\(Shell.quoted(program))
    [ -x "$funnel" ] || funnel=$(command -v funnel) || {
      echo "funnel is not where it was when its hooks were installed: funnel hooks install" >&2
      exit 1
    }
    exec "$funnel" hooks run \(name) "$@"

    """
  }

  func status() throws(StoreError) -> [CloneSetup.Part] {
    let folder = try folder()
    var parts: [CloneSetup.Part] = []
    for name in Self.names {
      let path = folder + "/" + name
      var state = CloneSetup.Part.State.missing
      var detail = path
      if let found = try read(path), isOurs(found) {
        let isRunnable = FileStatus.of(path).map { $0.mode & 0o111 != 0 } ?? false
        state = found == Array(text(name).utf8) && isRunnable ? .installed : .stale
        if FileStatus.of(path + Self.suffix) != nil { detail += ", after your own" }
      }
      parts.append(CloneSetup.Part(name: name, state: state, detail: detail))
    }
    return parts
  }

  func install() throws(StoreError) {
    let folder = try folder()
    try storing { () throws(FileError) in try Files.makeDirectories(folder) }
    for name in Self.names {
      let path = folder + "/" + name
      let found = try read(path)
      let bytes = Array(text(name).utf8)
      if found == bytes, let status = FileStatus.of(path), status.mode & 0o111 != 0 { continue }
      if let found, !isOurs(found) {
        if FileStatus.of(path + Self.suffix) != nil {
          throw StoreError(
            "hooks/in-the-way",
            "\(path) is a hook of yours, and so is \(path)\(Self.suffix), where it would be kept",
            hint: "make one of the two, then install again", kind: .refused)
        }
        try storing { () throws(FileError) in try Files.rename(path, to: path + Self.suffix) }
      }
      try storing { () throws(FileError) in
        try Files.remove(path + ".new")
        try Files.write(bytes, to: path + ".new", exclusive: true, mode: 0o777)
        try Files.rename(path + ".new", to: path)
      }
    }
  }

  func uninstall() throws(StoreError) {
    let folder = try folder()
    for name in Self.names {
      let path = folder + "/" + name
      if let found = try read(path), isOurs(found) {
        try storing { () throws(FileError) in _ = try Files.remove(path) }
      }
      if FileStatus.of(path) == nil, FileStatus.of(path + Self.suffix) != nil {
        try storing { () throws(FileError) in try Files.rename(path + Self.suffix, to: path) }
      }
    }
  }

  /// What stands there, a link followed; nil for nothing, empty for what cannot be read.
  private func read(_ path: String) throws(StoreError) -> [UInt8]? {
    if FileStatus.of(path) == nil { return nil }
    return (try? Files.read(path, limit: 1 << 20)) ?? []
  }

  private func isOurs(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").contains { $0 == Self.mark }
  }
}
