internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import Store

/// Which documents the reviewed side changed since the two parted, and what there is to say of each.
struct DocumentReading {
  let sides: ReviewSides
  let store: Store

  func read(into report: inout ReviewReport) throws(StoreError) {
    let old: DiffSide = report.start.map { .commit($0) } ?? .nothing
    var options = ComparisonOptions()
    options.includingLive = true
    options.readsMoved = true
    let deltas = try store.compare(from: old, to: .commit(sides.range.head), options).documents
    var documents: [ReviewedDocument] = []
    var moves = MoveGroups()
    for delta in deltas {
      let document = try document(delta)
      if document.fate == .changed, document.changes.isEmpty {
        report.folded.append(document.path)
      } else if case .moved(let old) = document.fate, document.changes.isEmpty {
        moves.add(from: old, to: document.path)
      } else {
        documents.append(document)
        // What cannot be read is told where it was, too: nothing else says that it is there no more.
        if case .unreadable = document.fate, let old = delta.from {
          var gone = document
          gone.path = old
          gone.file = StoreRoot.name(old, .data, sides.head.settings)
          documents.append(gone)
        }
      }
    }
    report.moves = moves.moves
    documents.sort { $0.path < $1.path }
    var names = OwnerNames(sides: sides)
    for index in documents.indices {
      let path = documents[index].path
      documents[index].owner = try names.owner(of: path)
      let schema = sides.headSchemas.schema(for: path) ?? sides.startSchemas.schema(for: path)
      documents[index].kind = schema?.kind
    }
    report.documents = documents
  }

  private func document(_ delta: DocumentDelta) throws(StoreError) -> ReviewedDocument {
    var document = ReviewedDocument(path: delta.path, fate: .changed)
    let newTraits = sides.headSchemas.traits(for: delta.path)
    let oldTraits = sides.startSchemas.traits(for: delta.from ?? delta.path)
    document.traits = newTraits.isNone || delta.new == nil ? oldTraits : newTraits
    document.file = StoreRoot.name(delta.path, .data, sides.head.settings)
    if let problem = delta.problem {
      let place = problem.location.map { $0.description + ": " } ?? ""
      document.fate = .unreadable(place + problem.message)
      // The side that can be read tells the name.
      document.new = (try? sides.head.document(delta.path)).flatMap { $0 }?.fields
      document.old = (try? sides.start?.document(delta.path)).flatMap { $0 }?.fields
    } else {
      document.old = delta.old
      document.new = delta.new
      if delta.old == nil { document.fate = .added }
      if delta.new == nil { document.fate = .removed }
      if let from = delta.from { document.fate = .moved(from: from) }
      // Of a document that came or went every field is a change, not every map at its top.
      document.changes = FieldDiff.changes(
        from: delta.old ?? delta.new.map(Self.maps) ?? Fields(),
        to: delta.new ?? delta.old.map(Self.maps) ?? Fields(), traits: document.traits,
        oldTraits: oldTraits.isNone ? document.traits : oldTraits, includingVolatile: false)
    }
    document.title = (document.new ?? document.old)?.title
    return document
  }
}

extension DocumentReading {
  /// The maps of a document without anything in them but maps.
  private static func maps(of fields: Fields) -> Fields {
    Fields(
      sorted: fields.compactMap { key, value in
        guard case .map(let inner) = value, !inner.isEmpty else { return nil }
        return (key, .map(maps(of: inner)))
      })
  }
}

/// Names of the documents that others lie below.
struct OwnerNames {
  let sides: ReviewSides
  private var known: [DocumentPath: String] = [:]

  init(sides: ReviewSides) { self.sides = sides }

  /// The name of the document that this one's collection lies below, or its id; nil at the root.
  mutating func owner(of path: DocumentPath) throws(StoreError) -> String? {
    guard let parent = path.collection.parent else { return nil }
    if let name = known[parent] { return name }
    var fields: Fields?
    // One that cannot be read has its id still.
    for snapshot in [sides.head, sides.start] where fields == nil {
      fields = (try? snapshot?.document(parent)).flatMap { $0 }?.fields
    }
    let name = fields?.title ?? parent.id
    known[parent] = name
    return name
  }
}
