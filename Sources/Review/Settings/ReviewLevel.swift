internal import JSON

/// How much a check's answer counts.
package enum ReviewLevel: Int, Sendable, Comparable, CaseIterable {
  case off
  /// Shown; breaks the gate only under `--strict`.
  case warn
  /// Breaks the gate.
  case fail

  /// What `funnel.json` may say: `"off"`, `"warn"`, `"fail"`, or `false` and `true` for the first two.
  init?(_ node: JSONNode) {
    if node.kind == .boolean {
      self = node.isTrue ? .warn : .off
      return
    }
    switch node.string {
    case "off": self = .off
    case "warn", "on": self = .warn
    case "fail": self = .fail
    default: return nil
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What is looked for in every store, each under the name that `funnel.json` calls it by.
package enum ReviewCheck: String, Sendable, CaseIterable {
  /// A document that came or changed, and does not fit its schema or cannot be read.
  case invalidDocument = "invalid-document"
  /// A document that the change does not touch, and that a changed schema breaks.
  case brokenBySchema = "broken-by-schema"
  /// Something that refers to a document that is not there.
  case danglingReference = "dangling-reference"
  /// A reference that leads somewhere on its own side, and nowhere once both are merged.
  case lostReference = "lost-reference"
  /// A list that had elements and has none.
  case emptiedList = "emptied-list"
  /// A choice in a schema that has more values than before.
  case widenedEnum = "widened-enum"
  /// Schemas or rules that change together with documents.
  case rulesWithData = "rules-with-data"
  /// A value in a field of personal data where none was.
  case personalData = "personal-data"
  /// Two ids of a collection that differ only in case: some file systems hold but one of them.
  case caseTwins = "case-twins"
  /// Documents that funnel merges, and at which a host's merge by lines would stop.
  case hostConflict = "host-conflict"
  /// Documents that a host's merge by lines would spoil without a word.
  case hostHarm = "host-harm"
  /// A change of what reviews look at.
  case reviewSettings = "review-settings"

  /// How findings call it.
  package var code: String { "review/" + rawValue }

  /// What holds where nothing is configured.
  package var defaultLevel: ReviewLevel {
    switch self {
    case .invalidDocument, .brokenBySchema, .lostReference, .hostHarm: .fail
    default: .warn
    }
  }
}
