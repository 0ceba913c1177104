internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import Git

/// The sentences that all forms share. All are raw text.
package enum ReviewWords {
  /// `3 personas changed, 1 fails, 1 needs a look`.
  package static func headline(_ report: ReviewReport) -> String {
    var parts = [subject(report)]
    let failing = subjects(report, .fail)
    let looks = subjects(report, .warn).subtracting(failing)
    if !failing.isEmpty { parts.append("\(failing.count) fail\(failing.count == 1 ? "s" : "")") }
    if !looks.isEmpty { parts.append("\(looks.count) need\(looks.count == 1 ? "s" : "") a look") }
    return parts.joined(separator: ", ")
  }

  private static func subject(_ report: ReviewReport) -> String {
    let moved = report.moves.reduce(0) { $0 + $1.documents.count }
    let count = report.documents.count + moved
    var things: [String] = []
    if count > 0 { things.append(noun(report, count)) }
    if !report.schemas.isEmpty {
      things.append("\(report.schemas.count) schema\(report.schemas.count == 1 ? "" : "s")")
    }
    if things.isEmpty, !report.otherFiles.isEmpty { things.append(report.otherFiles.joined(separator: ", ")) }
    if things.isEmpty {
      return report.folded.isEmpty
        ? "No document changed" : "Only volatile fields of \(documents(report.folded.count)) changed"
    }
    return things.joined(separator: " and ") + " " + verb(report, moved: moved)
  }

  private static func verb(_ report: ReviewReport, moved: Int) -> String {
    guard report.schemas.isEmpty else { return "changed" }
    if report.documents.isEmpty, moved > 0 { return "moved" }
    if moved > 0 || report.documents.isEmpty { return "changed" }
    if report.documents.allSatisfy({ $0.fate == .added }) { return "added" }
    if report.documents.allSatisfy({ $0.fate == .removed }) { return "removed" }
    return "changed"
  }

  /// `3 personas` where all are of one kind, else `3 documents`.
  private static func noun(_ report: ReviewReport, _ count: Int) -> String {
    var ids = Set(report.documents.map(\.path.collection.id))
    for move in report.moves { for (_, path) in move.documents { ids.insert(path.collection.id) } }
    guard ids.count == 1, let id = ids.first else { return documents(count) }
    let kind = report.documents.first?.kind
    if count == 1 { return "1 " + (kind ?? "document") }
    // A collection that no schema knows may be called anything.
    return kind != nil || id.utf8.last == 0x73 ? "\(count) \(id)" : documents(count)
  }

  package static func documents(_ count: Int) -> String { "\(count) document\(count == 1 ? "" : "s")" }

  /// What notes of a level are about: documents, or files.
  private static func subjects(_ report: ReviewReport, _ level: ReviewLevel) -> Set<String> {
    Set(
      report.notes.filter { $0.level == level }.map { note in
        note.document.map { "document " + $0.description } ?? "file " + (note.location.file ?? "")
      })
  }

  /// `main..tidy, since 4f1c2ab`.
  package static func range(_ report: ReviewReport) -> String {
    let since = report.start.map { ", since \($0.short)" } ?? ""
    return "\(report.range.baseName)..\(report.range.headName)\(since)"
  }

  /// What stands beside a document's name: `Ada`, `used by 214 analyses, last on 30 Jan`, `added`.
  package static func remarks(_ document: ReviewedDocument, _ report: ReviewReport) -> [String] {
    var remarks: [String] = []
    if let owner = document.owner { remarks.append(cut(owner)) }
    switch document.fate {
    case .changed: break
    case .added: remarks.append("added")
    case .removed: remarks.append("removed")
    case .moved(let old): remarks.append("moved from \(old)")
    case .unreadable:
      remarks.append(document.new == nil ? "cannot be read" : "could not be read before, and can now")
    }
    if let uses = document.uses, document.fate != .added || uses.count > 0 {
      remarks.append(self.uses(uses, report))
    }
    return remarks
  }

  private static func uses(_ uses: DocumentUses, _ report: ReviewReport) -> String {
    let least = report.unreadReferrers > 0 ? "at least " : ""
    guard uses.count > 0 else { return report.unreadReferrers > 0 ? "perhaps used" : "not used" }
    let kinds = uses.byCollection.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    let text = kinds.map {
      $0.value == 1 ? "1 " + (uses.kinds[$0.key] ?? "document") : "\($0.value) \($0.key)"
    }
    let last = uses.latest.map { ", last on \(date($0, report.now))" } ?? ""
    return "used by \(least)\(text.joined(separator: " and "))\(last)"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `30 Jan`, with the year where it is another one.
  static func date(_ time: Timestamp, _ now: Int64) -> String {
    func day(_ seconds: Int64) -> Int64 { seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400 }
    let date = Calendar.date(ofDay: day(time.seconds))
    let today = Calendar.date(ofDay: day(Timestamp(microsecondsSince1970: now).seconds))
    return "\(date.day) \(months[date.month - 1])" + (date.year == today.year ? "" : " \(date.year)")
  }

  /// Names and titles are other people's: so long at most.
  package static func cut(_ text: String, to width: Int = 120) -> String { ValueLine.cut(text, to: width) }

  package static func folded(_ count: Int) -> String {
    "\(documents(count)) changed in volatile fields alone"
  }

  package static func move(_ move: PathMove) -> String {
    move.documents.count == 1
      ? "\(move.documents[0].old) → \(move.documents[0].new)"
      : "\(documents(move.documents.count)): \(move.old) → \(move.new)"
  }
}
