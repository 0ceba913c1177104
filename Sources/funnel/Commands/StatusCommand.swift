internal import ArgumentParser
internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import Store

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show what was edited by hand and is not committed.")

  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try Store()
    try store.recoverIfNeeded()
    let summary = try store.summary()
    let items = try store.editedItems()
    if output.json {
      Output.json([
        "branch": summary.branch.map { .string($0) } ?? .null, "commit": .string(summary.commit.description),
        "edited": .array(items.map(json)),
      ])
      return
    }
    let now = Environment.microsecondsNow
    Output.line(
      "On \(summary.branch.map { "branch \($0)" } ?? "no branch") at \(summary.commit.short) (\(Ago.text(now - summary.time)), \(Output.safe(summary.author)))"
    )
    if items.isEmpty {
      Output.line(store.isBare ? "A bare store: no files to edit." : "Nothing edited by hand.")
      return
    }
    Output.line("Edited by hand, not committed:")
    let width = min(36, items.map { name($0).unicodeScalars.count }.max() ?? 0)
    for item in items {
      Output.line(
        "  \(DeltaText.pad(name(item), width))  \(DeltaText.pad(change(item), 28))  \(verdict(item))")
    }
  }

  private func name(_ item: EditedItem) -> String {
    if case .document(let path, _) = item.file { return Output.safe(path.description) }
    return Output.safe(item.name)
  }

  private func change(_ item: EditedItem) -> String {
    switch item.change {
    case .added: return "new"
    case .deleted: return "deleted"
    case .modified:
      if item.fields.isEmpty { return "changed" }
      let names = item.fields.prefix(3).map { Output.safe($0.description) }.joined(separator: ", ")
      return item.fields.count > 3 ? "\(names), …" : names
    }
  }

  private func verdict(_ item: EditedItem) -> String {
    if item.isIgnored { return Style.output.yellow("ignored by git") }
    if item.findings.isEmpty { return item.change == .deleted ? "" : Style.output.green("valid") }
    let count = "\(item.findings.count) finding\(item.findings.count == 1 ? "" : "s")"
    return Style.output.red(count) + "   funnel validate \(name(item))"
  }

  private func json(_ item: EditedItem) -> JSONValue {
    var path: JSONValue = .null
    if case .document(let document, _) = item.file { path = .string(document.description) }
    return [
      "path": path, "file": .string(item.name), "change": .string(item.change.rawValue),
      "ignored": .bool(item.isIgnored),
      "fields": .array(item.fields.map { .string($0.description) }),
      "findings": .array(item.findings.map { (finding: Finding) in ErrorReport.json(finding) }),
    ]
  }
}
