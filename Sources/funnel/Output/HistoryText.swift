internal import Diagnostics
internal import FieldHistory
internal import FirestoreModel
internal import Git
internal import JSON
internal import Store

/// What the commands of history say in common.
enum HistoryText {
  /// Who acted: the actor by the commit's own trailer, and the author where that is another; an actor that is only
  /// claimed is called so.
  static func who(_ entry: HistoryEntry, of path: DocumentPath?) -> String {
    let facts = entry.attribution(of: path)
    if facts.isContradicted { return Output.safe("\(facts.actor) (\(facts.author.label))") }
    if let claimed = facts.claimedActor, !claimed.utf8.elementsEqual(facts.actor.utf8) {
      return Output.safe("\(facts.actor) (claims \(claimed))")
    }
    return Output.safe(facts.actor)
  }

  /// `2026-01-31`, with `≤` where a shallow clone ends.
  static func date(_ entry: HistoryEntry, isAtOrBefore: Bool) -> String {
    (isAtOrBefore ? "≤ " : "") + String(StoreTime.readable(entry.time).prefix(10))
  }

  static func unreadable(_ version: UnreadableVersion) -> String {
    Style.error.dim(
      "\(version.entry.commit.id.short) cannot be read, history goes on behind it: "
        + Output.safe(version.problem.message))
  }

  /// Where a shallow clone ends, for whom an answer may be cut short.
  static func shallowEnd(_ entry: HistoryEntry) -> String {
    "this shallow clone ends at \(entry.commit.id.short), \(StoreTime.readable(entry.time)); the rest: git fetch --unshallow"
  }

  /// A commit, and who acted on a document.
  static func json(_ entry: HistoryEntry, of path: DocumentPath?) -> [(String, JSONValue)] {
    guard case .object(var members) = CommitReport.json(entry) else { return [] }
    let facts = entry.attribution(of: path)
    let actor = facts.evidence == .trailer ? facts.actor : facts.claimedActor
    if let actor, let index = members.firstIndex(where: { $0.0 == "actor" }) {
      members[index].1 = .string(actor)
    }
    return members
  }
}

extension Store {
  /// Why a document is not there: it never was on this chain, or was deleted.
  func absence(of path: DocumentPath, at commit: ObjectID) throws -> StoreError {
    let name = Output.safe(path.description)
    let cursor = try versions.versions(of: path, from: commit, until: nil, includingLive: false)
    guard let last = try cursor.next() else {
      let end = try shallowEnd(of: commit)
      return StoreError(
        "history/no-document", "there was never a document \(name) on the chain of \(commit.short)",
        hint: end.map(HistoryText.shallowEnd)
          ?? "funnel list \(Output.safe(path.collection.description)) shows its neighbours",
        kind: .missing)
    }
    return StoreError(
      "document/absent",
      "there is no document \(name): \(HistoryText.who(last.entry, of: path)) deleted it in \(last.entry.commit.id.short), \(StoreTime.readable(last.entry.time))",
      hint: "as it was before: --at \(last.entry.commit.id.short)~1", kind: .negative)
  }

  /// Why a field is not there: it never was, or was removed.
  func absence(of field: FieldPath, in path: DocumentPath, at commit: ObjectID) throws -> StoreError {
    let name = Output.safe(field.description)
    var last: FieldVersion?
    try forEachChange(of: [field], in: path, from: commit, includingLive: true) { version in
      guard version.problem == nil else { return true }
      last = version
      return false
    }
    guard let last else {
      return StoreError(
        "history/no-field", "there was never a field \(name) in \(Output.safe(path.description))",
        hint: nearest(to: field, in: path, at: commit).map { "did you mean \(Output.safe($0))?" }
          ?? "funnel get \(Output.safe(path.description)) shows its fields", kind: .missing)
    }
    return StoreError(
      "field/absent",
      "there is no field \(name): \(HistoryText.who(last.entry, of: path)) removed it in \(last.entry.commit.id.short), \(StoreTime.readable(last.entry.time))",
      hint: "funnel log \(Output.safe(path.description)) --field '\(name)' shows its history", kind: .negative
    )
  }

  /// The field that was meant: the same name elsewhere in the document, else the nearest one.
  private func nearest(to field: FieldPath, in path: DocumentPath, at commit: ObjectID) -> String? {
    guard let fields = (try? snapshot(at: commit).document(path))?.fields,
      let leaves = try? DocumentInput.leaves(fields)
    else { return nil }
    let same = leaves.first { leaf in
      leaf.segments.last.map { $0.utf8.elementsEqual((field.segments.last ?? "").utf8) } ?? false
    }
    return same?.description
      ?? Suggestion.nearest(to: field.description, among: leaves.map(\.description))
  }
}
