internal import Changes
internal import Conditions
internal import Diagnostics
internal import FirestoreModel
internal import Store

/// What is worth a look in a document by its own change.
struct DocumentChecks {
  let sides: ReviewSides

  func add(to notes: Notes, _ report: inout ReviewReport) throws(StoreError) {
    for index in report.documents.indices {
      addOwn(notes, &report.documents[index])
      addEmptied(notes, report.documents[index])
      addPersonal(notes, report.documents[index])
    }
    if notes.settings.level(.caseTwins) > .off { try addTwins(notes, report) }
  }

  /// The store's own checks.
  private func addOwn(_ notes: Notes, _ document: inout ReviewedDocument) {
    for check in notes.settings.documentChecks where check.level > .off {
      if let pattern = check.pattern, !pattern.fits(document.path) { continue }
      let changed = document.changes.first { change in
        check.fields.contains { $0.isPrefix(of: change.path) || change.path.isPrefix(of: $0) }
      }
      if !check.fields.isEmpty, changed == nil { continue }
      if let condition = check.condition {
        let states = [document.old, document.new].compactMap { $0 }
        guard states.contains(where: { condition.holds(for: $0) }) else { continue }
      }
      if let label = check.label { document.labels.append(label) }
      notes.add(
        "review/" + check.name, check.level, about: document.path,
        [.code(document.path.id), .text(" " + check.message)],
        at: notes.places.location(document.path, changed?.path ?? document.changes.first?.path))
    }
  }

  private func addEmptied(_ notes: Notes, _ document: ReviewedDocument) {
    guard document.old != nil, document.new != nil else { return }
    for list in document.changes.flatMap(EmptiedList.all) {
      let entries = list.count == 1 ? "its one entry" : "all of its \(list.count) entries"
      notes.add(
        .emptiedList, about: document.path,
        [
          .text(list.label + " of "), .code(document.path.id),
          .text(list.isGone ? " is gone, with \(entries)" : " lost \(entries)"),
        ], at: notes.places.location(document.path, pointer: list.pointer))
    }
  }

  // MARK: Personal data

  private func addPersonal(_ notes: Notes, _ document: ReviewedDocument) {
    guard notes.settings.level(.personalData) > .off, !document.traits.isNone, let new = document.new else {
      return
    }
    var before: [String: Int] = [:]
    var after: [String: Int] = [:]
    PersonalValues.count(document.old ?? Fields(), document.traits, &before)
    PersonalValues.count(new, document.traits, &after)
    let added = after.filter { $0.value > before[$0.key] ?? 0 }.keys.sorted()
    guard !added.isEmpty else { return }
    let first = document.changes.first { document.traits.isPersonal($0.path) }
    notes.add(
      .personalData, about: document.path,
      [.code(document.path.id), .text(" gets personal data: \(added.joined(separator: ", "))")],
      at: notes.places.location(document.path, first?.path))
  }

  // MARK: Ids

  /// Ids that differ only in ASCII case are two documents, and one file on other people's machines.
  private func addTwins(_ notes: Notes, _ report: ReviewReport) throws(StoreError) {
    var added: [CollectionPath: [DocumentPath]] = [:]
    for document in report.documents {
      switch document.fate {
      case .added, .moved: added[document.path.collection, default: []].append(document.path)
      default: continue
      }
    }
    for move in report.moves {
      for (_, path) in move.documents { added[path.collection, default: []].append(path) }
    }
    for (collection, paths) in added.sorted(by: { $0.key < $1.key }) {
      var ids: [[UInt8]: [DocumentPath]] = [:]
      for (path, _) in try sides.merged.blobs(in: collection) {
        ids[Self.folded(path.id), default: []].append(path)
      }
      for path in paths.sorted() {
        guard let twin = ids[Self.folded(path.id)]?.first(where: { $0 != path }) else { continue }
        notes.add(
          .caseTwins, about: path,
          [
            .code(path.id), .text(" and "), .code(twin.id),
            .text(" differ only in case: on macOS and Windows one file takes the other's place"),
          ])
      }
    }
  }

  private static func folded(_ id: String) -> [UInt8] {
    id.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
  }
}

/// The values of a document that its schema calls personal.
enum PersonalValues {
  /// Counts the values by label; empty ones are none.
  static func count(_ fields: Fields, _ traits: FieldTraits, _ counts: inout [String: Int]) {
    var open: [(value: Value, traits: FieldTraits, label: String?, isPersonal: Bool)] = [
      (.map(fields), traits, nil, traits.notes.isPersonal)
    ]
    while let (value, traits, label, isPersonal) = open.popLast() {
      switch value {
      case .map(let inner):
        for (key, next) in inner {
          let below = traits.member(key)
          open.append(
            (next, below, isPersonal ? label : below.notes.title ?? key, isPersonal || below.notes.isPersonal)
          )
        }
      case .array(let elements):
        for next in elements {
          open.append((next, traits.items, label, isPersonal || traits.items.notes.isPersonal))
        }
      case .null: continue
      case .string(let text) where text.isEmpty: continue
      default: if isPersonal { counts[label ?? "the document", default: 0] += 1 }
      }
    }
  }
}
