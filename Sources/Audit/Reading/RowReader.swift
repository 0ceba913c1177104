internal import Changes
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import JSON
internal import Store

/// Makes the rows of commits of a chain, for one thread.
final class RowReader {
  private let history: AuditedHistory
  private let query: AuditQuery
  private let trees: StoreTrees
  private let versions: VersionReader
  /// What the newest schemas call personal: what is so today was so before it was written down.
  private let personalNow: PersonalFields

  init(_ history: AuditedHistory, _ query: AuditQuery, reader: ObjectReader, blobs: DecodedBlobs)
    throws(StoreError)
  {
    self.history = history
    self.query = query
    let trees = StoreTrees(reader, root: history.root)
    self.trees = trees
    versions = VersionReader(reader: reader, blobs: blobs)
    var personal = PersonalFields.none
    if let tip = history.chain.tip { personal = trees.personalFields(of: try trees.store(in: tip.tree)) }
    personalNow = personal
  }

  /// The rows of what one commit of the chain changed against the one before it, in the order of documents and fields.
  ///
  /// - Parameter body: takes them, some hundred at a time.
  func rows(at index: Int, _ body: ([AuditRow]) throws(StoreError) -> Void) throws(StoreError) {
    let link = history.chain[index]
    // What it brought is excluded with it.
    if history.excludes(link.id) { return }
    let old = index == 0 ? .none : try trees.store(in: history.chain[index - 1].tree)
    let new = try trees.store(in: link.tree)
    var delta = try trees.delta(from: old, to: new, includingLive: query.includesLive)
    let recreates = link.recreates && !link.isMerge
    if delta.isEmpty, !recreates { return }
    let facts = CommitFacts(try storing { () throws(GitError) in try trees.reader.commit(link.id) })
    if recreates { try delta.mark(recreated: facts.claims.recreated, trees, from: old, to: new) }
    delta.markMoves(versions)
    delta.documents.removeAll { !query.takes(.document($0.path)) }
    delta.files.removeAll { !query.takes(.file($0.name)) }
    if delta.isEmpty { return }
    let before = index == 0 ? link.id : history.chain[index - 1].id
    let maker = RowMaker(
      time: link.time, facts: facts, states: (old: before, new: link.id),
      personal: [trees.personalFields(of: old), trees.personalFields(of: new), personalNow],
      showsPersonal: query.showsPersonal)
    if link.isMerge {
      // What a merge brought is told apart as a whole: it is of one branch, not of a store's size.
      var rows: [AuditRow] = []
      for document in delta.documents { try add(document, maker, to: &rows) }
      for file in delta.files { rows += try self.rows(of: file, maker) }
      var trace = MergeTrace(index: index, history: history, trees: trees, versions: versions, query: query)
      rows = try trace.attribute(rows, of: facts)
      try give(rows, body)
      return
    }
    var rows: [AuditRow] = []
    for document in delta.documents {
      try add(document, maker, to: &rows)
      if rows.count >= 512 {
        try give(rows, body)
        rows.removeAll(keepingCapacity: true)
      }
    }
    for file in delta.files { rows += try self.rows(of: file, maker) }
    try give(rows, body)
  }

  private func give(_ rows: [AuditRow], _ body: ([AuditRow]) throws(StoreError) -> Void) throws(StoreError) {
    let wanted = query.takesAll ? rows : rows.filter(query.takes)
    if !wanted.isEmpty { try body(wanted) }
  }

  private func add(
    _ document: StoreDelta.Document, _ maker: RowMaker, to rows: inout [AuditRow]
  ) throws(StoreError) {
    let old = try versions.read(document.old, includingLive: query.includesLive, isOld: !query.isNewestFirst)
    let new = try versions.read(document.new, includingLive: query.includesLive, isOld: query.isNewestFirst)
    maker.add(document, old, new, to: &rows)
  }

  /// One row for a file; for the settings one for each key, since some of them judge the others' changes.
  private func rows(of file: StoreDelta.File, _ maker: RowMaker) throws(StoreError) -> [AuditRow] {
    guard file.name == "funnel.json", file.old?.mode != .symbolicLink, file.new?.mode != .symbolicLink,
      file.old != nil || file.new != nil
    else { return [maker.row(of: file)] }
    let old = try file.old.map { (side) throws(StoreError) in try settings(side) } ?? [:]
    let new = try file.new.map { (side) throws(StoreError) in try settings(side) } ?? [:]
    guard let old, let new else { return [maker.row(of: file)] }
    let rows = Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map { key in
      maker.row(of: file, key: key, old[key], new[key])
    }
    return rows.isEmpty ? [maker.row(of: file)] : rows
  }

