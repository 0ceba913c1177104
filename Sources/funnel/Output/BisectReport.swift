internal import Conditions
internal import Diagnostics
internal import FieldHistory
internal import FirestoreModel
internal import Git
internal import JSON
internal import Store

/// When a condition held, in lines and as JSON.
enum BisectReport {
  /// The first commit first: it is what was asked for.
  static func lines(_ bisection: Bisection, _ condition: Condition) -> [String] {
    guard let first = bisection.stretches.first, let last = bisection.stretches.last else {
      return [
        "never: no version of \(Output.safe(bisection.path.description)) fits \(Output.safe(condition.text))"
      ]
    }
    var lines = [line("first", first.from, bisection.path, isAtOrBefore: first.isAtOrBefore)]
    for (index, stretch) in bisection.stretches.enumerated() {
      if index > 0 { lines.append(line("again", stretch.from, bisection.path, isAtOrBefore: false)) }
      if let until = stretch.until { lines.append(line("until", until, bisection.path, isAtOrBefore: false)) }
    }
    if last.until == nil { lines.append(Style.output.dim("and it holds to the end")) }
    return lines
  }

  /// That a condition asks for what never was: a mistyped name answers `never` too.
  static func unknown(_ bisection: Bisection) -> String? {
    guard let name = bisection.unknownNames.first else { return nil }
    let near = Suggestion.nearest(to: name, among: bisection.fields)
    let field = Output.safe(FieldPath.quoted(name))
    return "no version has a field \(field): "
      + (near.map { "did you mean \(Output.safe(FieldPath.quoted($0)))?" }
        ?? "every comparison with it is false, !exists(\(field)) is true")
  }

  private static func line(
    _ word: String, _ entry: HistoryEntry, _ path: DocumentPath, isAtOrBefore: Bool
  ) -> String {
    let style = Style.output
    return
      "\(word)  \(style.yellow(entry.commit.id.short))  \(style.dim(StoreTime.readable(entry.time)))  "
      + "\(DeltaText.pad(HistoryText.who(entry, of: path), 12))  \(Output.safe(entry.commit.subject))"
      + (isAtOrBefore ? style.dim("  (here or before: the search begins here)") : "")
  }

  static func json(_ bisection: Bisection, _ condition: Condition) -> JSONValue {
    func entry(_ entry: HistoryEntry) -> JSONValue { .object(HistoryText.json(entry, of: bisection.path)) }
    return [
      "path": .string(bisection.path.description), "when": .string(condition.text),
      "first": bisection.stretches.first.map { entry($0.from) } ?? .null,
      "stretches": .array(
        bisection.stretches.map { stretch in
          [
            "from": entry(stretch.from), "atOrBefore": .bool(stretch.isAtOrBefore),
            "until": stretch.until.map(entry) ?? .null,
          ]
        }),
      "holds": .bool(bisection.stretches.last.map { $0.until == nil } ?? false),
      "unreadable": .array(bisection.unreadable.map(BlameReport.json)),
    ]
  }
}
