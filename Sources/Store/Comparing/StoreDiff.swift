internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform

extension Store {
  /// The documents that differ, in path order, each by itself: what was moved is deleted here and added there. What
  /// differs only in `live/` is told only when asked, and what differs only in format or place never.
  public func diff(
    from old: DiffSide, to new: DiffSide, filter: PathFilter = .all, includingLive: Bool = false
  ) throws(StoreError) -> [DocumentDelta] {
    var options = ComparisonOptions()
    if filter != .all { options.filters = [filter] }
    options.includingLive = includingLive
    options.findsMoves = false
    return try compare(from: old, to: new, options).documents
  }

  /// What differs between two sides: documents, each side read with its own settings and schemas, and files that are
  /// no documents. A document that cannot be read on one side is told with the other side.
  ///
  /// Costs what the change costs: equal subtrees are not entered, and only files that differ are read.
  public func compare(
    from old: DiffSide, to new: DiffSide, _ options: ComparisonOptions = ComparisonOptions()
  ) throws(StoreError) -> Comparison {
    let left = try ComparedSide(old, self)
    let right = try ComparedSide(new, self)
    let reader = objects
    let changed = try ChangedFiles(
      left, right, reader: reader, repository: repository, filters: options.filters,
      includingLive: options.includingLive)
    var jobs: [ComparisonJob] = []
    var came: [ComparisonJob] = []
    var went: [ComparisonJob] = []
    for (path, pair) in changed.documents {
      // A document is there when its data/ file is.
      switch (pair.old.data, pair.new.data) {
      case (nil, nil): continue
      case (nil, _?): came.append(ComparisonJob(.added, path, pair.old, pair.new))
      case (_?, nil): went.append(ComparisonJob(.deleted, path, pair.old, pair.new))
      case (_?, _?): jobs.append(ComparisonJob(.modified, path, pair.old, pair.new))
      }
    }
    var moves = MoveJobs(came: came, went: went)
    if options.findsMoves { moves.findSame() }
    jobs += moves.rest
    let readsMoved = options.readsMoved || moves.same.count <= 20
    if readsMoved { jobs += moves.same }
    for index in jobs.indices {
      jobs[index].oldTraits = left.traits(for: jobs[index].from ?? jobs[index].path)
      jobs[index].newTraits = right.traits(for: jobs[index].path)
    }
    let content = FileContent(left: left.directory, right: right.directory)
    var found = Self.read(jobs, reader, content, left.settings, right.settings, options)
    if options.findsMoves { moves.findSimilar(in: &found, includingVolatile: options.includingLive) }
    if !readsMoved { found += moves.same.map { DocumentDelta(.moved, path: $0.path, from: $0.from) } }
    // By their places: each is large to move.
    found = found.indices.sorted { found[$0].path < found[$1].path }.map { found[$0] }
    var files: [FileDelta] = []
    for (name, misfit) in changed.misfits {
      if let old = misfit.old, let new = misfit.new, old.isSame(as: new) { continue }
      files.append(
        FileDelta(
          name: name, oldSize: try size(misfit.old, name, left.directory),
          newSize: try size(misfit.new, name, right.directory), reason: misfit.reason))
    }
    files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return Comparison(documents: found, files: files)
  }

  private func size(_ version: FileVersion?, _ name: String, _ directory: String?) throws(StoreError) -> Int?
  {
    guard let version else { return nil }
    if case .file = version.source {
      return FileStatus.of((directory ?? ".") + "/" + name).map { Int($0.size) } ?? 0
    }
    guard let id = version.id, repository.contains(id) else { return 0 }
    return try storing { () throws(GitError) in try repository.size(of: id) }
  }

  /// Reads and compares, on several threads where there is enough to do: each inflates the bases of deltas anew.
  private static func read(
    _ jobs: [ComparisonJob], _ reader: ObjectReader, _ content: FileContent, _ old: Settings?,
    _ new: Settings?,
    _ options: ComparisonOptions
  ) -> [DocumentDelta] {
    func run(_ range: Range<Int>, _ reader: ObjectReader) -> [DocumentDelta] {
      range.compactMap { jobs[$0].delta(reader, content, old, new, options) }
    }
    let count = jobs.count < 1_000 ? 1 : Workers.count(limit: 4)
    if count == 1 { return run(jobs.indices, reader) }
    let parts = (0..<count).map { part in
      ComparisonPart(
        jobs: jobs[(jobs.count * part / count)..<(jobs.count * (part + 1) / count)],
        reader: part == 0 ? reader : reader.another())
    }
    Workers.run(count) { number in
      parts[number].run(content, old, new, options)
    }
    return parts.flatMap(\.found)
  }

  /// Whether what a filter names is there on one of the sides at least.
  public func isThere(_ filter: PathFilter, on sides: [DiffSide]) throws(StoreError) -> Bool {
    if case .all = filter { return true }
    for side in sides {
      let side = try ComparedSide(side, self)
      if case .document(let path) = filter {
        if try side.version(of: path, .data, repository) != nil { return true }
        continue
      }
      guard case .collection(let collection) = filter, let settings = side.settings else { continue }
      let folder =
        [DocumentFolder.data.rawValue]
        + DocumentPlace.folderComponents(of: collection, fanOut: settings.fanOut)
      let tree = try storing { () throws(GitError) in try repository.subtree(at: folder, in: side.tree) }
      let prefix = folder.joined(separator: "/") + "/"
      if side.overlay.contains(where: { $0.key.hasPrefix(prefix) && $0.value != nil }) { return true }
      if tree != nil { return true }
    }
    return false
  }
}

/// A share of the jobs, for one thread: only that thread touches it until all have ended.
private final class ComparisonPart: @unchecked Sendable {
  private let jobs: ArraySlice<ComparisonJob>
  private let reader: ObjectReader
  private(set) var found: [DocumentDelta] = []

  init(jobs: ArraySlice<ComparisonJob>, reader: ObjectReader) {
    self.jobs = jobs
    self.reader = reader
  }

  func run(_ content: FileContent, _ old: Settings?, _ new: Settings?, _ options: ComparisonOptions) {
    found = jobs.compactMap { $0.delta(reader, content, old, new, options) }
  }
}
