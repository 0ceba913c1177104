internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import Store

/// What a write did, in a line for each document.
enum WriteReport {
  static func print(_ outcome: WriteOutcome, unchanged: String, asJSON: Bool) {
    if asJSON {
      Output.json(json(outcome))
      return
    }
    guard outcome.isNew else {
      Output.line(unchanged)
      return
    }
    let style = Style.output
    let tail =
      "\(style.yellow(outcome.commit.short))  \(style.dim(StoreTime.readable(outcome.time.microsecondsSince1970)))"
    let width = min(78, Environment.terminalWidth) - 32
    let shown = outcome.changes.prefix(20)
    if shown.isEmpty { Output.line(DeltaText.pad("committed", width) + "  " + tail) }
    for (index, change) in shown.enumerated() {
      let text = style.bold(Output.safe(change.path.id)) + "  " + DeltaText.summary(change)
      let plain = Output.safe(change.path.id) + "  " + DeltaText.summary(change)
      let gap = String(repeating: " ", count: max(2, width + 2 - plain.unicodeScalars.count))
      Output.line(index == 0 ? text + gap + tail : text)
    }
    if outcome.changes.count > shown.count {
      Output.line("… and \(outcome.changes.count - shown.count) more documents")
    }
  }

  static func json(_ outcome: WriteOutcome) -> JSONValue {
    [
      "commit": .string(outcome.commit.description), "commitTime": .string(outcome.time.description),
      "changed": .bool(outcome.isNew),
      "documents": .array(
        outcome.changes.map { change in
          [
            "path": .string(change.path.description),
            "change": .string(change.old == nil ? "added" : change.new == nil ? "deleted" : "modified"),
            "fields": .array(
              FieldDiff.changes(from: change.old ?? Fields(), to: change.new ?? Fields()).map {
                .string($0.path.description)
              }),
          ]
        }),
    ]
  }
}
