internal import Changes
internal import Diagnostics
internal import FirestoreModel
internal import Store
internal import Git

/// Rows as a table for people. The widths follow the first rows; what comes later and is wider pushes its line out.
public struct RowTable {
  /// How a part of a line is set off; both empty where there are no colours.
  public struct Paint: Sendable {
    public var head: @Sendable (String) -> String
    public var broken: @Sendable (String) -> String

    public init(
      head: @escaping @Sendable (String) -> String = { $0 },
      broken: @escaping @Sendable (String) -> String = { $0 }
    ) {
      self.head = head
      self.broken = broken
    }
  }

  private static let heads = [
    "when (UTC)", "commit", "who", "how", "document", "field", "before → after", "known by",
  ]
  /// Rows that are waited for.
  private static let sample = 400
  /// A column grows no wider for what is rare.
  private static let widest = [19, 7, 28, 22, 44, 32, 48, 24]

  private let paint: Paint
  private let showsSignatures: Bool
  private var waiting: [(cells: [String], isBroken: Bool)] = []
  private var widths: [Int]?

  public init(paint: Paint = Paint(), showsSignatures: Bool) {
    self.paint = paint
    self.showsSignatures = showsSignatures
  }

  /// The lines that are ready.
  public mutating func add(_ rows: [AuditRow]) -> String {
    waiting += rows.map { (cells($0), !$0.broken.isEmpty) }
    return widths == nil && waiting.count < Self.sample ? "" : flush()
  }

  /// The rest.
  public mutating func finish() -> String { waiting.isEmpty ? "" : flush() }

  private mutating func flush() -> String {
    var text = ""
    let widths: [Int]
    if let known = self.widths {
      widths = known
    } else {
      widths = Self.heads.indices.map { column in
        let used = waiting.map { $0.cells[column].unicodeScalars.count }.max() ?? 0
        return min(Self.widest[column], max(used, Self.heads[column].unicodeScalars.count))
      }
      self.widths = widths
      text += paint.head(Self.line(Self.heads, widths)) + "\n"
    }
    for (cells, isBroken) in waiting {
      let line = Self.line(cells, widths)
      text += (isBroken ? paint.broken(line) : line) + "\n"
    }
    waiting.removeAll(keepingCapacity: true)
    return text
  }

  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      line += cell
      guard index < cells.count - 1 else { break }
      line += String(repeating: " ", count: max(0, widths[index] - cell.unicodeScalars.count) + 2)
    }
    while line.utf8.last == 0x20 { line.removeLast() }
    return line
  }

  private func cells(_ row: AuditRow) -> [String] {
    var how = row.attribution.how
    if row.merge != nil { how += ", merged" }
    var change: String
    if let remark = Self.remark(row) {
      change = remark
    } else {
      let (old, new) = ValueForm.pair(row.old, row.new, isMasked: row.isMasked, width: 40)
      change = "\(old) → \(new)"
    }
    if !row.broken.isEmpty { change += "  ✖ \(row.broken.joined(separator: ", "))" }
    return [
      String(StoreTime.readable(row.time).dropLast()), row.commit.short, row.attribution.people, how,
      row.subject.text + (row.moveText.map { ", moved " + $0 } ?? ""), row.fieldText, change,
      Self.knownBy(row, showsSignatures: showsSignatures),
    ].map(VisibleText.of)
  }

  /// What stands in the place of values where there are none.
  static func remark(_ row: AuditRow) -> String? {
    if let problem = row.problem { return problem }
    guard row.old == nil, row.new == nil else { return nil }
    return row.operation == .create ? "empty document" : row.operation == .delete ? "gone" : "changed"
  }

  /// How it is known who made the change.
  static func knownBy(_ row: AuditRow, showsSignatures: Bool) -> String {
    var text: String
    switch row.signature {
    case .good: text = "signature"
    case .none, .unchecked: text = row.attribution.evidence == .trailer ? "trailer" : "committer only"
    default:
      text =
        (row.attribution.evidence == .trailer ? "trailer" : "committer only")
        + ", signature \(row.signature.word)"
    }
    if showsSignatures, row.signature == .none { text += ", unsigned" }
    if let claim = row.attribution.inherited { text += "; inherited: \(claim)" }
    return text
  }
}
