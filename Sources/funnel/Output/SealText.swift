internal import Audit
internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import JSON
internal import Platform
internal import Reports
internal import Store

/// Seals and what became of them, for people and as JSON.
enum SealText {
  /// The file of allowed signers, which must be there.
  static func signers(_ file: String?) throws -> String? {
    guard let file else { return nil }
    guard FileStatus.of(file) != nil else {
      throw StoreError("audit/signers", "there is no file \(Output.safe(file))", kind: .missing)
    }
    return file
  }

  static func reference(_ branch: String) -> String { "refs/funnel/seals/\(Output.safe(branch))" }

  static func commits(_ count: Int) -> String { "\(count) commit\(count == 1 ? "" : "s")" }

  /// `redaction: erasure request 7; 2 commits rewritten, 1 dropped, 3 changes erased, 0 replaced`.
  static func line(_ redaction: RedactionReport) -> String {
    "redaction: \(Output.safe(redaction.reason)); \(commits(redaction.rewritten)) rewritten, \(redaction.dropped) dropped, "
      + "\(redaction.erased) change\(redaction.erased == 1 ? "" : "s") of \(redaction.paths.count) file\(redaction.paths.count == 1 ? "" : "s") erased, \(redaction.replaced) replaced"
  }

  static func print(_ report: SealReport) {
    let style = Style.output
    for seal in report.seals {
      let who =
        seal.signature.signer.map { "signed by \(Output.safe($0))" } ?? "signature: \(seal.signature.word)"
      Output.line(
        "seal \(seal.number)  \(StoreTime.readable(seal.sealedAt))  \(commits(seal.count)) up to \(seal.tip.short)  \(who)"
      )
      if let redaction = seal.redaction { Output.line("  " + line(redaction)) }
    }
    for finding in report.findings {
      Output.line(style.red("✖ ") + Output.safe(finding.message))
      if let hint = finding.hint { Output.line("  hint     " + Output.safe(hint)) }
    }
    if report.unsealed > 0 {
      Output.line(
        "\(commits(report.unsealed)) of \(Output.safe(report.branch)) \(report.unsealed == 1 ? "is" : "are") not sealed yet"
      )
    }
    if report.findings.isEmpty {
      let isRedacted = report.seals.contains { $0.redaction != nil }
      let manner = isRedacted ? "rewritten only by the redactions above" : "none rewritten"
      Output.line("\(Output.safe(report.branch)) is what was sealed: \(commits(report.sealed)), \(manner)")
    } else if let good = report.lastGood {
      Output.line(
        "unchanged up to \(good.commit.short), commit \(good.place), \(StoreTime.readable(good.time))")
    }
  }

  private static func json(_ redaction: RedactionReport?) -> JSONValue {
    guard let redaction else { return .null }
    return [
      "reason": .string(redaction.reason), "rewritten": .int(Int64(redaction.rewritten)),
      "dropped": .int(Int64(redaction.dropped)), "erased": .int(Int64(redaction.erased)),
      "replaced": .int(Int64(redaction.replaced)), "paths": .array(redaction.paths.map { .string($0) }),
    ]
  }

  static func json(_ receipt: SealReceipt?, _ branch: String) -> JSONValue {
    guard let receipt else { return ["branch": .string(branch), "sealed": false] }
    return [
      "branch": .string(receipt.branch), "sealed": true, "number": .int(Int64(receipt.number)),
      "seal": .string(receipt.seal.description), "tip": .string(receipt.tip.description),
      "sealedAt": .string(StoreTime.text(receipt.sealedAt)), "commits": .int(Int64(receipt.count)),
      "added": .int(Int64(receipt.added)), "redaction": json(receipt.redaction),
    ]
  }

  static func json(_ report: SealReport) -> JSONValue {
    [
      "branch": .string(report.branch), "valid": .bool(report.findings.isEmpty),
      "sealed": .int(Int64(report.sealed)), "unsealed": .int(Int64(report.unsealed)),
      "lastGood": report.lastGood.map {
        [
          "commit": .string($0.commit.description), "place": .int(Int64($0.place)),
          "time": .string(StoreTime.text($0.time)),
        ]
      } ?? .null,
      "seals": .array(
        report.seals.map { seal in
          [
            "number": .int(Int64(seal.number)), "seal": .string(seal.commit.description),
            "sealedAt": .string(StoreTime.text(seal.sealedAt)), "commits": .int(Int64(seal.count)),
            "tip": .string(seal.tip.description), "signature": .string(seal.signature.word),
            "signer": seal.signature.signer.map { .string($0) } ?? .null,
            "key": seal.signature.key.map { .string($0) } ?? .null, "redaction": json(seal.redaction),
          ]
        }),
      "findings": .array(report.findings.map(FindingJSON.value)),
    ]
  }
}
