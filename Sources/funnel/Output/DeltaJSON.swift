internal import Changes
internal import FirestoreModel
internal import JSON
internal import Store

/// Changes of documents as JSON (docs/json.md, diff).
enum DeltaJSON {
  static func comparison(_ views: [DeltaView], _ files: [FileDelta]) -> JSONValue {
    ["documents": .array(views.map(json)), "files": .array(files.map(json))]
  }

  static func json(_ delta: DocumentDelta) -> JSONValue { json(DeltaView(delta)) }

  static func json(_ view: DeltaView) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("path", .string(view.name)), ("change", .string(view.kind.rawValue)),
    ]
    if let from = view.from { members.append(("from", .string(from))) }
    if let title = view.title { members.append(("title", .string(title))) }
    if let problem = view.newProblem ?? view.oldProblem {
      members.append(("problem", ErrorReport.json(problem)))
    }
    if let problem = view.oldProblem { members.append(("oldProblem", ErrorReport.json(problem))) }
    if let problem = view.newProblem { members.append(("newProblem", ErrorReport.json(problem))) }
    members.append(("fields", .array(view.fields.map(field))))
    return .object(members)
  }

  private static func field(_ change: FieldChange) -> JSONValue {
    var members: [(String, JSONValue)] = [("field", .string(change.path.description))]
    if let label = change.traits.notes.title { members.append(("label", .string(label))) }
    if let old = change.old { members.append(("old", ValueText.json(old))) }
    if let new = change.new { members.append(("new", ValueText.json(new))) }
    if change.changesType, let old = change.old, let new = change.new {
      members.append(("oldType", .string(old.typeName)))
      members.append(("newType", .string(new.typeName)))
    }
    switch change.detail {
    case .value: break
    case .text(let pieces):
      members.append(
        (
          "text",
          .array(
            pieces.map { piece in
              let key: String =
                switch piece.kind {
                case .common: "same"
                case .removed: "removed"
                case .inserted: "inserted"
                }
              return .object([(key, .string(piece.text))])
            })
        ))
    case .set(let added, let removed):
      members.append(("added", .array(added.map(ValueText.json))))
      members.append(("removed", .array(removed.map(ValueText.json))))
    case .elements(let elements): members.append(("elements", .array(elements.map(element))))
    }
    return .object(members)
  }

  private static func element(_ change: ElementChange) -> JSONValue {
    let kind: String =
      switch change.kind {
      case .inserted: "inserted"
      case .removed: "removed"
      case .moved: "moved"
      case .changed: "changed"
      }
    var members: [(String, JSONValue)] = [("change", .string(kind))]
    if let key = change.key { members.append(("key", ValueText.json(key.value))) }
    if let index = change.oldIndex { members.append(("oldIndex", .int(Int64(index)))) }
    if let index = change.newIndex { members.append(("newIndex", .int(Int64(index)))) }
    if change.kind == .changed, !change.fields.isEmpty {
      members.append(("fields", .array(change.fields.map(field))))
    } else {
      if change.kind != .moved, let old = change.old { members.append(("old", ValueText.json(old))) }
      if let new = change.new { members.append(("new", ValueText.json(new))) }
    }
    return .object(members)
  }

  private static func json(_ file: FileDelta) -> JSONValue {
    [
      "file": .string(file.name), "oldSize": file.oldSize.map { .int(Int64($0)) } ?? .null,
      "newSize": file.newSize.map { .int(Int64($0)) } ?? .null, "reason": ErrorReport.json(file.reason),
    ]
  }
}
