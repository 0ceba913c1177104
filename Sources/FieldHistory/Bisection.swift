public import Conditions
public import FirestoreModel
public import Git
public import Store

/// A time in which a condition held without a break.
public struct ConditionStretch: Sendable {
  /// The commit since which it held.
  public let from: HistoryEntry
  /// Whether it held before that commit too, which lies at the beginning of what was searched.
  public let isAtOrBefore: Bool
  /// The commit that ended it; nil where it held to the end of what was searched.
  public let until: HistoryEntry?
}

/// When a condition over a document held.
public struct Bisection: Sendable {
  public let path: DocumentPath
  /// The oldest first; empty where it never held.
  public let stretches: [ConditionStretch]
  /// Versions that cannot be read, the newest first: in them it does not hold.
  public let unreadable: [UnreadableVersion]
  /// Names of the condition that no version has, in the order of the condition: perhaps mistyped.
  public let unknownNames: [String]
  /// The fields at the top of the newest version that can be read.
  public let fields: [String]
}

extension Store {
  /// Finds when a condition over a document held, in the versions of the chain from `base` to `tip`.
  ///
  /// All versions are looked at, not half of a half of them: a condition may come and go, and one document has few
  /// versions. It does not hold while the document is absent.
  ///
  /// - Parameters:
  ///   - base: a commit of the chain where the search begins; its own state counts. nil: the chain's beginning.
  /// - Returns: nil when the document is in none of them.
  public func bisect(
    _ path: DocumentPath, when condition: Condition, from base: ObjectID?, to tip: ObjectID
  ) throws(StoreError) -> Bisection? {
    let includingLive = needsLive(condition, path, at: tip)
    let texts = VersionTexts(store: self)
    var unreadable: [UnreadableVersion] = []
    var states: [(entry: HistoryEntry, isAtOrBefore: Bool, holds: Bool)] = []
    var unknown = condition.names
    var latest: [String]?
    func look(_ fields: Fields?) -> Bool {
      guard let fields else { return false }
      unknown.removeAll { fields[$0] != nil }
      if latest == nil { latest = fields.map(\.key) }
      return condition.holds(for: fields)
    }
    let cursor = try versions.versions(of: path, from: tip, until: base, includingLive: includingLive)
    while let version = try cursor.next() {
      do throws(StoreError) {
        states.append((version.entry, version.isAtOrBefore, look(try texts.fields(version.after))))
      } catch {
        unreadable.append(UnreadableVersion(entry: version.entry, path: path, problem: error))
        states.append((version.entry, version.isAtOrBefore, false))
      }
    }
    if let base, let files = try files(of: path, at: base, includingLive: includingLive) {
      states.append((try entry(of: base), true, look((try? texts.fields(files)).flatMap { $0 })))
    }
    if states.isEmpty { return nil }
    var stretches: [ConditionStretch] = []
    var open: (from: HistoryEntry, isAtOrBefore: Bool)?
    for state in states.reversed() {
      if state.holds, open == nil { open = (state.entry, state.isAtOrBefore) }
      if !state.holds, let begun = open {
        stretches.append(
          ConditionStretch(from: begun.from, isAtOrBefore: begun.isAtOrBefore, until: state.entry))
        open = nil
      }
    }
    if let open {
      stretches.append(ConditionStretch(from: open.from, isAtOrBefore: open.isAtOrBefore, until: nil))
    }
    return Bisection(
      path: path, stretches: stretches, unreadable: unreadable, unknownNames: unknown,
      fields: latest ?? [])
  }

  /// Whether a condition asks for what may lie in `live/`: else counters would only make more versions to read.
  private func needsLive(_ condition: Condition, _ path: DocumentPath, at commit: ObjectID) -> Bool {
    guard let volatile = try? snapshot(at: commit).schemas().volatilePaths(for: path) else { return true }
    return volatile.contains { field in
      condition.names.contains { $0.utf8.elementsEqual((field.segments.first ?? "").utf8) }
    }
  }
}
