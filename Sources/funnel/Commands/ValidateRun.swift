internal import Diagnostics
internal import Git
internal import Platform
internal import Reports
internal import Store

/// One judgement of a store, of parts of it, or of files that no store holds.
struct ValidateRun {
  private let request: ValidateRequest
  private var printer: ReportPrinter
  /// A schema that was asked about is wrong: exit code 78 instead of 1.
  private var isConfigurationWrong = false

  static func run(_ request: ValidateRequest) throws {
    var run = ValidateRun(request, prefix: "")
    do {
      switch request.place {
      case .automatic where WorkingStore.directory(around: ".") == nil: try run.outsideOfWorkTree()
      case .workTree: try run.workTree(mustBe: true)
      case .automatic: try run.workTree(mustBe: false)
      case .staged: try run.staged()
      case .revision(let revision): try run.commit(revision)
      }
    } catch let error as any Explained where error.kind == .configuration {
      guard request.format.holdsConfigurationFaults else {
        run.printer.flush()
        throw error
      }
      run.report(error)
    } catch {
      run.printer.flush()
      throw error
    }
    run.printer.finish()
    if run.isConfigurationWrong { throw CommandExit(code: FaultKind.configuration.exitCode) }
    if run.printer.totals.findings > 0 { throw CommandExit.negative() }
  }

  private init(_ request: ValidateRequest, prefix: String) {
    self.request = request
    printer = ReportPrinter(
      request.format, command: "funnel validate", prefix: prefix, limit: request.limit)
  }

  /// Before anything is printed: where the store lies in its repository.
  private mutating func setPrefix(_ prefix: String) {
    if !prefix.isEmpty, printer.totals.items == 0 { self = ValidateRun(request, prefix: prefix) }
  }

  /// Settings or schemas that are wrong, for forms that hold everything.
  private mutating func report(_ error: any Explained) {
    isConfigurationWrong = true
    let findings =
      error.findings.isEmpty
      ? [
        Finding(
          code: error.code, message: error.message, location: error.location ?? .init(), hint: error.hint)
      ]
      : error.findings
    let sources = (error as? StoreError)?.sources ?? [:]
    var files: [String] = []
    for finding in findings {
      let file = finding.location.file ?? "schemas"
      if !files.contains(file) { files.append(file) }
    }
    for file in files {
      printer.add(
        file, findings.filter { ($0.location.file ?? "schemas") == file }, sources, isDocument: false)
    }
  }

  // MARK: The working tree, and files outside

  private mutating func outsideOfWorkTree() throws {
    // Files speak for themselves; a bare store has commits only.
    if !request.paths.isEmpty, request.paths.allSatisfy({ $0 == "-" || FileStatus.of($0) != nil }) {
      return try workTree(mustBe: false)
    }
    if request.paths.contains(where: { $0.hasPrefix("/") || $0.hasPrefix(".") || $0.hasSuffix(".json") }) {
      for path in request.paths where path != "-" && FileStatus.of(path) == nil { throw Self.noFile(path) }
    }
    try commit(nil)
  }

  private mutating func workTree(mustBe: Bool) throws {
    var stores = WorkingStores()
    let home = try stores.store(around: ".")
    if mustBe, home == nil {
      if try Store().isBare {
        throw StoreError(
          "store/bare", "a bare store has no files", hint: "--rev validates a commit", kind: .usage)
      }
    }
    if let home { setPrefix(home.pathInRepository) }
    let named = try request.schema.map { name in
      try Self.named(
        name, nameBelow: { stores.nameBelowRoot($0, of: home) }, in: home?.schemas, request.reading)
    }
    if request.paths.isEmpty {
      guard var home else { throw UsageError("name the files to judge") }
      home.named = named
      return try all(of: home)
    }
    for path in request.paths {
      if path == "-" {
        try standardInput(named)
      } else if FileStatus.of(path) == nil {
        guard var home else { throw Self.noFile(path) }
        home.named = named
        try files(FileSelection.files(path, name: path, in: home), of: home)
      } else if let place = try stores.place(of: path) {
        var store = place.store
        setPrefix(store.pathInRepository)
        store.named = named
        if place.name.isEmpty {
          try all(of: store)
        } else if FileSelection.isForeign(place.name, in: store) {
          try loose(path, named)
        } else {
          try files(FileSelection.files(path, name: place.name, in: store), of: store)
        }
      } else {
        try loose(path, named)
      }
    }
  }

