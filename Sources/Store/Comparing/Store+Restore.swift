internal import FirestoreModel
public import Git

extension Store {
  /// What a restore would change: the documents of the branch that differ from `commit`, as they would become.
  ///
  /// `live/` stays as it is unless `includingLive`; a document that is absent now comes back with both its files.
  public func restorePlan(
    _ filter: PathFilter, to commit: ObjectID, branch: String?, includingLive: Bool
  ) throws(StoreError) -> [DocumentDelta] {
    let tip = try tip(of: branch)
    return try diff(from: .commit(tip), to: .commit(commit), filter: filter, includingLive: includingLive)
  }

  /// Brings documents back to what they were at `commit`, as a new commit. They are judged by today's schemas.
  ///
  /// - Returns: nil when nothing differs.
  public func restore(
    _ filter: PathFilter, to commit: ObjectID, includingLive: Bool, options: WriteOptions
  ) throws(StoreError) -> WriteOutcome? {
    let past = try snapshot(at: commit)
    var isEmpty = false
    let outcome = try committing(options) { (base) throws(StoreError) in
      let deltas = try diff(
        from: .commit(base.tip), to: .commit(commit), filter: filter, includingLive: includingLive)
      isEmpty = deltas.isEmpty
      var plan = WritePlan()
      for delta in deltas {
        if let problem = delta.problem { throw problem }
        let now = try base.snapshot.document(delta.path)
        plan.changes.append(
          DocumentChange(
            path: delta.path, old: now?.fields,
            new: try restored(delta.path, past, now: now, base, includingLive)))
      }
      return plan
    }
    return isEmpty ? nil : outcome
  }

  private func restored(
    _ path: DocumentPath, _ past: Snapshot, now: Document?, _ base: WriteBase, _ includingLive: Bool
  ) throws(StoreError) -> Fields? {
    let (data, live) = try past.blobs(of: path)
    guard let data else { return nil }
    guard let now, !includingLive else { return try past.document(path, data: data, live: live).fields }
    let old = try past.document(path, data: data, live: nil).fields
    guard let liveNow = now.liveID else { return old }
    let kept = try base.snapshot.liveFields(path, liveNow)
    // A field that was not volatile then stands in both: the past is what was asked for.
    return Volatile.overlay(old, over: kept)
  }
}

extension Snapshot {
  func liveFields(_ path: DocumentPath, _ blob: ObjectID) throws(StoreError) -> Fields {
    try decode(blob, StoreRoot.name(path, .live, settings))
  }
}

extension Volatile {
  /// Both together; where both have a value the first one's counts.
  static func overlay(_ first: Fields, over second: Fields) -> Fields {
    var result = second
    for (key, value) in first {
      if case .map(let inner) = value, case .map(let below)? = second[key] {
        result[key] = .map(overlay(inner, over: below))
      } else {
        result[key] = value
      }
    }
    return result
  }
}
