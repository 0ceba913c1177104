import Changes
import DocumentCodec
import FirestoreModel
import JSON

/// What a schema says of fields, as tests write it down.
indirect enum Rule: Sendable {
  case map([String: Rule])
  case counter
  case latest
  case set
  case keyed(String, Rule)
  case list(Rule)
  case nothing

  var traits: FieldTraits {
    var nodes: [FieldTraits.Node] = []
    _ = add(to: &nodes)
    return FieldTraits(nodes)
  }

  private func add(to nodes: inout [FieldTraits.Node]) -> Int {
    let index = nodes.count
    nodes.append(FieldTraits.Node())
    switch self {
    case .nothing: break
    case .counter: nodes[index].notes.isCounter = true
    case .latest: nodes[index].notes.isLatest = true
    case .set: nodes[index].notes.isSet = true
    case .map(let members): for (name, rule) in members { nodes[index].members[name] = rule.add(to: &nodes) }
    case .keyed(let key, let rule):
      nodes[index].notes.key = key
      nodes[index].items = rule.add(to: &nodes)
    case .list(let rule): nodes[index].items = rule.add(to: &nodes)
    }
    return index
  }
}

/// Merges of documents as texts.
enum Texts {
  static func fields(_ text: String) throws -> Fields { try DocumentFile.decode(Array(text.utf8), file: nil) }

  static func text(_ fields: Fields?) -> String {
    fields.map { DocumentFile.jsonValue($0).compact() } ?? "absent"
  }

  static func text(_ value: Value?) -> String {
    value.map { DocumentFile.jsonValue($0).compact() } ?? "absent"
  }

  /// Nil stands for an absent document.
  static func merge(
    _ base: String?, _ ours: String?, _ theirs: String?, _ rule: Rule = .nothing
  ) throws -> MergeOutcome {
    DocumentMerge.merge(
      base: try base.map(fields), ours: try ours.map(fields), theirs: try theirs.map(fields),
      traits: rule.traits)
  }

  /// The merged document, then each conflict's pointer and reason: `{"a":1} /a both-changed`.
  static func line(_ outcome: MergeOutcome) -> String {
    ([text(outcome.fields)] + outcome.conflicts.map { "\($0.pointer) \($0.reason.rawValue)" }).joined(
      separator: " ")
  }

  /// The same for one field `a`: `1 /a both-changed`.
  static func field(_ base: String?, _ ours: String?, _ theirs: String?, _ rule: Rule = .nothing) throws
    -> String
  {
    func document(_ value: String?) -> String { value.map { "{\"a\":\($0)}" } ?? "{}" }
    let outcome = try merge(document(base), document(ours), document(theirs), .map(["a": rule]))
    return ([text(outcome.fields?["a"])] + outcome.conflicts.map { "\($0.pointer) \($0.reason.rawValue)" })
      .joined(separator: " ")
  }
}
