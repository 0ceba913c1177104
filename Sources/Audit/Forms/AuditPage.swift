internal import Changes
internal import FirestoreModel
internal import Git
public import Pages
internal import Store

/// An audit as a page: what there is of whom, where and when, and the last changes one by one.
///
/// Keeps counts and a bounded number of rows, so that its size does not follow the history's.
public struct AuditPage {
  /// Rows that the page shows.
  public static let shownRows = 1_000
  /// Names that are counted one by one; what comes after them counts as others.
  private static let largestCount = 10_000
  /// Bars of a plot.
  private static let shownBars = 12

  private struct Counts {
    var counts: [String: Int] = [:]
    var others = 0

    mutating func add(_ name: String) {
      if counts[name] != nil || counts.count < AuditPage.largestCount {
        counts[name, default: 0] += 1
      } else {
        others += 1
      }
    }

    /// The largest, and the rest as one.
    func bars() -> [Plot.Bar] {
      let sorted = counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
      var bars = sorted.prefix(AuditPage.shownBars).map { Plot.Bar($0.key, $0.value) }
      let left = sorted.dropFirst(AuditPage.shownBars)
      let rest = left.reduce(others) { $0 + $1.value }
      if rest > 0 { bars.append(Plot.Bar("\(left.count)\(others > 0 ? " and more" : "") others", rest)) }
      return bars
    }
  }

  private let title: String
  private let newestFirst: Bool
  private var people = Counts()
  private var places = Counts()
  private var doors = Counts()
  private var months: [String: Int] = [:]
  private var days: [Int64: Int] = [:]
  private var policies = Counts()
  private var rows: [AuditRow] = []
  private var count = 0
  private var brokenCount = 0
  private var span: (first: Int64, last: Int64)?

  /// - Parameter newestFirst: the order in which rows come.
  public init(title: String, newestFirst: Bool) {
    self.title = title
    self.newestFirst = newestFirst
  }

  /// Takes rows; of those that come in order of time the last ones are kept.
  public mutating func add(_ more: [AuditRow]) {
    for row in more {
      count += 1
      people.add(row.attribution.actor)
      doors.add(row.attribution.how)
      switch row.subject {
      case .document(let path): places.add(Self.collection(path))
      case .file: places.add("settings, schemas, rules")
      }
      months[String(StoreTime.text(row.time).prefix(7)), default: 0] += 1
      let day = row.time >= 0 ? row.time / 86_400_000_000 : -1
      if days.count < Self.largestCount || days[day] != nil { days[day, default: 0] += 1 }
      span = (min(span?.first ?? row.time, row.time), max(span?.last ?? row.time, row.time))
      if !row.broken.isEmpty {
        brokenCount += 1
        for name in row.broken { policies.add(name) }
      }
      if newestFirst, rows.count >= Self.shownRows { continue }
      rows.append(row)
    }
    if rows.count > 2 * Self.shownRows { rows.removeFirst(rows.count - Self.shownRows) }
  }

  /// A collection with its documents' ids left out: `users/*/personas`.
  private static func collection(_ path: DocumentPath) -> String {
    path.collection.segments.enumerated().map { $0 % 2 == 0 ? $1 : "*" }.joined(separator: "/")
  }

  /// The page. - Parameter remarks: what else must be known, such as where a shallow clone ends.
  public func page(remarks: [String]) -> Page {
    let shown = rows.suffix(Self.shownRows)
    var body: [HTML] = [.of("h1", [:], .text(title)), .of("p", [:], .text(summary))]
    body += remarks.map { .of("p", ["class": "note"], .text($0)) }
    if brokenCount > 0 {
      body.append(
        .of(
          "p", ["class": "note"],
          .text("\(Plot.grouped(brokenCount)) of them break\(brokenCount == 1 ? "s" : "") a policy.")))
      body += [.of("h2", [:], .text("Broken policies")), Plot.bars(policies.bars())]
    }
    if count > 0 {
      body += [.of("h2", [:], .text("Over time")), Plot.timeline(timeline, of: "changes")]
      body += [.of("h2", [:], .text("By person")), Plot.bars(people.bars())]
      body += [.of("h2", [:], .text("By collection")), Plot.bars(places.bars())]
      body += [.of("h2", [:], .text("By month")), Plot.bars(monthBars)]
      body += [.of("h2", [:], .text("By door")), Plot.bars(doors.bars())]
      body.append(.of("h2", [:], .text("Changes")))
      if shown.count < count {
        body.append(
          .of(
            "p", ["class": "soft"],
            .text(
              "The newest \(Plot.grouped(shown.count)) of \(Plot.grouped(count)); all of them: funnel audit --csv."
            )))
      }
      body.append(table(shown))
      body.append(
        .of(
          "p", ["class": "soft"],
          .text(
            "Who made a change is what its commit claims, unless it is signed: see the column \u{201C}known by\u{201D}."
          )))
    }
    return Page(title: title, style: Self.style, body: body)
  }

