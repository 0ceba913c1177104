internal import DocumentCodec
internal import FirestoreModel
public import JSON
internal import Store
internal import Git

/// Rows as `--json` and `--ndjson` tell them (docs/json.md: audit). What is not there has no member.
public enum RowJSON {
  public static func value(_ row: AuditRow) -> JSONValue {
    let attribution = row.attribution
    var members: [(String, JSONValue)] = [
      ("time", .string(StoreTime.text(row.time))), ("commit", .string(row.commit.description)),
      ("commitTime", .string(StoreTime.text(row.origin.claims.ownTime))),
      ("actor", .string(attribution.actor)),
      ("author", .string(attribution.author.text)), ("committer", .string(attribution.committer.text)),
      ("knownBy", .string(row.evidence)), ("how", .string(attribution.door.rawValue)),
      ("forced", .bool(attribution.isForced)),
    ]
    if let claim = attribution.inherited { members.append(("inherited", .string(claim))) }
    if let request = attribution.request { members.append(("request", .string(request))) }
    if let merge = row.merge {
      members.append(
        (
          "merge",
          [
            "commit": .string(merge.commit.id.description),
            "actor": .string(merge.attribution(of: nil).actor),
          ]
        ))
    }
    if case .document(let path) = row.subject { members.append(("document", .string(path.description))) }
    members += [
      ("file", .string(row.file)), ("operation", .string(row.operation.rawValue)),
      ("field", .string(row.fieldText)),
    ]
    if let other = row.counterpart {
      members.append((row.operation == .delete ? "movedTo" : "movedFrom", .string(other.description)))
    }
    if let old = row.old { members.append(("old", value(old, row))) }
    if let new = row.new { members.append(("new", value(new, row))) }
    if row.isPersonal { members.append(("personal", true)) }
    if row.isMasked { members.append(("masked", true)) }
    if let problem = row.problem { members.append(("problem", .string(problem))) }
    members.append(("signature", .string(row.signature.word)))
    if let signer = row.signature.signer { members.append(("signer", .string(signer))) }
    if let key = row.signature.key { members.append(("key", .string(key))) }
    if !row.broken.isEmpty { members.append(("policies", .array(row.broken.map { .string($0) }))) }
    return .object(members)
  }

  private static func value(_ value: Value, _ row: AuditRow) -> JSONValue {
    row.isMasked ? .string(ValueForm.masked) : DocumentFile.jsonValue(value)
  }

  /// One line each.
  public static func lines(_ rows: [AuditRow]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(rows.count * 400)
    for row in rows {
      output += value(row).compact().utf8
      output.append(0x0A)
    }
    return output
  }
}

extension AuditRow {
  /// How it is known who made the change: the best that there is.
  public var evidence: String {
    if signature.signer != nil { return "signature" }
    return attribution.evidence == .trailer ? "trailer" : "committer"
  }
}
