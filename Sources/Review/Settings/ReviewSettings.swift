package import Conditions
internal import Diagnostics
package import FirestoreModel
internal import JSON
package import Store

/// What a store's `funnel.json` has under `review` (schemas/funnel.json says the same as a schema).
package struct ReviewSettings: Sendable {
  /// A check of the store's own: documents about which something holds are worth a look when they change.
  package struct DocumentCheck: Sendable {
    /// Its key in `funnel.json`.
    package var name: String
    /// A few words that stand beside the document's name: `default persona`.
    package var label: String?
    /// What follows the document's name in a sentence.
    package var message: String
    /// The documents that it is about; nil for all.
    package var pattern: CollectionPattern?
    /// Asked of the document before and after; nil for all.
    package var condition: Condition?
    /// Only changes of these fields, or of what lies below them, count; empty for any.
    package var fields: [FieldPath]
    package var level: ReviewLevel
  }

  package private(set) var levels: [ReviewCheck: ReviewLevel]
  package private(set) var documentChecks: [DocumentCheck]

  /// What holds where nothing is configured.
  package static let standard = ReviewSettings()

  private init() {
    levels = Dictionary(uniqueKeysWithValues: ReviewCheck.allCases.map { ($0, $0.defaultLevel) })
    documentChecks = []
  }

  /// - Throws: `review/…` of kind configuration, with line and column, for anything unknown or wrong.
  package init(_ section: SettingsSection?) throws(StoreError) {
    self.init()
    guard let section else { return }
    for (key, value) in section.node.members {
      guard key.string == "checks" else {
        throw section.fault(
          "review/unknown", "review has no key \(key.string ?? "?")", at: key, hint: "it has checks")
      }
      guard value.kind == .object else {
        throw section.fault("review/form", "review.checks must be an object", at: value)
      }
      for (name, check) in value.members { try add(name, check, section) }
    }
  }

  package func level(_ check: ReviewCheck) -> ReviewLevel { levels[check] ?? check.defaultLevel }

  /// What both ask for: of each check the higher level, and the own checks of either. So a change that takes a check
  /// away is still judged by it.
  package func joined(with other: ReviewSettings) -> ReviewSettings {
    var result = self
    for (check, level) in other.levels { result.levels[check] = max(self.level(check), level) }
    for check in other.documentChecks {
      if let index = documentChecks.firstIndex(where: { $0.name.utf8.elementsEqual(check.name.utf8) }) {
        result.documentChecks[index].level = max(documentChecks[index].level, check.level)
      } else {
        result.documentChecks.append(check)
      }
    }
    return result
  }

  private mutating func add(
    _ key: JSONNode, _ value: JSONNode, _ section: SettingsSection
  ) throws(StoreError) {
    let name = key.string ?? ""
    if let known = ReviewCheck(rawValue: name) {
      guard let level = ReviewLevel(value) else {
        throw section.fault(
          "review/level", "\(name) must be \"off\", \"warn\" or \"fail\"", at: value)
      }
      levels[known] = level
      return
    }
    guard value.kind == .object else {
      // A level without a rule: a built-in check was meant.
      let names = ReviewCheck.allCases.map(\.rawValue)
      let near = Suggestion.nearest(to: name, among: names)
      throw section.fault(
        "review/unknown", "there is no check \(name)", at: key,
        hint: near.map { "did you mean \($0)?" }
          ?? "there are \(names.joined(separator: ", ")); a check of your own is an object with message and when"
      )
    }
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isOfName) else {
      throw section.fault(
        "review/form", "the name of a check has letters, digits and hyphens", at: key)
    }
    documentChecks.append(try Self.documentCheck(name, value, section))
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2D
  }

  private static let keys = ["label", "message", "collection", "when", "fields", "level"]

  private static func documentCheck(
    _ name: String, _ node: JSONNode, _ section: SettingsSection
  ) throws(StoreError) -> DocumentCheck {
    var check = DocumentCheck(
      name: name, message: "is watched by the check \(name)", fields: [], level: .warn)
    for (key, value) in node.members {
      let key = (node: key, name: key.string ?? "?")
      switch key.name {
      case "label", "message":
        guard let text = value.string, !text.isEmpty else {
          throw section.fault("review/form", "\(key.name) must be a text", at: value)
        }
        if key.name == "label" { check.label = text } else { check.message = text }
      case "collection":
        guard let pattern = value.string.flatMap({ CollectionPattern($0) }) else {
          throw section.fault(
            "review/collection", "collection must be a document's pattern such as users/{userId}", at: value)
        }
        check.pattern = pattern
      case "when": check.condition = try condition(value, section)
      case "fields":
        guard value.kind == .array else {
          throw section.fault("review/form", "fields must be a list of field paths", at: value)
        }
        for element in value.elements {
          guard let text = element.string, let path = try? FieldPath(text) else {
            throw section.fault(
              "review/form", "this is no field path such as metadata.isDefault", at: element)
          }
          check.fields.append(path)
        }
      case "level":
        guard let level = ReviewLevel(value) else {
          throw section.fault("review/level", "level must be \"off\", \"warn\" or \"fail\"", at: value)
        }
        check.level = level
      default:
        let near = Suggestion.nearest(to: key.name, among: keys)
        throw section.fault(
          "review/unknown", "a check has no key \(key.name)", at: key.node,
          hint: near.map { "did you mean \($0)?" } ?? "it has \(keys.joined(separator: ", "))")
      }
    }
    if check.pattern == nil, check.condition == nil, check.fields.isEmpty {
      throw section.fault(
        "review/form", "\(name) would be about every document: say when, collection or fields", at: node)
    }
    return check
  }

  private static func condition(
    _ node: JSONNode, _ section: SettingsSection
  ) throws(StoreError) -> Condition {
    guard let text = node.string else {
      throw section.fault(
        "review/condition", "when must be a condition such as metadata.isDefault == true", at: node)
    }
    do throws(ConditionError) { return try Condition(parsing: text) } catch {
      let place = error.place.position.map { ", at character \($0.column)" } ?? ""
      throw section.fault(
        "review/condition", "when cannot be read\(place): \(error.message)", at: node, hint: error.hint)
    }
  }
}
