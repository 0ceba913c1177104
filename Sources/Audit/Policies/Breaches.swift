internal import DocumentCodec
public import Diagnostics
internal import FirestoreModel
internal import Git
internal import JSON
public import Store
internal import Conditions

/// Turns rows that break policies into findings with places: the file at the state of the branch that the change made.
public final class Breaches {
  private let trees: StoreTrees
  private let reader: ObjectReader
  private let policies: PolicySet

  public init(_ store: Store, _ policies: PolicySet) {
    reader = ObjectReader(store.repository)
    trees = StoreTrees(reader, root: store.root)
    self.policies = policies
  }

  /// The findings of one row, each with its policy's level, and the text that they point into.
  public func findings(of row: AuditRow) -> (findings: [Finding], levels: [Policy.Level], source: [UInt8]?) {
    let source = text(of: row)
    let location = location(of: row, in: source)
    var findings: [Finding] = []
    var levels: [Policy.Level] = []
    for name in row.broken {
      let policy = policies[name]
      levels.append(policy?.level ?? .error)
      var finding = Finding(
        code: "policy/\(name)", message: message(row, policy), location: location,
        keywordLocation: policy.map { "\($0.location.file ?? "funnel.json")#\($0.location.pointer ?? "")" },
        expected: policy?.allow?.text, found: row.attribution.actor, hint: "funnel show \(row.commit.short)")
      finding.isWarning = policy.map { $0.level != .error } ?? false
      findings.append(finding)
    }
    return (findings, levels, source)
  }

  /// `Cy changed role from – to admin (hand, committer only) in 1f2e3d4: only administrators change roles`.
  private func message(_ row: AuditRow, _ policy: Policy?) -> String {
    let (old, new) = ValueForm.pair(row.old, row.new, isMasked: row.isMasked, width: 40)
    let what: String =
      if row.field == ["audit"], policy == nil {
        "changed what audits look for"
      } else if let problem = row.problem {
        "left \(row.subject.text) \(problem)"
      } else if row.field.isEmpty {
        "\(row.operation.rawValue)d \(row.subject.text)"
      } else {
        "changed \(row.fieldText) of \(row.subject.text) from \(old) to \(new)"
      }
    let evidence = row.evidence == "committer" ? "known by committer only" : "known by \(row.evidence)"
    var text =
      "\(row.attribution.people) \(what) on \(StoreTime.readable(row.time)) (\(row.attribution.how), \(evidence))"
    if let merge = row.merge { text += ", merged by \(merge.attribution(of: nil).actor)" }
    text += " in \(row.commit.short)"
    if let rule = policy?.message { text += ": \(rule)" }
    return text
  }

  private func text(of row: AuditRow) -> [UInt8]? {
    guard let commit = try? reader.commit(row.state), let store = try? trees.store(in: commit.tree),
      var current = store.root
    else { return nil }
    let parts = row.file.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    for (index, name) in parts.enumerated() {
      guard let entry = try? trees.comparer.entry(name, in: current) else { return nil }
      if index == parts.count - 1 { return entry.mode == .tree ? nil : try? reader.blob(entry.id) }
      guard entry.mode == .tree else { return nil }
      current = entry.id
    }
    return nil
  }

  /// At the field, or at what it was taken from.
  private func location(of row: AuditRow, in source: [UInt8]?) -> SourceLocation {
    guard let source, let text = try? JSONText(parsing: source) else { return SourceLocation(file: row.file) }
    var tokens = row.field.map { $0.utf8.first == UInt8(ascii: "$") ? "$" + $0 : $0 }
    if case .file = row.subject { tokens = row.field }
    let pointer = JSONPointer(tokens: tokens).description
    while true {
      if let node = text.node(at: JSONPointer(tokens: tokens).description) {
        // A whole map or document would underline more than the change.
        var location = node.location(file: row.file, pointer: pointer)
        if tokens.count < row.field.count || node.kind == .object { location.length = 1 }
        return location
      }
      guard tokens.popLast() != nil else { return SourceLocation(file: row.file, pointer: pointer) }
    }
  }
}
