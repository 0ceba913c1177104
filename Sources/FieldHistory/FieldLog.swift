public import Changes
public import FirestoreModel
public import Git
public import Store

/// One commit that changed fields somebody asked for.
public struct FieldVersion: Sendable {
  public let entry: HistoryEntry
  /// Which document it was then: another one before it was moved.
  public let path: DocumentPath
  /// What it changed of these fields; a field that went with the map around it is told by itself.
  public let changes: [FieldChange]
  /// Why the commit's version cannot be read; then nothing else is told of it.
  public let problem: StoreError?
  /// Whether this is only where a shallow clone ends: the field was written here, or earlier.
  public let isAtOrBefore: Bool
  /// Of a commit on another branch, the merge that brought it, and outside of that the next; empty on the chain.
  public internal(set) var merges: [HistoryEntry] = []
}

extension Store {
  /// The commits of a chain that changed fields of a document, newest first; `body` may return false to stop.
  ///
  /// A merge that changed them is followed by the commits of the branch that it brought, each with its own change.
  ///
  /// A map that was asked for counts when anything in it changed, a field when the map around it came or went. Follows
  /// the document to where it was before a move. A version that cannot be read is told as such, and what the next
  /// readable one differs in from the last before it is told as that one's.
  ///
  /// - Returns: whether the document was ever there.
  @discardableResult
  public func forEachChange<E: Error>(
    of fields: [FieldPath], in path: DocumentPath, from commit: ObjectID, includingLive: Bool,
    _ body: (FieldVersion) throws(E) -> Bool
  ) throws -> Bool {
    var log = FieldLog(store: self, fields: fields, includingLive: includingLive)
    var next: (commit: ObjectID, path: DocumentPath)? = (commit, path)
    var isKnown = false
    while let (commit, path) = next {
      next = nil
      let cursor = try versions.versions(of: path, from: commit, until: nil, includingLive: includingLive)
      while let version = try cursor.next() {
        isKnown = true
        let told = log.read(version)
        for one in told { guard try body(one) else { return true } }
        if !told.isEmpty, version.entry.commit.parents.count > 1, !version.entry.isBoundary {
          let branches = MergedBranches(
            store: self, fields: fields, path: version.path, tip: commit, includingLive: includingLive)
          guard try branches.tell([version.entry], body) else { return true }
        }
        guard let departure = log.movedFrom(version), let parent = version.entry.commit.parents.first else {
          continue
        }
        next = (parent, departure.path)
        break
      }
      for told in log.finish() { guard try body(told) else { return true } }
    }
    return isKnown
  }
}

/// The commits that merges brought.
private struct MergedBranches {
  /// Merges within merges that are looked into.
  private static let deepest = 8

  let store: Store
  let fields: [FieldPath]
  let path: DocumentPath
  /// The end of the chain: what it has itself is told there.
  let tip: ObjectID
  let includingLive: Bool

  /// - Parameter merges: the merge that is looked into, and outside of that the next.
  /// - Returns: false when `body` wants no more.
  func tell<E: Error>(_ merges: [HistoryEntry], _ body: (FieldVersion) throws(E) -> Bool) throws -> Bool {
    guard let merge = merges.first, merges.count <= Self.deepest else { return true }
    for parent in merge.commit.parents.dropFirst() {
      var log = FieldLog(store: store, fields: fields, includingLive: includingLive)
      let cursor = try store.versions.versions(
        of: path, from: parent, until: store.fork(of: parent, from: tip), includingLive: includingLive)
      while let version = try cursor.next() {
        let told = log.read(version)
        for var one in told {
          one.merges = merges
          guard try body(one) else { return false }
        }
        if !told.isEmpty, version.entry.commit.parents.count > 1, !version.entry.isBoundary {
          guard try tell([version.entry] + merges, body) else { return false }
        }
      }
    }
    return true
  }
}

/// Turns versions into changes of fields.
private struct FieldLog {
  let fields: [FieldPath]
  let includingLive: Bool
  private let origins: Origins
  private let texts: VersionTexts
  /// A version whose predecessor cannot be read, and those unreadable ones behind it.
  private var waiting: (version: HistoryVersion, after: Fields, unreadable: [FieldVersion])?

  init(store: Store, fields: [FieldPath], includingLive: Bool) {
    origins = Origins(store: store)
    self.fields = fields
    self.includingLive = includingLive
    texts = VersionTexts(store: store)
  }

  mutating func read(_ version: HistoryVersion) -> [FieldVersion] {
    let after: Fields?
    do throws(StoreError) { after = try texts.fields(version.after) } catch {
      let broken = FieldVersion(
        entry: version.entry, path: version.path, changes: [], problem: error,
        isAtOrBefore: version.isAtOrBefore)
      guard waiting != nil else { return [broken] }
      waiting?.unreadable.append(broken)
      // What it replaced ends the wait, unless that cannot be read either.
      guard let before = try? texts.fields(version.before) ?? Fields() else { return [] }
      return finish(before: before)
    }
    let before: Fields?
    do throws(StoreError) { before = try texts.fields(version.before) } catch {
      waiting = (version, after ?? Fields(), [])
      return []
    }
    // A move is no change: it is compared with what the document was elsewhere.
    if version.before == nil, let departure = movedFrom(version),
      let elsewhere = try? texts.fields(departure.files)
    {
      return told(version, from: elsewhere, to: after)
    }
    return told(version, from: version.isRecreated ? nil : before, to: after)
  }

  /// What is left when no older version comes.
  mutating func finish(before: Fields = Fields()) -> [FieldVersion] {
    guard let waiting else { return [] }
    self.waiting = nil
    return told(waiting.version, from: before, to: waiting.after) + waiting.unreadable
  }

  func movedFrom(_ version: HistoryVersion) -> Departure? {
    guard version.before == nil, version.after != nil, !version.isRecreated, version.entry.door != .restore
    else {
      return nil
    }
    return origins.origin(of: version)
  }

  private func told(_ version: HistoryVersion, from old: Fields?, to new: Fields?) -> [FieldVersion] {
    let old = old ?? Fields()
    let new = new ?? Fields()
    let differences = FieldDiff.changes(from: old, to: new, includingVolatile: includingLive)
    var changes: [FieldChange] = []
    for field in fields {
      for change in differences {
        if field.isPrefix(of: change.path) {
          if !changes.contains(where: { $0.path == change.path }) { changes.append(change) }
        } else if change.path.isPrefix(of: field), old[field] != new[field] {
          changes.append(FieldChange(path: field, old: old[field], new: new[field]))
        }
      }
    }
    if changes.isEmpty { return [] }
    return [
      FieldVersion(
        entry: version.entry, path: version.path, changes: changes, problem: nil,
        isAtOrBefore: version.isAtOrBefore)
    ]
  }
}

extension Store {
  /// Whether a field, or one below it, is volatile by the schema at a commit, so that its history lies in `live/`.
  public func isVolatile(_ field: FieldPath, of path: DocumentPath, at commit: ObjectID) throws(StoreError)
    -> Bool
  {
    guard let volatile = try? snapshot(at: commit).schemas().volatilePaths(for: path) else { return true }
    return volatile.contains { $0.isPrefix(of: field) || field.isPrefix(of: $0) }
  }
}