  /// A file that is no store's, or those below a folder.
  private mutating func loose(_ path: String, _ named: NamedSchema?) throws {
    guard FileStatus.of(path)?.kind == .directory else {
      let bytes = try Files.read(path, limit: LooseFile.largest)
      let result = try named?.findings(in: bytes, file: path) ?? LooseFile.findings(in: bytes, file: path)
      printer.add(path, result.findings, result.sources, isDocument: named == nil)
      return
    }
    let files = try LooseFile.files(below: path)
    if files.isEmpty { throw Self.nothing(path) }
    for start in stride(from: 0, to: files.count, by: Self.batchCount) {
      let batch = files[start..<min(start + Self.batchCount, files.count)]
      let isRight = LooseFile.rightFiles(batch, by: named)
      for (index, file) in batch.enumerated() {
        printer.showProgress(start + index, of: files.count)
        if isRight[index] { printer.add(file, [], [:]) } else { try loose(file, named) }
      }
    }
  }

  private mutating func standardInput(_ named: NamedSchema?) throws {
    let bytes = try Files.readStandardInput()
    let result = try named?.findings(in: bytes, file: nil) ?? LooseFile.findings(in: bytes, file: nil)
    printer.add("<stdin>", result.findings, result.sources, isDocument: named == nil)
  }

  // MARK: Files of a store

  private mutating func staged() throws {
    let store = try Store()
    var view = try StagedStore(store)
    setPrefix(store.root.components.map { $0 + "/" }.joined())
    view.named = try request.schema.map {
      try Self.named($0, nameBelow: store.nameBelowRoot, in: view.schemas, request.reading)
    }
    if request.paths.isEmpty { return try all(of: view) }
    for path in request.paths {
      let name = store.nameBelowRoot(path)
      if name.isEmpty || name == store.directory {
        try all(of: view)
      } else {
        try files(FileSelection.files(path, name: name, in: view), of: view)
      }
    }
  }

  /// All documents, or those that the named schema governs.
  private mutating func all(of view: some JudgedFiles) throws {
    guard let named = view.named else {
      if let fault = view.schemas.allFaults() { throw fault }
      return try files(FileSelection.sorted(try view.files()), of: view, isChecked: true)
    }
    let governed = try view.files().filter { file in
      guard case .document(let path, _) = StoreFile(file, settings: view.settings) else { return false }
      return view.schemas.schema(for: path)?.uri == named.uri
    }
    guard view.schemas.governing.contains(where: { $0.uri == named.uri }) else {
      throw UsageError("\(Output.safe(named.uri)) governs no documents: name those that it shall judge")
    }
    try files(FileSelection.sorted(governed), of: view)
  }

  /// Files whose findings are told before the next ones are looked at.
  private static let batchCount = 2_048

  /// - Parameter isChecked: the schemas are known to be right.
  private mutating func files(
    _ names: [String], of view: some JudgedFiles, isChecked: Bool = false
  ) throws {
    for start in stride(from: 0, to: names.count, by: Self.batchCount) {
      let batch = names[start..<min(start + Self.batchCount, names.count)]
      let isRight = view.rightFiles(batch)
      for (index, name) in batch.enumerated() {
        printer.showProgress(start + index, of: names.count)
        if isRight[index] {
          printer.add(name, [], [:])
        } else {
          try file(name, of: view, isChecked: isChecked)
        }
      }
    }
  }