  private var summary: String {
    guard let span else { return "No changes." }
    let people = self.people.counts.count + (self.people.others > 0 ? 1 : 0)
    return
      "\(Plot.grouped(count)) change\(count == 1 ? "" : "s") by \(people) actor\(people == 1 ? "" : "s"), \(StoreTime.readable(span.first)) to \(StoreTime.readable(span.last))"
  }

  private var monthBars: [Plot.Bar] {
    let sorted = months.sorted { $0.key < $1.key }
    let hidden = sorted.dropLast(24)
    var bars = sorted.suffix(24).map { Plot.Bar($0.key, $0.value) }
    if let last = hidden.last {
      bars.insert(Plot.Bar("to \(last.key)", hidden.reduce(0) { $0 + $1.value }), at: 0)
    }
    return bars
  }

  /// Days where they are few, else weeks or months' worth of days: at most some hundred bars, gaps included.
  private var timeline: [Plot.Bar] {
    guard let first = days.keys.min(), let last = days.keys.max() else { return [] }
    let length = max(1, (last - first) / 120 + 1)
    var bars: [Plot.Bar] = []
    var day = first
    while day <= last {
      var sum = 0
      for one in day..<(day + length) { sum += days[one] ?? 0 }
      bars.append(Plot.Bar(String(StoreTime.text(day * 86_400_000_000).prefix(10)), sum))
      day += length
    }
    return bars
  }

  private static let style: StaticString = """
    tr.broken td:first-child{border-left:4px solid var(--gone)}.broken .rule{color:var(--gone);font-weight:600}
    @media(max-width:48rem){.rows thead{display:none}.rows tr{display:block;border-bottom:1px solid var(--line);\
    padding:.5rem 0}.rows td{display:block;border:0;padding:.05rem .35rem}\
    .rows td[data-head]::before{content:attr(data-head) " ";color:var(--soft)}}

    """

  private func table(_ shown: ArraySlice<AuditRow>) -> HTML {
    let heads = ["when (UTC)", "who", "how", "document", "field", "before", "after", "known by"]
    return .of(
      "div", ["class": "wide"],
      .of(
        "table", ["class": "rows"],
        .of("thead", [:], .of("tr", [:], heads.map { .of("th", [:], .text($0)) })),
        .of("tbody", [:], shown.map(line))))
  }

  private func line(_ row: AuditRow) -> HTML {
    func cell(_ head: String, _ parts: HTML...) -> HTML {
      .element("td", attributes: [("data-head", head)], children: parts)
    }
    func value(_ value: Value?, _ element: StaticString) -> HTML {
      guard value != nil else { return .text(ValueForm.absent) }
      return .of(element, [:], .text(ValueForm.text(value, isMasked: row.isMasked, width: 200)))
    }
    var how = row.attribution.how
    if let merge = row.merge { how += ", merged by \(merge.attribution(of: nil).actor)" }
    let rule: HTML =
      row.broken.isEmpty
      ? .none : .of("div", ["class": "rule"], .text("✖ " + row.broken.joined(separator: ", ")))
    let after: HTML = row.problem.map { .text($0) } ?? value(row.new, "ins")
    return .of(
      "tr", ["class": row.broken.isEmpty ? "" : "broken"],
      [
        cell("", .text(StoreTime.readable(row.time)), .text(" "), .of("code", [:], .text(row.commit.short))),
        cell("", .text(row.attribution.people)), cell("how", .text(how)), cell("", .text(row.subject.text)),
        cell("", .of("code", [:], .text(row.fieldText)), rule), cell("before", value(row.old, "del")),
        cell("after", after), cell("known by", .text(RowTable.knownBy(row, showsSignatures: false))),
      ])
  }
}
