internal import Diagnostics
internal import Git
internal import Platform
package import Store

/// What a clone needs so that git merges and shows documents as funnel does: settings, attributes, hooks. Git takes
/// none of them from the repository itself, for they name programs to run.
package struct CloneSetup {
  /// One part of it.
  package struct Part: Sendable, Equatable {
    package enum State: String, Sendable {
      case installed
      case missing
      /// There, but not as this funnel would write it: of another funnel, or edited.
      case stale
    }

    /// `merge driver`, `diff driver`, `attributes`, `pre-commit`, …
    package let name: String
    package let state: State
    /// Where it is, or what is wrong with it.
    package let detail: String
  }

  let store: Store
  /// The program that git shall call, absolute.
  let program: String

  /// - Throws: `store/bare` for a store without a working tree: git merges nothing there.
  package init(_ store: Store, program: String) throws(StoreError) {
    guard !store.isBare else {
      throw StoreError(
        "store/bare", "a bare store has no working tree, so git neither merges nor commits there",
        hint: "funnel merge merges its branches", kind: .usage)
    }
    self.store = store
    self.program = program
  }

  /// The absolute path by which this very program can be called: where PATH has it if it does, since that outlives an
  /// upgrade; else where it lies.
  package static func ownProgram() -> String {
    let own = Files.resolve("/proc/self/exe") ?? "funnel"
    for folder in (Environment["PATH"] ?? "").split(separator: ":") where folder.hasPrefix("/") {
      let candidate = "\(folder)/funnel"
      if Files.resolve(candidate) == own { return candidate }
    }
    return own
  }

  // MARK: - Settings

  /// What git's configuration must say. In `merge.*.driver` a `%` is git's.
  private var settings: [(part: String, key: String, value: String)] {
    let quoted = Shell.quoted(program)
    let inDriver = quoted.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
    return [
      ("merge driver", "merge.funnel.name", "merges a document field by field"),
      ("merge driver", "merge.funnel.driver", "\(inDriver) merge-driver %O %A %B %L %P"),
      // git diff asks the command; git log -p and git show run none, but they do convert.
      ("diff driver", "diff.funnel.command", "\(quoted) diff-driver"),
      ("diff driver", "diff.funnel.textconv", "\(quoted) diff-driver --text"),
    ]
  }

  /// The program that the merge driver names, if it is not there any more.
  fileprivate func lostProgram() throws(StoreError) -> String? {
    let value = try storing { () throws(GitError) in
      try store.repository.string("merge.funnel.driver")
    }
    guard let value else { return nil }
    let separator: Character = value.hasPrefix("'") ? "'" : " "
    let word = value.split(separator: separator).first.map(String.init) ?? ""
    return word.hasPrefix("/") && FileStatus.of(word) == nil ? word : nil
  }

  // MARK: - All of it

  /// How each part stands.
  package func status() throws(StoreError) -> [Part] {
    var parts: [Part] = []
    for name in ["merge driver", "diff driver"] {
      var state = Part.State.installed
      var detail = ""
      for setting in settings where setting.part == name {
        let value = try storing { () throws(GitError) in try store.repository.string(setting.key) }
        if state == .installed { detail = setting.key }
        if value == setting.value { continue }
        state = value == nil ? .missing : .stale
        detail = value.map { "\(setting.key) is \($0)" } ?? setting.key
      }
      parts.append(Part(name: name, state: state, detail: detail))
    }
    parts.append(try AttributeFile(store).status())
    return parts + (try HookFiles(store, program: program).status())
  }

  /// Brings every part to where it shall be. What is there already stays.
  ///
  /// - Returns: how each part stands afterwards.
  package func install() throws(StoreError) -> [Part] {
    try storing { () throws(GitError) in
      for setting in settings {
        if try store.repository.string(setting.key) != setting.value {
          try store.repository.set(setting.key, setting.value)
        }
      }
    }
    try AttributeFile(store).install()
    try HookFiles(store, program: program).install()
    return try Store(at: store.directory ?? ".").setup(program).status()
  }

  /// Takes away what `install` wrote, and puts hooks back that were there before.
  package func uninstall() throws(StoreError) -> [Part] {
    try storing { () throws(GitError) in
      for setting in settings { try store.repository.unset(setting.key) }
    }
    try AttributeFile(store).uninstall()
    try HookFiles(store, program: program).uninstall()
    return try Store(at: store.directory ?? ".").setup(program).status()
  }
}

extension Store {
  fileprivate func setup(_ program: String) throws(StoreError) -> CloneSetup {
    try CloneSetup(self, program: program)
  }

  /// What a clone lacks, in words for `doctor` to tell: nil in a bare store and where all is installed.
  package func missingSetup() throws(StoreError) -> String? {
    if isBare { return nil }
    let setup = try CloneSetup(self, program: CloneSetup.ownProgram())
    let missing = try setup.status().filter { $0.state == .missing }.map(\.name)
    if let program = try setup.lostProgram() {
      return "git's drivers in this clone are to be run by \(program), which is not there"
    }
    if missing.isEmpty { return nil }
    var words = missing.filter { !HookFiles.names.contains($0) }
    let hooks = missing.filter(HookFiles.names.contains)
    words += hooks.count == HookFiles.names.count ? ["hooks"] : hooks.map { $0 + " hook" }
    let list =
      words.count == 1
      ? words[0] : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
    let effect = missing.contains("merge driver") || missing.contains("attributes")
    return "this clone has no \(list)" + (effect ? ": git merges documents here by lines" : "")
  }
}

/// Words as a POSIX shell reads them.
enum Shell {
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "@"):
        true
      default: false
      }
    }
    if isPlain, !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
