package import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Platform
package import Store

/// What `funnel resolve` did to a file.
package struct ResolvedFile: Sendable {
  /// From the repository's root.
  package let name: String
  /// The places that were settled now.
  package let settled: [MergeConflict]
  /// What is still to be decided.
  package let open: [MergeConflict]
  /// Whether git has the file as merged now.
  package let isDone: Bool
}

extension StoreConflicts {
  /// Settles conflicts of a document, or of another file as a whole.
  ///
  /// The file gets the choice first, then the record says so; when nothing is open the document is judged by its
  /// schema, git's index takes the file as merged, and the record goes. Whoever dies in between has lost nothing: the
  /// same command does the rest, and until the index has it git knows the file as unmerged.
  ///
  /// - Parameters:
  ///   - files: those to settle: of one document, or one other file.
  ///   - place: a field path or an RFC 6901 pointer; nil settles everything that is open.
  ///   - choice: nil only ends what is settled already.
  ///   - force: takes what breaks its schema.
  /// - Throws: `resolve/nothing` where nothing of that name is in conflict, `resolve/place` for a place that is not,
  ///   `resolve/open` without a choice where one is needed, `store/schema` for a document that does not fit.
  package func resolve(
    _ files: [File], place: String?, choice: MergeChoice?, force: Bool = false
  ) throws(StoreError) -> [ResolvedFile] {
    try store.withLock { () throws(StoreError) in
      let places = files.compactMap(\.record).flatMap(\.items).filter { Self.isAt($0.conflict, place) }
      if let place, places.isEmpty { throw unknown(place, files) }
      var results: [ResolvedFile] = []
      var done = Set<String>()
      // A value for a place goes into the file that the place is in.
      for file in files {
        if let record = file.record {
          if place != nil, !record.items.contains(where: { Self.isAt($0.conflict, place) }) { continue }
          let result = try resolve(file, record, place: place, choice: choice, done, force)
          if result.isDone { done.insert(result.name) }
          results.append(result)
        } else {
          results.append(try resolveOther(file, choice))
        }
      }
      return results
    }
  }

  private static func isAt(_ conflict: MergeConflict, _ place: String?) -> Bool {
    guard let place else { return true }
    if place == conflict.pointer || conflict.pointer.hasPrefix(place + "/") { return true }
    guard let field = conflict.field, let wanted = try? FieldPath(place) else { return false }
    return wanted.isPrefix(of: field)
  }

  private func unknown(_ place: String, _ files: [File]) -> StoreError {
    let known = files.compactMap(\.record).flatMap { record in
      record.items.map { $0.conflict.field?.description ?? $0.conflict.pointer }
    }
    return StoreError(
      "resolve/place", "\(place) is not in conflict",
      hint: known.isEmpty
        ? "leave the field out: the document is in conflict as a whole"
        : "in conflict: \(known.joined(separator: ", "))",
      kind: .usage)
  }

  // MARK: - Documents

  private func resolve(
    _ file: File, _ record: ConflictRecord, place: String?, choice: MergeChoice?, _ done: Set<String>,
    _ force: Bool
  ) throws(StoreError) -> ResolvedFile {
    var record = record
    var settled: [MergeConflict] = []
    var content = try content(of: file)
    if let choice {
      if record.problem != nil {
        content = try side(file, choice)
        record.problem = nil
        record.items = []
      }
      for index in record.items.indices where Self.isAt(record.items[index].conflict, place) {
        // Without a place only what is open is settled, so that choices that were made stay.
        if place == nil, record.items[index].settled != nil { continue }
        record.items[index].settled = choice.name
        settled.append(record.items[index].conflict)
      }
      if !settled.isEmpty { content = try apply(choice, to: settled, in: content, file) }
    }
    let open = record.openItems.map(\.conflict)
    if choice == nil, !open.isEmpty || record.problem != nil {
      throw StoreError(
        "resolve/open", "\(record.document) is still in conflict",
        hint: "say how: --ours, --theirs, --base or --value JSON", kind: .usage)
    }
    try write(content, to: file.name)
    CrashPoint.fileWritten.reach()
    if !open.isEmpty || record.problem != nil {
      try record.write(in: store)
      return ResolvedFile(name: file.name, settled: settled, open: open, isDone: false)
    }
    if !record.items.isEmpty { try record.write(in: store) }
    CrashPoint.journaled.reach()
    if !force { try judge(record, done) }
    try stage(file.name, content)
    CrashPoint.indexWritten.reach()
    try ConflictRecord.remove(file.name, in: store)
    return ResolvedFile(name: file.name, settled: settled, open: [], isDone: true)
  }

  /// What the file holds now; where that is no document (git's conflict markers, say), the merged document.
  private func content(of file: File) throws(StoreError) -> Content {
    let path = absolute(file.name)
    let bytes = try storing { () throws(FileError) in try Files.readIfPresent(path) }
    guard let bytes else {
      // Gone on our side; git itself leaves the other side's file there.
      return file.stages.ours == nil ? .fields(nil) : .fields(file.merged)
    }
    if let fields = try? DocumentFile.decode(bytes, file: nil) { return .fields(fields) }
    return file.merged.map { .fields($0) } ?? .bytes(bytes)
  }

  enum Content {
    /// A document, or none.
    case fields(Fields?)
    /// Text that is no document.
    case bytes([UInt8])

