internal import FirestoreModel

/// One change as a line for people, for whatever medium. All texts are raw.
package struct ChangeRow: Sendable, Equatable {
  package enum Kind: String, Sendable { case added, removed, changed, moved, reordered }

  package let kind: Kind
  /// Where: `characteristics.ageRange`, `challenges[1]`, `items[id="7"].name`.
  package let place: String
  /// The labels on the way, by the schema's titles; an index or key goes with the array's label.
  package let labels: [String]
  /// The old value on one line; nil for what was added or moved.
  package let old: String?
  /// The new value on one line; nil for what was removed.
  package let new: String?
  /// For a text with parts that stayed: old and new in one.
  package let pieces: [WordDiff.Piece]?

  package init(
    _ kind: Kind, place: String, labels: [String], old: String? = nil, new: String? = nil,
    pieces: [WordDiff.Piece]? = nil
  ) {
    self.kind = kind
    self.place = place
    self.labels = labels
    self.old = old
    self.new = new
    self.pieces = pieces
  }

  /// The label where it says more than the field's name does; `Age range` says no more than `ageRange`.
  package var tellingLabel: String? {
    guard let label = labels.last else { return nil }
    func letters(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
    // A name in backticks may hold dots itself.
    if place.utf8.last == UInt8(ascii: "`") { return letters(place).hasSuffix(letters(label)) ? nil : label }
    let name = place.split(separator: ".").last.map(String.init) ?? place
    return letters(label) == letters(name) ? nil : label
  }
}

/// How changes become rows.
package struct RowOptions: Sendable {
  /// Scalars that a value may take.
  package var valueWidth = 72
  /// Scalars of what stayed that are kept beside what changed in a long text; nil keeps all of it.
  package var context: Int? = 24
  /// Texts of any length by what changed in them alone; a word beside it is kept where nothing was replaced.
  package var isTerse = false
  /// Values of fields that the schema calls personal are replaced by `•••`.
  package var masksPersonal = false

  package init() {}
}

/// Changes as rows: one change, one row.
package enum ChangeRows {
  package static let mask = "•••"

  /// - Parameter whole: what is said of the document itself; a field in a personal map is personal too.
  package static func rows(
    of changes: [FieldChange], traits whole: FieldTraits = .none, options: RowOptions = RowOptions()
  ) -> [ChangeRow] {
    var writer = RowWriter(options: options)
    for change in changes {
      writer.add(
        change, place: "", labels: [],
        isMasked: options.masksPersonal && (change.traits.notes.isPersonal || whole.isPersonal(change.path)))
    }
    return writer.rows
  }
}

private struct RowWriter {
  let options: RowOptions
  var rows: [ChangeRow] = []

  init(options: RowOptions) { self.options = options }

  mutating func add(_ change: FieldChange, place prefix: String, labels: [String], isMasked: Bool) {
    let place = prefix.isEmpty ? change.path.description : prefix + "." + change.path.description
    let labels = labels + change.labels
    guard !isMasked else { return addMasked(change, place, labels) }
    switch (change.old, change.new) {
    case (let old?, let new?):
      switch change.detail {
      case .value:
        if options.isTerse, case .string(let before) = old, case .string(let after) = new,
          let pieces = TextLikeness.pieces(before, after)
        {
          rows.append(ChangeRow(.changed, place: place, labels: labels, pieces: shortened(pieces)))
        } else {
          addPair(old, new, place, labels)
        }
      case .text(let pieces):
        rows.append(ChangeRow(.changed, place: place, labels: labels, pieces: shortened(pieces)))
      case .set(let added, let removed):
        if added.isEmpty, removed.isEmpty {
          rows.append(ChangeRow(.reordered, place: place, labels: labels, new: line(new)))
        }
        for value in added { rows.append(ChangeRow(.added, place: place, labels: labels, new: line(value))) }
        for value in removed {
          rows.append(ChangeRow(.removed, place: place, labels: labels, old: line(value)))
        }
      case .elements(let elements): for element in elements { add(element, place, labels, change.traits) }
      }
    case (nil, let new?): rows.append(ChangeRow(.added, place: place, labels: labels, new: line(new)))
    case (let old?, nil): rows.append(ChangeRow(.removed, place: place, labels: labels, old: line(old)))
    case (nil, nil): break
    }
  }

  private mutating func add(
    _ element: ElementChange, _ array: String, _ labels: [String], _ traits: FieldTraits
  ) {
    let index =
      element.key.map { "[\($0.member)=\(ValueLine.text($0.value, width: 40))]" }
      ?? "[\(element.newIndex ?? element.oldIndex ?? 0)]"
    let place = array + index
    var labels = labels
    if let last = labels.popLast() { labels.append(last + index) }
    if options.masksPersonal, traits.items.notes.isPersonal {
      let kind: ChangeRow.Kind =
        switch element.kind {
        case .inserted: .added
        case .removed: .removed
        case .moved: .moved
        case .changed: .changed
        }
      return rows.append(masked(kind, place, labels))
    }
    switch element.kind {
    case .inserted:
      rows.append(ChangeRow(.added, place: place, labels: labels, new: element.new.map { line($0) }))
    case .removed:
      rows.append(ChangeRow(.removed, place: place, labels: labels, old: element.old.map { line($0) }))
    case .moved:
      let from = element.oldIndex.map { "\(array)[\($0)]" } ?? array
      rows.append(
        ChangeRow(.moved, place: place, labels: labels, old: from, new: element.new.map { line($0) }))
    case .changed:
      if !element.fields.isEmpty {
        for field in element.fields {
          add(
            field, place: place, labels: labels,
            isMasked: options.masksPersonal && field.traits.notes.isPersonal)
        }
      } else if let old = element.old, let new = element.new {
        if case .string(let before) = old, case .string(let after) = new,
          TextLikeness.isLong(before, after), let pieces = TextLikeness.pieces(before, after)
        {
          rows.append(ChangeRow(.changed, place: place, labels: labels, pieces: shortened(pieces)))
        } else {
          addPair(old, new, place, labels)
        }
      }
    }
  }

  private mutating func addPair(_ old: Value, _ new: Value, _ place: String, _ labels: [String]) {
    let (before, after) = ValueLine.pair(old, new, width: options.valueWidth)
    rows.append(ChangeRow(.changed, place: place, labels: labels, old: before, new: after))
  }

  private mutating func addMasked(_ change: FieldChange, _ place: String, _ labels: [String]) {
    rows.append(
      masked(change.old == nil ? .added : change.new == nil ? .removed : .changed, place, labels))
  }

  private func masked(_ kind: ChangeRow.Kind, _ place: String, _ labels: [String]) -> ChangeRow {
    ChangeRow(
      kind, place: place, labels: labels, old: kind == .added ? nil : ChangeRows.mask,
      new: kind == .removed ? nil : ChangeRows.mask)
  }

  private func line(_ value: Value) -> String { ValueLine.text(value, width: options.valueWidth) }

  /// What stayed, cut to what stands beside the changes.
  private func shortened(_ pieces: [WordDiff.Piece]) -> [WordDiff.Piece] {
    guard let context = options.context else { return pieces }
    return pieces.enumerated().map { index, piece in
      guard piece.kind == .common else {
        return WordDiff.Piece(piece.kind, ValueLine.cut(piece.text, to: options.valueWidth * 2))
      }
      let isFirst = index == 0
      let isLast = index == pieces.count - 1
      if options.isTerse { return WordDiff.Piece(.common, neighbours(index, of: pieces)) }
      let scalars = piece.text.unicodeScalars
      let room = isFirst || isLast ? context : context * 2
      guard scalars.count > room + 2 else { return piece }
      let head = isFirst ? "" : String(String.UnicodeScalarView(scalars.prefix(context)))
      let tail = isLast ? "" : String(String.UnicodeScalarView(scalars.suffix(context)))
      return WordDiff.Piece(.common, head + "…" + tail)
    }
  }

  /// The words of a stretch that stayed which stand beside an insertion or a removal: what was replaced needs none.
  private func neighbours(_ index: Int, of pieces: [WordDiff.Piece]) -> String {
    func isReplaced(_ first: Int, _ second: Int) -> Bool {
      pieces.indices.contains(first) && pieces.indices.contains(second) && pieces[first].kind != .common
        && pieces[second].kind != .common
    }
    let isFirst = index == 0
    let isLast = index == pieces.count - 1
    let words = TextCut.words(pieces[index].text)
    let head = isFirst || isReplaced(index - 2, index - 1) ? "" : words.prefix(2).map(\.text).joined()
    let tail = isLast || isReplaced(index + 1, index + 2) ? "" : words.suffix(2).map(\.text).joined()
    if isFirst || isLast { return head + tail }
    return words.count <= 4 ? pieces[index].text : head + "…" + tail
  }
}
