internal import Changes
internal import FirestoreModel
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
  private var spans = TimeBuckets()
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
      spans.add(row.time)
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
      let timeline = spans.bars()
      body += [
        .of("h2", [:], .text("Over time")),
        Plot.timeline(timeline.bars, of: "changes in \(timeline.span)"),
        Plot.group([
          ("By person", Plot.bars(people.bars())), ("By collection", Plot.bars(places.bars())),
          ("By month", Plot.bars(monthBars)), ("By door", Plot.bars(doors.bars())),
        ]),
        .of("h2", [:], .text("Changes")),
        .of(
          "p", ["class": "soft"],
          .text(
            "Who made a change is what its commit claims (\u{201C}trailer\u{201D}, \u{201C}committer only\u{201D}) unless it is signed."
          )),
      ]
      if shown.count < count {
        body.append(
          .of(
            "p", ["class": "soft"],
            .text(
              "The newest \(Plot.grouped(shown.count)) of \(Plot.grouped(count)); all of them: funnel audit --csv."
            )))
      }
      body += AuditCards.of(shown)
    }
    return Page(title: title, style: AuditCards.style, body: body)
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
}
