internal import Changes
internal import DocumentCodec
internal import FirestoreModel
internal import Git
package import JSON
internal import Reports
internal import SchemaTools

/// A review as `--json` prints it (docs/json.md).
package enum ReviewJSON {
  package static func value(_ report: ReviewReport, strictly: Bool) -> JSONValue {
    let range = report.range
    return [
      "base": ["name": .string(range.baseName), "commit": .string(range.base.description)],
      "head": ["name": .string(range.headName), "commit": .string(range.head.description)],
      "mergeBase": report.start.map { .string($0.description) } ?? .null,
      "passes": .bool(report.exitCode(strictly: strictly) == 0),
      "summary": .string(ReviewWords.headline(report)),
      "documents": .array(report.documents.map { document($0) }),
      "moves": .array(
        report.moves.map { move in
          [
            "from": .string(move.old), "to": .string(move.new),
            "documents": .array(
              move.documents.map {
                ["from": .string($0.old.description), "to": .string($0.new.description)]
              }),
          ]
        }),
      "volatileOnly": .array(report.folded.map { .string($0.description) }),
      "schemas": .array(
        report.schemas.map { schema in
          [
            "file": .string(schema.file), "direction": .string(schema.changes.direction.rawValue),
            "changes": .array(schema.changes.map(\.json)),
            "broken": .array(schema.broken.map { .string($0.description) }),
          ]
        }),
      "files": .array(report.otherFiles.map { .string($0) }),
      "notes": .array(report.notes.map { note($0, strictly: strictly) }),
      "conflicts": .array(report.conflicts.map(conflict)),
      "judged": .int(Int64(report.judged)), "alreadyInvalid": .int(Int64(report.alreadyInvalid)),
    ]
  }

  private static func document(_ document: ReviewedDocument) -> JSONValue {
    let change: String =
      switch document.fate {
      case .added: "added"
      case .removed: "deleted"
      case .changed: "modified"
      case .moved: "moved"
      case .unreadable: "unreadable"
      }
    var members: [(String, JSONValue)] = [
      ("path", .string(document.path.description)), ("change", .string(change)),
    ]
    if case .moved(let old) = document.fate { members.append(("from", .string(old.description))) }
    if case .unreadable(let reason) = document.fate { members.append(("problem", .string(reason))) }
    members += [
      ("name", document.title.map { .string($0) } ?? .null),
      ("owner", document.owner.map { .string($0) } ?? .null),
      ("labels", .array(document.labels.map { .string($0) })),
      (
        "uses",
        document.uses.map { uses in
          [
            "documents": .int(Int64(uses.count)),
            "collections": .object(
              uses.byCollection.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
                ($0.key, .int(Int64($0.value)))
              }),
            "latest": uses.latest.map { .string($0.description) } ?? .null,
          ]
        } ?? .null
      ),
      (
        "fields",
        .array(
          document.changes.map { change in
            var parts: [(String, JSONValue)] = [
              ("field", .string(change.path.description)),
              ("labels", .array(change.labels.map { .string($0) })),
            ]
            if let old = change.old { parts.append(("old", DocumentFile.jsonValue(old))) }
            if let new = change.new { parts.append(("new", DocumentFile.jsonValue(new))) }
            return .object(parts)
          })
      ),
    ]
    return .object(members)
  }

  private static func note(_ note: ReviewNote, strictly: Bool) -> JSONValue {
    [
      "code": .string(note.code),
      "level": .string(note.level == .fail || strictly ? "fail" : "warn"),
      "document": note.document.map { .string($0.description) } ?? .null,
      "message": .string(note.sentence), "location": FindingJSON.place(note.location),
      "hint": note.hint.map { .string($0) } ?? .null,
      "findings": .array(note.findings.map(FindingJSON.value)),
    ]
  }

  private static func conflict(_ conflict: ReviewConflict) -> JSONValue {
    func value(_ value: Value?) -> JSONValue { value.map { DocumentFile.jsonValue($0) } ?? .null }
    return [
      "document": .string(conflict.document.description), "pointer": .string(conflict.pointer),
      "field": conflict.field.map { .string($0.description) } ?? .null, "base": value(conflict.base),
      "ours": value(conflict.ours), "theirs": value(conflict.theirs), "message": .string(conflict.message),
    ]
  }
}
