internal import Changes
internal import Diagnostics
package import FirestoreModel
internal import Git
internal import JSON
internal import Platform
package import Store

/// Finds the documents of a snapshot that refer to given ones, by the `ref` annotations of its schemas.
///
/// Reads only collections that can hold such references: where a target's path says which (`users/ada/analyses` for a
/// persona of ada's), those alone. One pass whatever the number of targets; documents in which no target's id occurs
/// are not parsed.
package struct ReferenceCounter {
  private let snapshot: Snapshot
  private let schemas: SchemaSet
  /// Microseconds; later times in documents are plans, not uses.
  private let now: Int64
  /// Documents that are read at most.
  private let limit: Int
  private let referring: [CollectionPattern]

  package init(_ snapshot: Snapshot, schemas: SchemaSet, now: Int64, limit: Int = 200_000) {
    self.snapshot = snapshot
    self.schemas = schemas
    self.now = now
    self.limit = limit
    referring = schemas.governing.compactMap { ReferringFields($0, in: schemas) }.flatMap(\.targets)
      .map(\.pattern)
  }

  /// - Parameter progress: called with the documents done and their number.
  package func search(
    for targets: Set<DocumentPath>, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(StoreError) -> ReferenceSearch {
    var result = ReferenceSearch()
    if targets.isEmpty { return result }
    let work = try work(for: targets)
    let total = work.reduce(0) { $0 + $1.documents.count }
    var done = 0
    let scanner = ReferenceScanner(targets: targets, now: now, reader: ObjectReader(snapshot.repository))
    for item in work {
      var start = 0
      while start < item.documents.count {
        guard result.documents < limit else {
          result.unread += item.documents.count - start
          break
        }
        let end = min(start + ReferenceScanner.batchCount, item.documents.count)
        let batch = Array(item.documents[start..<end])
        for (index, hit) in scanner.scan(batch, item.fields).enumerated() {
          guard let hit else { continue }
          let kind = item.fields.schema.kind
          for target in hit.targets where target != batch[index].path {
            result.uses[target, default: .init()].add(batch[index].path, kind: kind, time: hit.time)
          }
        }
        done += batch.count
        result.documents += batch.count
        start = end
        progress(done, total)
      }
    }
    return result
  }

  /// Whether the schemas know of references to such documents.
  package func canBeReferred(_ path: DocumentPath) -> Bool { referring.contains { $0.fits(path) } }

  private struct Work {
    let fields: ReferringFields
    let documents: [(path: DocumentPath, id: ObjectID)]
  }

  private func work(for targets: Set<DocumentPath>) throws(StoreError) -> [Work] {
    var result: [Work] = []
    for schema in schemas.governing {
      guard let fields = ReferringFields(schema, in: schemas) else { continue }
      var collections = Set<CollectionPath>()
      for bindings in bindings(of: fields, for: targets) {
        collections.formUnion(try self.collections(of: schema.pattern, bindings))
      }
      var documents: [(path: DocumentPath, id: ObjectID)] = []
      for collection in collections.sorted() {
        // A more specific pattern may govern some of them.
        documents += try snapshot.blobs(in: collection).filter { schemas.schema(for: $0.path) === schema }
      }
      if !documents.isEmpty { result.append(Work(fields: fields, documents: documents)) }
    }
    return result
  }

  /// What the targets' paths say of the variables in the referring documents' paths, each once.
  private func bindings(of fields: ReferringFields, for targets: Set<DocumentPath>) -> Set<[String: String]> {
    let names = Set(fields.schema.pattern.variables)
    var result = Set<[String: String]>()
    for target in fields.targets {
      for path in targets {
        guard let match = target.pattern.match(path) else { continue }
        // The last one is the target's own id, whatever the pattern calls it.
        let known = target.pattern.segments.dropLast().compactMap { segment -> String? in
          if case .wildcard(let name) = segment { name } else { nil }
        }
        result.insert(match.filter { known.contains($0.key) && names.contains($0.key) })
      }
    }
    return result.contains([:]) ? [[:]] : result
  }

  /// The collections whose documents a pattern governs, where some variables are known.
  private func collections(
    of pattern: CollectionPattern, _ bindings: [String: String]
  ) throws(StoreError) -> [CollectionPath] {
    var open: [[String]] = [[]]
    for (index, segment) in pattern.segments.dropLast().enumerated() {
      var next: [[String]] = []
      for segments in open {
        switch segment {
        case .literal(let text): next.append(segments + [text])
        case .wildcard(let name):
          if let known = bindings[name] {
            next.append(segments + [known])
          } else if index % 2 == 1 {
            let collection = try storing { () throws(ModelError) in try CollectionPath(segments: segments) }
            next += try snapshot.documents(in: collection, includingMissing: true).map(\.segments)
          } else {
            let parent = try storing { () throws(ModelError) in
              try segments.isEmpty ? nil : DocumentPath(segments: segments)
            }
            next += try snapshot.collections(below: parent).map(\.segments)
          }
        }
      }
      open = next
    }
    return open.compactMap { try? CollectionPath(segments: $0) }
  }
}
