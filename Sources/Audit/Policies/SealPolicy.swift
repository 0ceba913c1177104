public import Diagnostics
internal import FirestoreModel
internal import Git
internal import JSON
public import Store

/// The policy that a branch's history stays what was sealed: `"sealed": true` in `audit`.
///
/// Whoever rewrites history can take the demand out of it, too. So it holds as well where the last sealed commit made
/// it, and where that commit is not here any more to be asked.
public struct SealPolicy {
  private let store: Store
  private let branch: String
  private let allowedSigners: String?

  public init(_ store: Store, branch: String, allowedSigners: String?) {
    self.store = store
    self.branch = branch
    self.allowedSigners = allowedSigners
  }

  /// What breaks it, at the line of `funnel.json` that asks for it; nil when nothing asks.
  ///
  /// - Parameters:
  ///   - policies: those of the branch's tip.
  ///   - now: microseconds since 1970.
  public func findings(
    _ policies: PolicySet, now: Int64, progress: (String, Int, Int) -> Void = { _, _, _ in }
  ) throws(StoreError) -> [Finding]? {
    if policies.sealed == nil {
      guard try isSealedBySeals() else { return nil }
    }
    let location = policies.sealed ?? SourceLocation(file: "funnel.json")
    var findings: [Finding]
    do throws(StoreError) {
      let verifier = SealVerifier(store, branch: branch, allowedSigners: allowedSigners)
      findings = try verifier.verify(now: now, progress: progress).findings
    } catch {
      guard error.code == "audit/no-seal" else { throw error }
      findings = [Finding(code: "seal/none", message: error.message, location: location, hint: error.hint)]
    }
    for index in findings.indices {
      findings[index].location = location
      findings[index].keywordLocation = policies.sealed == nil ? nil : "funnel.json#/audit/sealed"
    }
    return findings
  }

  private func isSealedBySeals() throws(StoreError) -> Bool {
    let last = try storing { () throws(GitError) in
      try store.repository.target(of: SealBook.reference(branch))
    }
    guard let last else { return false }
    let book = try SealBook(branch: branch, tip: last, store)
    guard let sealed = book.links.last?.id else { return true }
    do throws(StoreError) {
      return try store.snapshot(at: sealed).settings.audit?.node.member("sealed")?.isTrue ?? false
    } catch {
      return true
    }
  }
}
