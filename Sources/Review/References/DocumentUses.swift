package import FirestoreModel

/// How many documents refer to one.
package struct DocumentUses: Sendable, Equatable {
  /// Documents, each once, whatever number of its fields refer.
  package var count = 0
  /// The same by the id of their collection.
  package var byCollection: [String: Int] = [:]
  /// What one document of a collection is called, by its id, where a schema says so.
  package var kinds: [String: String] = [:]
  /// The newest time in them that is not in the future.
  package var latest: Timestamp?
  /// Some of them, in the order that they were met: to name a few.
  package var examples: [DocumentPath] = []

  /// How many are named at most.
  static let mostExamples = 5

  package init() {}

  mutating func add(_ path: DocumentPath, kind: String?, time: Timestamp?) {
    count += 1
    if let kind { kinds[path.collection.id] = kind }
    byCollection[path.collection.id, default: 0] += 1
    if examples.count < Self.mostExamples { examples.append(path) }
    if let time { latest = max(latest ?? time, time) }
  }
}

/// What a search for referring documents found.
package struct ReferenceSearch: Sendable {
  package var uses: [DocumentPath: DocumentUses] = [:]
  /// Documents that were read.
  package var documents = 0
  /// Documents that were not, since there were too many: then there may be more uses.
  package var unread = 0

  package init() {}
}
