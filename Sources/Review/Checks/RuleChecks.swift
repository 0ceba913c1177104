internal import Diagnostics
internal import FirestoreModel
internal import JSON
internal import SchemaTools
internal import Store

/// What is worth a look in changes of schemas, rules and settings.
struct RuleChecks {
  let sides: ReviewSides

  func add(to notes: Notes, _ report: ReviewReport) throws(StoreError) {
    try addWidened(notes, report)
    addTogether(notes, report)
    addSettings(notes, report)
  }

  private func addWidened(_ notes: Notes, _ report: ReviewReport) throws(StoreError) {
    guard notes.settings.level(.widenedEnum) > .off, !report.schemas.isEmpty else { return }
    let library = try RuleFiles.libraries(sides).new
    // A choice in a shared file is every schema's that refers to it, and told once.
    var told = Set<String>()
    for schema in report.schemas {
      for change in schema.changes where change.keyword == "enum" && Self.widens(change) {
        let place = change.newPlace.map(library.location) ?? SourceLocation(file: schema.file)
        if let pointer = place.pointer, !told.insert("\(place.file ?? "")#\(pointer)").inserted { continue }
        notes.add(
          .widenedEnum,
          [
            .code(change.path.isEmpty ? "the value" : change.path), .text(" in "), .code(schema.file),
            .text(" takes more values: \(change.text)"),
          ], at: notes.places.location(file: place.file ?? schema.file, pointer: Self.tokens(place.pointer)))
      }
    }
  }

  private static func tokens(_ pointer: String?) -> [String] {
    pointer.flatMap { JSONPointer($0)?.tokens } ?? []
  }

  /// Whether a choice takes what it did not take before.
  private static func widens(_ change: SchemaChange) -> Bool {
    switch change.direction {
    case .looser: return true
    case .changed:
      guard let now = change.new else { return true }
      guard case .array(let old)? = change.old, case .array(let new) = now else { return false }
      let before = Set(old.map { $0.compact() })
      return new.contains { !before.contains($0.compact()) }
    default: return false
    }
  }

  private func addTogether(_ notes: Notes, _ report: ReviewReport) {
    let files = report.schemas.map(\.file) + report.otherFiles.filter { $0 == "firestore.rules" }
    let count = report.documents.count + report.moves.reduce(0) { $0 + $1.documents.count }
    guard !files.isEmpty, count > 0 else { return }
    var words: [ReviewNote.Word] = []
    for (index, file) in files.prefix(3).enumerated() {
      if index > 0 {
        words.append(.text(index == min(files.count, 3) - 1 && files.count <= 3 ? " and " : ", "))
      }
      words.append(.code(file))
    }
    if files.count > 3 { words.append(.text(" and \(files.count - 3) more")) }
    words.append(
      .text(
        " change\(files.count == 1 ? "s" : "") together with \(count) document\(count == 1 ? "" : "s"): rules and what they judge in one step"
      ))
    notes.add(.rulesWithData, words, at: notes.places.location(file: files[0]))
  }

  private func addSettings(_ notes: Notes, _ report: ReviewReport) {
    guard let start = sides.start, start.settings.review != sides.head.settings.review else { return }
    notes.add(
      .reviewSettings,
      [
        .code("funnel.json"),
        .text(" changes what reviews look at; until it is merged, the checks of both sides hold"),
      ], at: notes.places.location(file: "funnel.json", pointer: ["review"]))
  }
}