    var bytes: [UInt8]? {
      switch self {
      case .fields(let fields): fields.map { DocumentFile.encode($0) }
      case .bytes(let bytes): bytes
      }
    }
  }

  private func apply(
    _ choice: MergeChoice, to conflicts: [MergeConflict], in content: Content, _ file: File
  ) throws(StoreError) -> Content {
    guard case .fields(let fields) = content else {
      throw StoreError(
        "resolve/unreadable", "\(file.name) is no document as it stands",
        hint: "mend the file, or git checkout -m -- \(file.name)",
        kind: .refused)
    }
    return .fields(
      try storing { () throws(MergeError) in try MergeResolution.apply(choice, to: conflicts, in: fields) })
  }

  /// The whole file as one side has it.
  private func side(_ file: File, _ choice: MergeChoice) throws(StoreError) -> Content {
    let id: ObjectID?
    switch choice {
    case .ours: id = file.stages.ours
    case .theirs: id = file.stages.theirs
    case .base: id = file.stages.base
    case .value(let value):
      guard case .map(let fields)? = value else {
        throw StoreError(
          "resolve/unreadable", "the document is in conflict as a whole, so its value must be an object",
          kind: .refused)
      }
      return .fields(fields)
    }
    guard let id else { return .fields(nil) }
    let bytes = try storing { () throws(GitError) in try store.repository.blob(id) }
    do throws(CodecError) { return .fields(try DocumentFile.decode(bytes, file: nil)) } catch {
      throw StoreError(
        "resolve/unreadable", "that side of \(file.name) cannot be read: \(error.message)",
        hint: "take another side, or give the document with --value", kind: .refused)
    }
  }

  /// A document whose files are both settled must fit its schema, as the working tree has it.
  ///
  /// - Parameter done: the files that this command has settled before.
  private func judge(_ record: ConflictRecord, _ done: Set<String>) throws(StoreError) {
    let isOpen = files.contains { other in
      other.name != record.file && other.record?.document == record.document && !done.contains(other.name)
    }
    guard !isOpen, let directory = store.directory else { return }
    let working = try WorkingStore(directory: directory)
    guard try working.document(record.document) != nil else { return }
    let (findings, sources) = working.findings(for: record.document)
    if findings.isEmpty { return }
    var error = StoreError(
      "store/schema", findings[0].message, location: findings[0].location, kind: .refused, findings: findings,
      sources: sources)
    error.advice = [
      "\(record.document) does not fit its schema, so it stays in conflict.",
      "  another value: funnel resolve \(record.document) FIELD --value …    anyway: --force",
    ]
    throw error
  }

  // MARK: - Other files

  private func resolveOther(_ file: File, _ choice: MergeChoice?) throws(StoreError) -> ResolvedFile {
    let id: ObjectID?
    switch choice {
    case .ours: id = file.stages.ours
    case .theirs: id = file.stages.theirs
    case .base: id = file.stages.base
    case .value, nil:
      throw StoreError(
        "resolve/open", "\(file.name) is no document: edit it, then git add it",
        hint: "or take a side as a whole: --ours, --theirs, --base", kind: .usage)
    }
    var content = Content.fields(nil)
    if let id {
      content = .bytes(try storing { () throws(GitError) in try store.repository.blob(id) })
    }
    try write(content, to: file.name)
    try stage(file.name, content)
    return ResolvedFile(name: file.name, settled: [], open: [], isDone: true)
  }

  // MARK: - Files and index

  private func absolute(_ name: String) -> String { (store.repository.workTree ?? "") + "/" + name }

  private func write(_ content: Content, to name: String) throws(StoreError) {
    let file = absolute(name)
    try storing { () throws(FileError) in
      guard let bytes = content.bytes else {
        try Files.remove(file)
        return
      }
      try checkParents(of: name)
      if try Files.readIfPresent(file) == bytes { return }
      try Files.makeDirectories(Files.parent(of: file))
      let temporary = file + ".funnel-new"
      try Files.write(bytes, to: temporary, durable: true)
      do throws(FileError) { try Files.rename(temporary, to: file) } catch {
        _ = try? Files.remove(temporary)
        throw error
      }
    }
  }

  /// A folder on the way that is a link would lead the write out of the repository.
  private func checkParents(of name: String) throws(FileError) {
    var folder = Files.parent(of: name)
    while folder != "." {
      if let status = FileStatus.of(absolute(folder)), status.kind != .directory {
        throw FileError("write below", absolute(folder), 20)
      }
      folder = Files.parent(of: folder)
    }
  }

  /// What `git add` does: the file is merged from now on.
  private func stage(_ name: String, _ content: Content) throws(StoreError) {
    let update = IndexUpdate(in: store.repository, stateDirectory: store.stateDirectory)
    try storing { () throws(GitError) in
      let edit: IndexFile.Edit
      if let bytes = content.bytes {
        edit = .put(try store.repository.write(.blob, bytes), FileStatus.of(absolute(name)))
      } else {
        edit = .remove
      }
      let index = try update.begin()
      do throws(GitError) {
        try update.stage(index.applying([(name, edit)]))
        try update.commit()
      } catch {
        try update.release()
        throw error
      }
    }
  }
}

extension MergeChoice {
  /// How records call it.
  var name: String {
    switch self {
    case .ours: "ours"
    case .theirs: "theirs"
    case .base: "base"
    case .value: "value"
    }
  }
}