  /// The settings by key; nil for what is no JSON object.
  private func settings(_ side: TreeComparer.Side) throws(StoreError) -> [String: Value]? {
    let bytes = try storing { () throws(GitError) in try trees.reader.blob(side.id) }
    guard let text = try? JSONText(parsing: bytes), text.root.kind == .object else { return nil }
    var result: [String: Value] = [:]
    for (key, value) in text.root.members {
      let read = try? DocumentFile.decodeValue(value)
      result[key.string ?? ""] = read ?? .string(String(decoding: value.rawBytes, as: UTF8.self))
    }
    return result
  }
}

/// Turns differences of one commit into rows.
struct RowMaker {
  let time: Int64
  let facts: CommitFacts
  let states: (old: ObjectID, new: ObjectID)
  let personal: [PersonalFields]
  let showsPersonal: Bool

  func add(
    _ document: StoreDelta.Document, _ old: VersionReader.Reading, _ new: VersionReader.Reading,
    to rows: inout [AuditRow]
  ) {
    let operation: AuditRow.Operation =
      document.old.data == nil ? .create : document.new.data == nil ? .delete : .update
    if document.old.data == nil, document.new.data == nil { return }
    let attribution = facts.attribution(of: document.path)
    let file = document.new.data == nil ? document.old.name : document.new.name
    func row(
      _ field: [String], _ old: Value?, _ new: Value?, _ problem: String? = nil,
      _ operation: AuditRow.Operation = operation
    ) -> AuditRow {
      let isPersonal =
        problem == nil && personal.contains { $0.isPersonal(document.path, field, [old, new]) }
      return AuditRow(
        time: time, origin: facts, attribution: attribution, merge: nil, subject: .document(document.path),
        file: file, state: new == nil ? states.old : states.new, operation: operation, field: field, old: old,
        new: new, isPersonal: isPersonal, isMasked: isPersonal && !showsPersonal, problem: problem,
        signature: facts.commit.isSigned ? .unchecked : .none, counterpart: document.counterpart)
    }
    if document.isRecreated, old.problem == nil, new.problem == nil {
      let gone = FieldWalk(from: old.fields, to: nil).changes
      for one in gone { rows.append(row(one.path, one.old, nil, nil, .delete)) }
      if gone.isEmpty { rows.append(row([], nil, nil, nil, .delete)) }
      let come = FieldWalk(from: nil, to: new.fields).changes
      for one in come { rows.append(row(one.path, nil, one.new, nil, .create)) }
      if come.isEmpty { rows.append(row([], nil, nil, nil, .create)) }
      return
    }
    let start = rows.count
    if let problem = old.problem { rows.append(row([], nil, nil, "not readable before: \(problem)")) }
    if let problem = new.problem { rows.append(row([], nil, nil, "not readable: \(problem)")) }
    // What became of the fields nobody can tell; where they can be read again, all are told.
    if new.problem == nil {
      for one in FieldWalk(from: old.fields, to: new.fields).changes {
        rows.append(row(one.path, one.old, one.new))
      }
    }
    // An empty document that came or went has no field to tell it by.
    if rows.count == start, operation != .update { rows.append(row([], nil, nil)) }
  }

  /// - Parameter key: one of the settings, with its values; nil is the whole file.
  func row(of file: StoreDelta.File, key: String? = nil, _ old: Value? = nil, _ new: Value? = nil) -> AuditRow
  {
    let before = file.old.map { Value.string("blob \($0.id.short)") }
    let after = file.new.map { Value.string("blob \($0.id.short)") }
    return AuditRow(
      time: time, origin: facts, attribution: facts.attribution(of: nil), merge: nil,
      subject: .file(file.name),
      file: file.name, state: file.new == nil ? states.old : states.new,
      operation: file.old == nil ? .create : file.new == nil ? .delete : .update,
      field: key.map { [$0] } ?? [],
      old: key == nil ? before : old, new: key == nil ? after : new,
      isPersonal: false, isMasked: false, problem: file.problem,
      signature: facts.commit.isSigned ? .unchecked : .none)
  }
}
