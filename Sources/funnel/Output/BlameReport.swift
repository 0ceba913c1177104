internal import Changes
internal import Diagnostics
internal import FieldHistory
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import Store

/// Blame as a table, and as JSON.
enum BlameReport {
  /// One line a place: what, its value, who, when, which commit, and its first line.
  static func lines(_ blame: Blame, _ traits: FieldTraits) -> [String] {
    let isTerminal = Environment.standardOutputIsTerminal
    let names = blame.lines.map {
      Output.safe(isTerminal ? $0.place.label(traits) : $0.place.description)
    }
    let people = blame.lines.map(who)
    let values = blame.lines.map { value($0.value) }
    let dates = blame.lines.map { line in
      HistoryText.date(line.restores.first ?? line.setter, isAtOrBefore: line.isAtOrBefore)
    }
    let widths = (
      name: width(names, 100), value: width(values, 40), people: width(people, 24), date: width(dates, 12)
    )
    let style = Style.output
    return blame.lines.indices.map { index in
      let line = blame.lines[index]
      let commit = (line.restores.first ?? line.setter).commit
      return [
        DeltaText.pad(names[index], widths.name), DeltaText.pad(values[index], widths.value),
        DeltaText.pad(people[index], widths.people), DeltaText.pad(dates[index], widths.date),
        style.yellow(commit.id.short), why(line, blame.path),
      ].joined(separator: "  ")
    }
  }

  private static func width(_ texts: [String], _ most: Int) -> Int {
    min(most, texts.map { $0.unicodeScalars.count }.max() ?? 0)
  }

  /// A text bare, everything else in the file form.
  private static func value(_ value: Value) -> String {
    if case .string(let text) = value, !text.isEmpty { return Output.safe(ValueLine.cut(text, to: 40)) }
    return Output.safe(ValueLine.text(value, width: 40))
  }

  private static func who(_ line: BlameLine) -> String {
    guard let restore = line.restores.first else { return HistoryText.who(line.setter, of: line.setIn) }
    return "restore (\(HistoryText.who(restore, of: nil)))"
  }

  private static func why(_ line: BlameLine, _ path: DocumentPath) -> String {
    let setter = line.setter
    var parts: [String] = []
    if line.restores.isEmpty {
      parts.append(Output.safe(setter.commit.subject))
    } else {
      let date = HistoryText.date(setter, isAtOrBefore: line.isAtOrBefore)
      parts.append(
        "back to \(date) (was \(HistoryText.who(setter, of: line.setIn)), \(setter.commit.id.short))")
    }
    if line.setIn != path { parts.append("as \(Output.safe(line.setIn.description))") }
    if let merge = line.merges.first {
      parts.append("merged \(HistoryText.date(merge, isAtOrBefore: false)) in \(merge.commit.id.short)")
    }
    if setter.door == .restore, line.restores.isEmpty { parts.append("restored") }
    if setter.claims.isForced { parts.append("forced") }
    if line.isAtOrBefore { parts.append("a shallow clone ends here") }
    let style = Style.output
    return parts[0] + (parts.count > 1 ? style.dim("  (\(parts.dropFirst().joined(separator: ", ")))") : "")
  }

  static func json(_ blame: Blame, at commit: ObjectID) -> JSONValue {
    [
      "path": .string(blame.path.description), "at": .string(commit.description),
      "fields": .array(
        blame.lines.map { line in
          [
            "field": .string(line.place.description), "value": ValueText.json(line.value),
            "setBy": .object(HistoryText.json(line.setter, of: line.setIn)),
            "setIn": .string(line.setIn.description),
            "restoredBy": .array(line.restores.map { .object(HistoryText.json($0, of: nil)) }),
            "mergedBy": .array(line.merges.map { .object(HistoryText.json($0, of: nil)) }),
            "atOrBefore": .bool(line.isAtOrBefore),
          ]
        }), "unreadable": .array(blame.unreadable.map(json)),
    ]
  }

  static func json(_ version: UnreadableVersion) -> JSONValue {
    .object(
      HistoryText.json(version.entry, of: version.path) + [
        ("path", .string(version.path.description)), ("problem", ErrorReport.json(version.problem)),
      ])
  }
}
