internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import Store

/// References to documents that the merged store does not have.
struct ReferenceChecks {
  let sides: ReviewSides
  let store: Store

  func add(to notes: Notes, _ report: ReviewReport) throws(StoreError) {
    let levels = [ReviewCheck.danglingReference, .lostReference].map(notes.settings.level)
    if levels.allSatisfy({ $0 == .off }) { return }
    var known: [DocumentPath: Bool] = [:]
    for document in report.documents {
      guard let new = document.new else { continue }
      var told = Set<DocumentPath>()
      let past = Set(references(in: document.old, of: document.path, sides.startSchemas).map(\.target))
      for reference in references(in: new, of: document.path, sides.headSchemas) {
        // One that led nowhere before is no doing of this change.
        guard told.insert(reference.target).inserted else { continue }
        if try isThere(reference.target, &known) { continue }
        if past.contains(reference.target) {
          guard try wasThere(reference.target) else { continue }
        } else if sides.isDiverged, try sides.head.blobs(of: reference.target).data != nil {
          // Right on its own branch: the other side took away what this one begins to refer to.
          addTorn(
            document.path, reference, by: sides.range.baseName,
            at: notes.places.location(document.path, pointer: reference.pointer), notes)
          continue
        }
        notes.add(
          .danglingReference, about: document.path,
          [
            .code(document.path.id), .text(" refers to "), .code(reference.target.description),
            .text(", which is not there"),
          ], at: notes.places.location(document.path, pointer: reference.pointer))
      }
    }
    try addLost(notes, report)
  }

  /// Documents that went, and that others still refer to.
  private func addLost(_ notes: Notes, _ report: ReviewReport) throws(StoreError) {
    var gone: [DocumentPath] = []
    for document in report.documents {
      switch document.fate {
      case .removed: gone.append(document.path)
      case .moved(let old): gone.append(old)
      default: continue
      }
    }
    for move in report.moves { gone += move.documents.map(\.old) }
    let torn = try addTorn(from: gone, notes)
    for path in gone.sorted() {
      guard let uses = report.uses[path], uses.count > torn[path] ?? 0,
        try sides.merged.blobs(of: path).data == nil
      else { continue }
      let example = uses.examples.first.map { ", " + $0.description + " for one" } ?? ""
      let who = uses.count == 1 ? "1 document refers" : "\(uses.count) documents refer"
      notes.add(
        .danglingReference, about: path,
        [.code(path.id), .text(" is not there any more, and \(who) to it\(example)")],
        at: uses.examples.first.map { notes.places.location($0) })
    }
  }

  /// References that the other side began to make meanwhile, to documents that the reviewed side took away.
  ///
  /// - Returns: how many documents have such ones, by target.
  private func addTorn(from gone: [DocumentPath], _ notes: Notes) throws(StoreError) -> [DocumentPath: Int] {
    guard sides.isDiverged, !gone.isEmpty, let base = sides.base, notes.settings.level(.lostReference) > .off
    else { return [:] }
    let targets = Set(gone)
    var counts: [DocumentPath: Int] = [:]
    let start: DiffSide = sides.start.map { .commit($0.commit) } ?? .nothing
    for delta in try store.diff(from: start, to: .commit(base.commit)) {
      guard let new = delta.new else { continue }
      var told = Set(references(in: delta.old, of: delta.path, sides.startSchemas).map(\.target))
      for reference in references(in: new, of: delta.path, sides.baseSchemas) {
        guard targets.contains(reference.target), told.insert(reference.target).inserted,
          try sides.merged.blobs(of: reference.target).data == nil,
          try sides.merged.blobs(of: delta.path).data != nil
        else { continue }
        counts[reference.target, default: 0] += 1
        addTorn(
          delta.path, reference, by: sides.range.headName,
          at: notes.places.location(delta.path, pointer: reference.pointer), notes)
      }
    }
    return counts
  }

  private func addTorn(
    _ path: DocumentPath, _ reference: FoundReference, by side: String, at location: SourceLocation,
    _ notes: Notes
  ) {
    notes.add(
      .lostReference, about: path,
      [
        .text("Merged with \(sides.range.baseName), "), .code(path.id), .text(" refers to "),
        .code(reference.target.description), .text(", which \(side) takes away"),
      ], at: location, hint: "keep the document, or let what refers to it refer to another one")
  }

  private func isThere(
    _ path: DocumentPath, _ known: inout [DocumentPath: Bool]
  ) throws(StoreError) -> Bool {
    if let answer = known[path] { return answer }
    let answer = try sides.merged.blobs(of: path).data != nil
    known[path] = answer
    return answer
  }

  private func wasThere(_ path: DocumentPath) throws(StoreError) -> Bool {
    for snapshot in [sides.start, sides.base] {
      if let snapshot, try snapshot.blobs(of: path).data != nil { return true }
    }
    return false
  }

  /// What the schemas call references, and values of that type.
  private func references(in fields: Fields?, of path: DocumentPath, _ schemas: SchemaSet) -> [FoundReference]
  {
    guard let fields else { return [] }
    var result: [FoundReference] = []
    if let schema = schemas.schema(for: path), let referring = ReferringFields(schema, in: schemas) {
      result = referring.references(in: fields, of: path)
    }
    var open: [(value: Value, pointer: [String])] = [(.map(fields), [])]
    while let (value, pointer) = open.popLast() {
      switch value {
      case .reference(let reference) where reference.database == nil:
        if !result.contains(where: { $0.pointer == pointer }) {
          result.append(FoundReference(target: reference.path, pointer: pointer))
        }
      case .map(let inner):
        for (key, next) in inner.entries.reversed() { open.append((next, pointer + [FileForm.key(key)])) }
      case .array(let elements):
        for (index, next) in elements.enumerated().reversed() {
          open.append((next, pointer + [String(index)]))
        }
      default: continue
      }
    }
    return result
  }
}
