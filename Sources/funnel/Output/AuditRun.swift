internal import Audit
internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import Reports
internal import Store
internal import Pages

/// One run of an audit, in the form that was asked for.
struct AuditRun {
  let audit: Audit
  let query: AuditQuery
  let policies: PolicySet?
  /// The newest so many rows.
  let limit: Int?
  var progress: ProgressLine
  let store: Store
  /// What is compared with its seals, where policies ask for it.
  let branch: String?
  var isAskedNewestFirst = false

  /// Rows that are told, and those of them that break a policy.
  private final class Totals {
    var rows = 0
    var broken: [String: Int] = [:]
    var brokenRows = 0

    func add(_ rows: [AuditRow]) {
      self.rows += rows.count
      for row in rows where !row.broken.isEmpty {
        brokenRows += 1
        for name in row.broken { broken[name, default: 0] += 1 }
      }
    }
  }

  /// Gives the rows out in order, at most as many as were asked for.
  private func each(_ body: ([AuditRow]) throws -> Void) throws -> (Totals, AuditSummary) {
    var progress = progress
    let totals = Totals()
    var left = limit ?? .max
    var kept: [AuditRow] = []
    // The newest few in the order of time: read from the end, told from the beginning.
    let isTurned = limit != nil && !isAskedNewestFirst
    let summary = try audit.run(
      query, policies: policies, make: { $0 }, progress: { progress.show($0, $1, $2) },
      take: { rows in
        let taken = rows.count > left ? Array(rows[..<left]) : rows
        left -= taken.count
        if isTurned {
          kept += taken
        } else {
          totals.add(taken)
          progress.clear()
          try body(taken)
        }
        return left > 0
      })
    progress.clear()
    if isTurned {
      let rows = Self.turned(kept)
      totals.add(rows)
      try body(rows)
    }
    return (totals, summary)
  }

  /// Commits the other way round, the rows of each as they are.
  private static func turned(_ rows: [AuditRow]) -> [AuditRow] {
    var groups: [ArraySlice<AuditRow>] = []
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, rows[end].time == rows[start].time { end += 1 }
      groups.append(rows[start..<end])
      start = end
    }
    return groups.reversed().flatMap { $0 }
  }

  func table() throws {
    let style = Style.output
    var table = RowTable(
      paint: RowTable.Paint(head: { style.dim($0) }, broken: { style.red($0) }),
      showsSignatures: query.checksSignatures)
    let (totals, summary) = try each { rows in
      let text = table.add(rows)
      if !text.isEmpty { Output.bytes(Array(text.utf8)) }
    }
    Output.bytes(Array(table.finish().utf8))
    note(totals, summary)
  }

  func csv() throws {
    Output.bytes(Array(RowCSV.header.utf8))
    try pieces { RowCSV.lines($0) }
  }

  func lines() throws { try pieces { RowJSON.lines($0) } }

  /// Forms whose rows stand for themselves are made by all threads.
  private func pieces(_ make: @escaping @Sendable ([AuditRow]) -> [UInt8]) throws {
    guard limit == nil else {
      let (totals, summary) = try each { Output.bytes(make($0)) }
      note(totals, summary)
      return
    }
    var progress = progress
    let summary = try audit.run(
      query, policies: policies, make: make, progress: { progress.show($0, $1, $2) },
      take: { bytes in
        progress.clear()
        Output.bytes(bytes)
        return true
      })
    progress.clear()
    remark(summary)
  }

  /// One object, written as it comes.
  func json() throws {
    Output.bytes(Array("{\"rows\":[".utf8))
    var isFirst = true
    let (totals, summary) = try each { rows in
      var text = ""
      for row in rows {
        text += (isFirst ? "" : ",") + RowJSON.value(row).compact()
        isFirst = false
      }
      Output.bytes(Array(text.utf8))
    }
    let end: JSONValue =
      summary.endsAt.map {
        ["commit": .string($0.commit.description), "time": .string(StoreTime.text($0.time))]
      } ?? .null
    Output.line("],\"count\":\(totals.rows),\"broken\":\(totals.brokenRows),\"endsAt\":\(end.compact())}")
  }

  func page(title: String) throws {
    var page = AuditPage(title: title, newestFirst: isAskedNewestFirst)
    let (_, summary) = try each { page.add($0) }
    Output.bytes(page.page(remarks: summary.endsAt.map { [Self.shallow($0)] } ?? []).bytes())
  }

  /// Findings of policies; ends with 1 when there is one that counts.
  func findings(_ format: ReportFormat) throws {
    guard let policies else { return }
    let prefix = store.root.components.map { $0 + "/" }.joined()
    var printer = ReportPrinter(format, command: "funnel audit --policy", prefix: prefix, limit: limit)
    let breaches = Breaches(store, policies)
    var isBroken = false
    var progress = progress
    var count = 0
    let summary = try audit.run(
      query, policies: policies, make: { $0.filter { !$0.broken.isEmpty } },
      progress: { progress.show($0, $1, $2) },
      take: { rows in
        for row in rows {
          let (findings, levels, source) = breaches.findings(of: row)
          if levels.contains(where: { $0 != .note }) { isBroken = true }
          count += 1
          printer.add(row.file, findings, source.map { [row.file: $0] } ?? [:])
        }
        return true
      })
    var end =
      "\(count) of \(summary.rows) change\(summary.rows == 1 ? "" : "s") \(count == 1 ? "breaks" : "break") a policy"
    if let history = try historyFindings(policies, progress) {
      printer.add("funnel.json", history.findings, history.source)
      if !history.findings.isEmpty { isBroken = true }
      end += history.findings.isEmpty ? "; history is what was sealed" : "; history is not what was sealed"
    }
    progress.clear()
    printer.finish(summary: end)
    remark(summary)
    if isBroken { throw CommandExit.negative() }
  }

  /// What the seals say of the branch; nil when no policy asks.
  private func historyFindings(
    _ policies: PolicySet, _ progress: ProgressLine
  ) throws -> (findings: [Finding], source: [String: [UInt8]])? {
    guard let branch else { return nil }
    var progress = progress
    let seals = SealPolicy(store, branch: branch, allowedSigners: query.allowedSigners)
    let found = try seals.findings(policies, now: Environment.microsecondsNow) { progress.show($0, $1, $2) }
    guard let found else { return nil }
    let section = try store.snapshot(at: store.tip(of: branch)).settings.audit
    return (found, section.map { ["funnel.json": $0.node.text.bytes] } ?? [:])
  }

  private func note(_ totals: Totals, _ summary: AuditSummary) {
    if totals.rows == 0 {
      Output.note("no changes")
    } else if totals.brokenRows > 0 {
      let names = totals.broken.keys.sorted().map { name in
        policies?[name].map { "\(name) (\(Self.place($0.location)))" } ?? name
      }
      let verb = totals.brokenRows == 1 ? "breaks" : "break"
      Output.note(
        "\(totals.brokenRows) of \(totals.rows) changes \(verb) a policy: \(Output.safe(names.joined(separator: ", ")))"
      )
    }
    remark(summary)
  }

  /// `funnel.json:41`.
  private static func place(_ location: SourceLocation) -> String {
    (location.file ?? "funnel.json") + (location.position.map { ":\($0.line)" } ?? "")
  }

  private func remark(_ summary: AuditSummary) {
    if let end = summary.endsAt { Output.note("note: " + Self.shallow(end)) }
  }

  private static func shallow(_ end: (commit: ObjectID, time: Int64)) -> String {
    "this is a shallow clone: what \(end.commit.short) of \(StoreTime.readable(end.time)) and those before it changed cannot be told (git fetch --unshallow)"
  }
}
