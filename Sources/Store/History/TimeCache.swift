internal import Git
internal import Hashing
internal import Platform

/// The time of the last known tip, in `.git/funnel/cache/times`: derived, disposable.
///
/// Without it each write would read the whole chain to know the tip's time.
struct TimeCache {
  let path: String

  func load(ignored: Set<ObjectID>, shallow: Bool) -> (ObjectID, Int64)? {
    guard !shallow, let bytes = (try? Files.readIfPresent(path)) ?? nil else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    guard parts.count == 4, let commit = ObjectID(hex: String(parts[0])), let time = Int64(parts[1]),
      parts[2] == key(ignored), parts[3] == "1\n"
    else { return nil }
    return (commit, time)
  }

  /// A cache that cannot be written costs speed and nothing else.
  func save(_ commit: ObjectID, time: Int64, ignored: Set<ObjectID>, shallow: Bool) {
    guard !shallow else { return }
    do {
      try Files.makeDirectories(Files.parent(of: path))
      let temporary = path + ".\(Environment.processIdentifier)"
      try Files.write(Array("\(commit) \(time) \(key(ignored)) 1\n".utf8), to: temporary)
      try Files.rename(temporary, to: path)
    } catch { return }
  }

  private func key(_ ignored: Set<ObjectID>) -> String {
    if ignored.isEmpty { return "-" }
    let text = ignored.map(\.description).sorted().joined()
    return String(
      Digest.sha256(Array(text.utf8)).prefix(8).map { String($0, radix: 16) }.joined(separator: "."))
  }
}
