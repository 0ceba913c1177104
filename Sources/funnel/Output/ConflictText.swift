internal import Changes
internal import FirestoreModel
internal import JSON
internal import Merging

/// Conflicts as people read them: the place, why, and what the three sides have.
enum ConflictText {
  static func print(_ conflict: MergeConflict, settled: String? = nil) {
    let place =
      conflict.pointer.isEmpty ? "the whole document" : conflict.field?.description ?? conflict.pointer
    // In an array the pointer says more than the field.
    let isInside = conflict.field.map { $0.segments.count } != conflict.pointer.split(separator: "/").count
    let name = conflict.pointer.isEmpty || !isInside ? place : conflict.pointer
    let state = settled.map { Style.output.green("settled: \($0)") } ?? conflict.sentence
    Output.line("  \(Style.output.bold(Output.safe(name)))  \(Output.safe(state))")
    if settled != nil { return }
    for (side, value) in [("base", conflict.base), ("ours", conflict.ours), ("theirs", conflict.theirs)] {
      Output.line("    \(DeltaText.pad(side, 6))  " + ValueText.line(value))
    }
  }

  static func json(_ document: MergedDocument) -> JSONValue {
    [
      "path": .string(document.path.description),
      "movedFrom": document.movedFrom.map { .string($0.description) } ?? .null,
      "plainMerge": .string(document.host.rawValue), "problem": document.problem.map { .string($0) } ?? .null,
      "conflicts": .array(document.conflicts.map(\.json)),
    ]
  }
}