  private mutating func file(_ name: String, of view: some JudgedFiles, isChecked: Bool) throws {
    let kind = StoreFile(name, settings: view.settings)
    if case .document(let path, _) = kind {
      if !isChecked, view.named == nil, let fault = view.schemas.fault(for: path) { throw fault }
      let result = view.findings(for: path)
      return printer.add(name, result.findings, result.sources)
    }
    let result = try view.findings(ofFile: name)
    if kind == .schema, !result.findings.isEmpty { isConfigurationWrong = true }
    let isDocument = ![.schema, .settings, .indexes].contains(kind)
    printer.add(name, result.findings, result.sources, isDocument: isDocument)
  }

  // MARK: A commit

  private mutating func commit(_ revision: String?) throws {
    let store = try Store()
    try store.recoverIfNeeded()
    setPrefix(store.root.components.map { $0 + "/" }.joined())
    let (base, commit) = try Self.range(revision, in: store)
    let snapshot = try store.snapshot(at: commit)
    let schemas =
      try request.schemas.map {
        try store.snapshot(at: store.commit(at: $0, branch: nil, now: Environment.microsecondsNow)).schemas()
      } ?? snapshot.schemas()
    let named = try request.schema.map {
      try Self.named($0, nameBelow: store.nameBelowRoot, in: schemas, request.reading)
    }
    var filters = try request.paths.map { try CommitFilter($0, in: store, snapshot) }
    for filter in filters {
      guard case .schema(let uri) = filter.kind else { continue }
      let fault = schemas.fault(of: uri)
      if fault != nil { isConfigurationWrong = true }
      printer.add(uri, fault?.findings ?? [], fault?.sources ?? [:], isDocument: false)
    }
    if !filters.isEmpty, filters.allSatisfy({ $0.isFound }) { return }
    var done = 0
    try store.validate(
      commit: commit, since: base, by: request.schemas == nil ? nil : schemas, named: named
    ) { path in
      if filters.isEmpty {
        guard let named else { return true }
        return schemas.schema(for: path)?.uri == named.uri
      }
      var isTaken = false
      for index in filters.indices where filters[index].takes(path) { isTaken = true }
      return isTaken
    } _: { _, file, findings, sources in
      done += 1
      printer.showProgress(done, of: 0)
      printer.add(file, findings, sources)
    }
    for filter in filters where !filter.isFound { throw Self.nothing(filter.text) }
  }

  /// `A..B`: the documents that B has otherwise than A. Either may be left out, for HEAD.
  private static func range(_ revision: String?, in store: Store) throws -> (
    base: ObjectID?, commit: ObjectID
  ) {
    func commit(_ text: Substring) throws -> ObjectID {
      if text.isEmpty { return try store.tip(of: nil) }
      return try store.commit(at: String(text), branch: nil, now: Environment.microsecondsNow)
    }
    guard let revision else { return (nil, try store.tip(of: nil)) }
    guard let dots = revision.firstRange(of: "..") else { return (nil, try commit(revision[...])) }
    return (try commit(revision[..<dots.lowerBound]), try commit(revision[dots.upperBound...]))
  }

  // MARK: Words

  private static func named(
    _ name: String, nameBelow: (String) -> String, in set: SchemaSet?, _ reading: SchemaReading
  ) throws -> NamedSchema {
    if let set, let uri = set.uri(named: nameBelow(name)) {
      return try NamedSchema(uri, in: set, reading: reading)
    }
    if FileStatus.of(name) != nil { return try NamedSchema(file: name, reading: reading) }
    throw StoreError(
      "validate/no-schema", "there is no schema \(Output.safe(name))",
      hint: set.map { "there are \($0.names.joined(separator: ", ")); or give the path of a file" },
      kind: .missing
    )
  }

  static func nothing(_ path: String) -> StoreError {
    StoreError(
      "validate/nothing", "\(Output.safe(path)) names no document and no file",
      hint: "funnel list shows what there is", kind: .missing)
  }

  static func noFile(_ path: String) -> StoreError {
    StoreError("validate/nothing", "there is no file \(Output.safe(path)), and no store here", kind: .missing)
  }
}
