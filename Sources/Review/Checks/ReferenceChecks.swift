internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import Store

/// References to documents that the merged store does not have.
struct ReferenceChecks {
  let sides: ReviewSides

  func add(to notes: Notes, _ report: ReviewReport) throws(StoreError) {
    guard notes.settings.level(.danglingReference) > .off else { return }
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
    for path in gone.sorted() {
      guard let uses = report.uses[path], uses.count > 0, try sides.merged.blobs(of: path).data == nil else {
        continue
      }
      let example = uses.examples.first.map { ", " + $0.description + " for one" } ?? ""
      let who = uses.count == 1 ? "1 document refers" : "\(uses.count) documents refer"
      notes.add(
        .danglingReference, about: path,
        [.code(path.id), .text(" is not there any more, and \(who) to it\(example)")],
        at: uses.examples.first.map { notes.places.location($0) })
    }
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
