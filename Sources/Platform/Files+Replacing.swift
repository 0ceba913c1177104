extension Files {
  /// Gives a file new content by a rename, so that a crash leaves the old file or the new one. The file's permissions
  /// stay; of a link, the file that it leads to is replaced.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let target = resolve(path) ?? path
    // A device or a pipe is written to; replacing `/dev/null` by a file would break the whole machine.
    if let status = FileStatus.of(target), status.kind != .file { return try write(bytes, to: target) }
    let temporary = target + ".funnel-new"
    try write(bytes, to: temporary, mode: FileStatus.of(target).map { $0.mode & 0o777 } ?? 0o666)
    try rename(temporary, to: target)
  }
}
