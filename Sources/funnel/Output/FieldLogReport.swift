internal import Changes
internal import Diagnostics
internal import FieldHistory
internal import FirestoreModel
internal import Git
internal import JSON
internal import Store

/// Changes of single fields as lines of a log, and as JSON.
enum FieldLogReport {
  /// One line a change: commit, when, who, the field with old and new, the message's first line.
  static func lines(_ version: FieldVersion, of path: DocumentPath) -> [String] {
    let style = Style.output
    let entry = version.entry
    let head =
      "\(style.yellow(entry.commit.id.short))  \(style.dim(StoreTime.readable(entry.time)))  "
      + DeltaText.pad(HistoryText.who(entry, of: version.path), 12)
    var notes: [String] = []
    if version.path != path { notes.append("as \(Output.safe(version.path.description))") }
    if let merge = version.merges.first { notes.append("merged in \(merge.commit.id.short)") }
    if entry.claims.isForced { notes.append("forced") }
    if version.isAtOrBefore { notes.append("a shallow clone ends here: at or before") }
    let tail =
      "  \(Output.safe(entry.commit.subject))"
      + (notes.isEmpty ? "" : style.dim("  (\(notes.joined(separator: ", ")))"))
    if let problem = version.problem {
      return ["\(head)  \(style.red("cannot be read: \(Output.safe(problem.message))"))\(tail)"]
    }
    return version.changes.flatMap(changes).map { "\(head)  \($0)\(tail)" }
  }

  private static func changes(_ change: FieldChange) -> [String] {
    let style = Style.output
    if case .array? = change.old, case .array? = change.new {
      var options = RowOptions()
      options.valueWidth = 40
      return ChangeRows.rows(of: [change], options: options).map { row in
        let place = Output.safe(row.place)
        switch row.kind {
        case .added: return "\(place)  \(style.green("+ " + Output.safe(row.new ?? "")))"
        case .removed: return "\(place)  \(style.red("- " + Output.safe(row.old ?? "")))"
        case .moved: return "\(place)  moved from \(Output.safe(row.old ?? ""))"
        case .reordered: return "\(place)  reordered"
        case .changed:
          let pieces = row.pieces ?? []
          let old = row.old ?? pieces.filter { $0.kind != .inserted }.map(\.text).joined()
          let new = row.new ?? pieces.filter { $0.kind != .removed }.map(\.text).joined()
          return "\(place)  \(Output.safe(old)) → \(Output.safe(new))"
        }
      }
    }
    let place = Output.safe(change.path.description)
    switch (change.old, change.new) {
    case (let old?, let new?):
      let (before, after) = ValueLine.pair(old, new, width: 40)
      return ["\(place)  \(Output.safe(before)) → \(Output.safe(after))"]
    case (nil, let new?):
      return ["\(place)  \(style.green("+ " + Output.safe(ValueLine.text(new, width: 40))))"]
    case (let old?, nil):
      return ["\(place)  \(style.red("- " + Output.safe(ValueLine.text(old, width: 40))))"]
    case (nil, nil): return []
    }
  }

  static func json(_ version: FieldVersion) -> JSONValue {
    var members = HistoryText.json(version.entry, of: version.path)
    members.append(("path", .string(version.path.description)))
    members.append(
      (
        "changes",
        .array(
          version.changes.map { change in
            var parts: [(String, JSONValue)] = [("field", .string(change.path.description))]
            if let old = change.old { parts.append(("old", ValueText.json(old))) }
            if let new = change.new { parts.append(("new", ValueText.json(new))) }
            return .object(parts)
          })
      ))
    members.append(("mergedBy", .array(version.merges.map { .object(HistoryText.json($0, of: nil)) })))
    if let problem = version.problem { members.append(("problem", ErrorReport.json(problem))) }
    return .object(members)
  }
}
