internal import Changes
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
    if shown.count > 1 {
      Output.line(DeltaText.pad("\(outcome.changes.count) documents changed", width) + "  " + tail)
      for change in shown {
        Output.line(
          "  " + style.bold(Output.safe(change.path.description)) + "  " + DeltaText.summary(change))
      }
      if outcome.changes.count > shown.count {
        Output.line("  … and \(outcome.changes.count - shown.count) more")
      }
      return
    }
    if shown.isEmpty { Output.line(DeltaText.pad("committed", width) + "  " + tail) }
    for change in shown {
      let text = style.bold(Output.safe(change.path.id)) + "  " + DeltaText.summary(change)
      let plain = Output.safe(change.path.id) + "  " + DeltaText.summary(change)
      let gap = String(repeating: " ", count: max(2, width + 2 - plain.unicodeScalars.count))
      Output.line(text + gap + tail)
    }
  }

  /// The JSON answer of a write that found nothing to do: the tip as it is.
  static func printUnchanged(_ store: Store, branch: String?) throws {
    let tip = try store.entry(of: try store.tip(of: branch))
    Output.json([
      "commit": .string(tip.commit.id.description),
      "commitTime": .string(Timestamp(microsecondsSince1970: tip.time).description), "changed": false,
      "documents": [],
    ])
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
