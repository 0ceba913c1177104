internal import Changes
internal import FirestoreModel
internal import Store

/// Changes of documents as people read them in a terminal: one change, one line.
enum DeltaText {
  /// `Busy parent  (users/ada/personas/busy-parent)` and a line for each change.
  static func lines(_ delta: DocumentDelta) -> [String] { lines(DeltaView(delta)) }

  static func lines(_ view: DeltaView) -> [String] {
    var lines = [heading(view)]
    for problem in view.problems { lines.append("  " + Style.output.red(Output.safe(problem))) }
    lines += body(view.rows())
    return lines
  }

  /// The lines of changes alone.
  static func body(_ rows: [ChangeRow]) -> [String] {
    let names = rows.map(name)
    let width = min(28, names.map(\.unicodeScalars.count).max() ?? 0)
    var last = ""
    return zip(rows, names).map { row, name in
      // What happened to the members of a set stands below its name.
      let shown = name == last ? "" : name
      last = name
      return "  " + pad(shown, width) + "  " + change(row)
    }
  }

  static func heading(_ view: DeltaView) -> String {
    let style = Style.output
    let path = (view.from.map { Output.safe($0) + " → " } ?? "") + Output.safe(view.name)
    let word: String =
      switch view.kind {
      case .added: "  " + style.green(view.word)
      case .deleted: "  " + style.red(view.word)
      case .moved: "  " + style.yellow(view.word)
      case .modified: ""
      }
    guard let title = view.title.map({ Output.safe($0) }) else { return style.bold(path) + word }
    return style.bold(title) + "  (\(path))" + word
  }

  /// Where a change is: the field, with its label where that says more.
  static func name(_ row: ChangeRow) -> String {
    Output.safe(row.place) + (row.tellingLabel.map { " (\(Output.safe($0)))" } ?? "")
  }

  /// What the change is.
  static func change(_ row: ChangeRow) -> String {
    let style = Style.output
    if let pieces = row.pieces { return pieces.map(piece).joined() }
    let (old, new) = (row.old.map { Output.safe($0) } ?? "", row.new.map { Output.safe($0) } ?? "")
    switch row.kind {
    case .added: return style.green("+ " + new)
    case .removed: return style.red("- " + old)
    case .moved: return "moved from \(old): \(new)"
    case .reordered: return "reordered: \(new)"
    case .changed: return "\(style.red(old)) → \(style.green(new))"
    }
  }

  private static func piece(_ piece: WordDiff.Piece) -> String {
    let style = Style.output
    let text = Output.safe(piece.text)
    return switch piece.kind {
    case .common: text
    case .removed: style.isOn ? style.red(text) : "[-\(text)-]"
    case .inserted: style.isOn ? style.green(text) : "{+\(text)+}"
    }
  }

  /// Documents that were moved and are the same, three and more with one rename, in a line; the rest by itself.
  static func grouped(_ views: [DeltaView]) -> [(rename: String, count: Int, views: [DeltaView])] {
    var counts: [String: Int] = [:]
    let keys = views.map { view -> String in
      guard view.kind == .moved, view.fields.isEmpty, !view.isUnreadable, let from = view.from else {
        return ""
      }
      let key = rename(from, view.name)
      counts[key, default: 0] += 1
      return key
    }
    var result: [(rename: String, count: Int, views: [DeltaView])] = []
    var done = Set<String>()
    for (view, key) in zip(views, keys) {
      guard !key.isEmpty, let count = counts[key], count >= 3 else {
        result.append(("", 1, [view]))
        continue
      }
      if done.insert(key).inserted { result.append((key, count, [])) }
    }
    return result
  }

  /// What of the path changed: `users/ada/personas → users/ada/profiles`.
  private static func rename(_ old: String, _ new: String) -> String {
    var left = old.split(separator: "/")
    var right = new.split(separator: "/")
    while left.count > 1, right.count > 1, let a = left.last, let b = right.last, a.utf8.elementsEqual(b.utf8)
    {
      left.removeLast()
      right.removeLast()
    }
    return left.joined(separator: "/") + " → " + right.joined(separator: "/")
  }

  /// A file that is no document.
  static func line(_ file: FileDelta) -> String {
    let style = Style.output
    func size(_ bytes: Int) -> String { "\(bytes) byte\(bytes == 1 ? "" : "s")" }
    let what: String =
      switch (file.oldSize, file.newSize) {
      case (nil, let new?): style.green("added") + ", \(size(new))"
      case (let old?, nil): style.red("deleted") + ", \(size(old))"
      case (let old?, let new?): "changed, \(size(old)) → \(size(new))"
      case (nil, nil): "changed"
      }
    return style.bold(Output.safe(file.name)) + "  \(what); \(Output.safe(file.reason.message))"
  }

  static func title(_ fields: Fields?) -> String? { fields?.title.map { Output.safe($0) } }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
  }

  /// `description changed`, `3 fields changed`, `created`, `deleted`: what a write did, in a few words.
  static func summary(_ change: DocumentChange) -> String {
    guard let old = change.old else { return "created" }
    guard let new = change.new else { return "deleted" }
    let fields = FieldDiff.changes(from: old, to: new)
    switch fields.count {
    case 0: return "written again"
    case 1...3: return fields.map { Output.safe($0.path.description) }.joined(separator: ", ") + " changed"
    default: return "\(fields.count) fields changed"
    }
  }
}
