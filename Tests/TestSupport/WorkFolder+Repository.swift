internal import Platform

extension Sandbox {
  /// A repository with the branch `main` that has no commit yet.
  ///
  /// - Parameter isInUse: whether a larger project lies in it, with a commit.
  public func repository(isBare: Bool = false, isInUse: Bool = false) throws -> WorkFolder {
    let folder = WorkFolder(self("repository"))
    try Files.makeDirectories(folder.path)
    try folder.git("init", "-q", "-b", "main", isBare ? "--bare" : "--no-bare")
    if isInUse {
      try folder.write("README", "a larger project\n")
      try folder.git("add", "-A")
      try folder.git("commit", "-q", "-m", "Begin")
    }
    return folder
  }
}

extension WorkFolder {
  /// Runs funnel and gives its output; any other exit code than the wanted one is an error.
  @discardableResult
  public func expect(
    _ arguments: [String], code: Int32 = 0, environment: [String: String] = [:]
  ) throws -> String {
    let outcome = try funnel(arguments, environment: environment)
    guard outcome.status == code else {
      throw CommandFailure(
        "funnel \(arguments.joined(separator: " ")) ended with \(outcome.status): \(outcome.text)\(outcome.errorText)"
      )
    }
    return outcome.text
  }

  /// What git finds wrong with the repository; empty when it is whole.
  public func fsck() throws -> String {
    let outcome = try tryGit("fsck", "--full", "--strict", "--no-dangling", "--no-progress")
    return outcome.status == 0 ? "" : outcome.text + outcome.errorText
  }
}
