internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import JSON
internal import Merging
internal import Store

/// What merging cannot settle, and what a host's merge by lines would do to it.
struct MergeNotes {
  let sides: ReviewSides
  let merged: MergedStore

  func add(to notes: Notes, _ report: inout ReviewReport) {
    for document in merged.documents {
      for conflict in document.conflicts where conflict.reason != .schema {
        add(conflict, of: document, to: notes, &report)
      }
      if let problem = document.problem {
        notes.add(
          "review/conflict", .fail, about: document.path,
          [.code(document.path.id), .text(" cannot be merged with \(sides.range.baseName): \(problem)")],
          hint: Self.wayOut(sides))
      }
      if document.isClean { addHarm(document, to: notes) }
    }
    let prefix = sides.prefix
    for file in merged.files {
      guard let problem = file.problem else { continue }
      let name = file.name.hasPrefix(prefix) ? String(file.name.dropFirst(prefix.count)) : file.name
      notes.add(
        "review/conflict", .fail,
        [.code(name), .text(" cannot be merged with \(sides.range.baseName): \(problem)")],
        at: notes.places.location(file: name), hint: Self.wayOut(sides))
    }
  }

  static func wayOut(_ sides: ReviewSides) -> String {
    "on the branch: funnel merge \(sides.range.baseName), then funnel resolve"
  }

  private func add(
    _ conflict: MergeConflict, of document: MergedDocument, to notes: Notes, _ report: inout ReviewReport
  ) {
    let range = sides.range
    report.conflicts.append(
      ReviewConflict(
        document: document.path, pointer: conflict.pointer, field: conflict.field, base: conflict.base,
        ours: conflict.ours, theirs: conflict.theirs, message: conflict.sentence))
    func value(_ value: Value?) -> String { value.map { ValueLine.text($0, width: 48) } ?? "nothing" }
    let field = conflict.field.map { sides.traits(of: document.path).labels($0).last ?? $0.description }
    let pointer = JSONPointer(conflict.pointer)?.tokens ?? []
    let place = field.map { "\($0) of " } ?? ""
    notes.add(
      "review/conflict", .fail, about: document.path,
      [
        .text(place), .code(document.path.id), .text(" is in conflict: \(range.baseName) has "),
        .code(value(conflict.ours)), .text(", \(range.headName) has "), .code(value(conflict.theirs)),
      ], at: notes.places.location(document.path, pointer: pointer), hint: Self.wayOut(sides))
  }

  private func addHarm(_ document: MergedDocument, to notes: Notes) {
    let id = ReviewNote.Word.code(document.path.id)
    let hint = "merge on the branch, with funnel merge \(sides.range.baseName), and push"
    switch document.host {
    case .same: return
    case .conflict:
      notes.add(
        .hostConflict, about: document.path,
        [
          .text("A host's plain merge stops at "), id,
          .text(", which both sides changed; funnel merges it field by field."),
        ], hint: hint)
    case .invalid:
      notes.add(
        .hostHarm, about: document.path,
        [.text("A host's plain merge would leave "), id, .text(" as a file that is no document.")], hint: hint
      )
    case .different:
      // What both together break is told as that.
      if !document.findings.isEmpty { return }
      notes.add(
        .hostHarm, about: document.path,
        [.text("A host's plain merge would give "), id, .text(" other values than both sides mean.")],
        hint: hint)
    }
  }
}
