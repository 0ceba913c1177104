internal import Diagnostics
internal import Platform
internal import Reports
internal import Store

/// `validate --watch`: judges the working tree, then whatever changes in it, until Ctrl-C.
///
/// Looks at the status of every file a few times a second: that works on any file system and in any container, and an
/// `lstat` costs about a microsecond. In a large store it looks less often, so that it never takes more than a tenth of
/// a core.
struct ValidateWatch {
  private let request: ValidateRequest
  private let directory: String
  /// What each file was when it was last judged.
  private var known: [String: FileStatus] = [:]
  /// The findings' number of each document that has any.
  private var broken: [String: Int] = [:]
  /// Nil while settings or schemas are wrong.
  private var store: WorkingStore?
  /// Whether the paths have been looked up once: what is not there from the start was mistyped.
  private var isPathKnown = false
  /// What is wrong with them.
  private var fault: String?

  private static let shortestPause = 200

  init(_ request: ValidateRequest) throws {
    self.request = request
    guard let directory = WorkingStore.directory(around: ".") else {
      // Says itself what is missing.
      _ = try Store()
      throw StoreError("store/bare", "a bare store has no files to watch", kind: .usage)
    }
    self.directory = directory
  }

  func run() throws {
    var watch = self
    try watch.look(isFirst: true)
    while true {
      let start = Environment.monotonicMilliseconds
      try watch.look(isFirst: false)
      Pause.milliseconds(max(Self.shortestPause, (Environment.monotonicMilliseconds - start) * 10))
    }
  }

  /// One look: judges what is not as it was.
  private mutating func look(isFirst: Bool) throws {
    let rules = try rules()
    let isAll = isFirst || rules != known.filter { isRule($0.key) }
    if isAll {
      do {
        store = try checkedStore()
        fault = nil
      } catch {
        store = nil
        known = rules
        return tell(error)
      }
    }
    guard let store else { return }
    var seen = rules
    var changed: [String] = []
    let names = try selected(store)
    isPathKnown = true
    for name in names {
      guard let status = FileStatus.of(directory + "/" + name) else { continue }
      seen[name] = status
      // The other file of a document is judged with it.
      let live = "live/" + name.dropFirst("data/".count)
      if name.hasPrefix("data/"), let other = FileStatus.of(directory + "/" + live) { seen[live] = other }
      if isAll || known[name] != status || known[live] != seen[live] { changed.append(name) }
    }
    let gone = broken.keys.filter { seen[$0] == nil }
    let isChanged = !changed.isEmpty || !gone.isEmpty || known.count != seen.count
    known = seen
    guard isChanged || isFirst else { return }
    try judge(changed, gone: gone, store, count: seen.count { !isRule($0.key) && !$0.key.hasPrefix("live/") })
  }

  private mutating func judge(_ changed: [String], gone: [String], _ store: WorkingStore, count: Int) throws {
    var room = request.limit ?? .max
    var form = TextForm(palette: Style.output.isOn ? .colours : .plain)
    for name in FileSelection.sorted(gone) {
      broken[name] = nil
      Output.line("\(Output.safe(name)) is gone")
    }
    for name in FileSelection.sorted(changed) {
      let result = try store.findings(ofFile: name)
      if result.findings.isEmpty {
        if broken.removeValue(forKey: name) != nil { Output.line("\(Output.safe(name)) is valid now") }
        continue
      }
      broken[name] = result.findings.count
      let shown = Array(result.findings.prefix(room))
      room -= shown.count
      let item = ReportItem(name: name, findings: shown, sources: result.sources)
      Output.bytes(Array(form.add(item).utf8))
    }
    var totals = ReportTotals()
    totals.items = count
    totals.findings = broken.values.reduce(0, +)
    Output.note(ReportPrinter.summary(totals))
  }

  /// The files to look at.
  private func selected(_ store: WorkingStore) throws -> [String] {
    if request.paths.isEmpty { return try FileSelection.all(of: store) }
    var names: [String] = []
    var stores = WorkingStores()
    for path in request.paths {
      let name = try stores.place(of: path).map(\.name) ?? path
      do {
        names +=
          name.isEmpty
          ? try FileSelection.all(of: store) : try FileSelection.files(path, name: name, in: store)
      } catch let error as StoreError where error.kind == .missing && isPathKnown {
        // It may come again.
        continue
      }
    }
    return names
  }

  private func checkedStore() throws -> WorkingStore {
    var store = try WorkingStore(directory: directory)
    if let name = request.schema {
      store.named =
        try store.schemas.uri(named: name).map {
          try NamedSchema($0, in: store.schemas, reading: request.reading)
        } ?? NamedSchema(file: name, reading: request.reading)
    } else if let fault = store.schemas.allFaults() {
      throw fault
    }
    return store
  }

  /// The files that everything is judged by.
  private func rules() throws -> [String: FileStatus] {
    var names = ["funnel.json"]
    names += try Files.list(directory + "/schemas").filter { $0.hasSuffix(".json") }.map { "schemas/" + $0 }
    var rules: [String: FileStatus] = [:]
    for name in names { rules[name] = FileStatus.of(directory + "/" + name) }
    return rules
  }

  private func isRule(_ name: String) -> Bool { name == "funnel.json" || name.hasPrefix("schemas/") }

  /// Says once what is wrong with the settings or schemas; the next change may mend it.
  private mutating func tell(_ error: any Error) {
    guard let error = error as? any Explained else { return }
    let text = ErrorReport.text(error)
    if text != fault { Output.note(text) }
    fault = text
  }
}
