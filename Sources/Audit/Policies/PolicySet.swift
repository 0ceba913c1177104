internal import Conditions
public import Diagnostics
internal import FirestoreModel
internal import JSON
public import Store

/// All policies of a store, as the branch's tip has them.
public struct PolicySet: Sendable {
  public let policies: [Policy]
  /// Where it is asked that history stays what was sealed (`SealPolicy`); nil when it is not.
  public let sealed: SourceLocation?
  /// The name under which a change of the policies themselves is told.
  public static let settingsName = "audit-settings"

  public var needsSignatures: Bool { policies.contains(where: \.needsSignatures) }
  public var isEmpty: Bool { policies.isEmpty && sealed == nil }

  /// Reads `audit` of `funnel.json`.
  ///
  /// - Throws: `audit/policy`, of kind configuration, with the line.
  public init(_ section: SettingsSection?) throws(StoreError) {
    guard let section else {
      policies = []
      sealed = nil
      return
    }
    var reader = PolicyReader(section: section)
    policies = try reader.policies()
    sealed = reader.sealed
  }

  public subscript(name: String) -> Policy? { policies.first { $0.name == name } }

  /// The names of the policies that a change breaks.
  func broken(by row: AuditRow) -> [String] {
    var names = policies.filter { $0.isBroken(by: row) }.map(\.name)
    if changesPolicies(row) { names.append(Self.settingsName) }
    return names
  }

  /// Whoever weakens the policies must not thereby go unseen: a change of them is judged by what stood there before.
  /// The first ones weaken nothing.
  private func changesPolicies(_ row: AuditRow) -> Bool {
    guard case .file("funnel.json") = row.subject else { return false }
    if row.field.isEmpty { return row.operation != .create }
    guard row.field == ["audit"], let old = row.old else { return false }
    guard case .map(let before) = old, case .string(let text)? = before["amend"],
      let allow = try? Condition(parsing: text, names: ChangeNames.all)
    else { return true }
    let names = ChangeNames(row, [])
    return row.attribution.claimants.contains { actor in !allow.holds { names.value($0, actor: actor) } }
  }
}

extension AuditRow.Subject {
  /// For patterns in a switch.
  static func ~= (pattern: AuditRow.Subject, value: AuditRow.Subject) -> Bool { pattern == value }
}

/// Reads policies out of their settings; whatever is not as it must be has a line.
struct PolicyReader {
  let section: SettingsSection
  private var names: Set<String> = []
  private(set) var sealed: SourceLocation?

  init(section: SettingsSection) { self.section = section }

  mutating func policies() throws(StoreError) -> [Policy] {
    var result: [Policy] = []
    for (key, value) in section.node.members {
      switch key.string {
      case "policies":
        guard value.kind == .array else { throw fault("policies must be a list", at: value) }
        for node in value.elements { result.append(try policy(node)) }
      case "amend": _ = try condition(value)
      case "sealed":
        sealed = try bool(value) ? value.location(file: section.file, pointer: value.pointer) : nil
      case let name:
        throw fault(
          "audit has the key \(shown(name)), which this funnel does not know", at: key,
          hint: "known are policies, amend, sealed")
      }
    }
    return result
  }

  private static let keys = [
    "name", "message", "level", "collection", "files", "fields", "operations", "when", "allow", "trailers",
    "signed",
    "hours",
  ]

  private mutating func policy(_ node: JSONNode) throws(StoreError) -> Policy {
    guard node.kind == .object else { throw fault("a policy must be an object", at: node) }
    for (key, _) in node.members {
      guard let name = key.string, Self.keys.contains(name) else {
        let near = Suggestion.nearest(to: key.string ?? "", among: Self.keys)
        throw fault(
          "a policy has the key \(shown(key.string)), which this funnel does not know", at: key,
          hint: near.map { "did you mean \($0)?" } ?? "known are \(Self.keys.joined(separator: ", "))")
      }
    }
    guard let nameNode = node.member("name") else { throw fault("a policy needs a name", at: node) }
    guard let name = nameNode.string, Self.isName(name), name != PolicySet.settingsName else {
      throw fault("a policy's name has letters, digits and - only", at: nameNode)
    }
    guard names.insert(name).inserted else { throw fault("there are two policies \(name)", at: nameNode) }
    let level = try node.member("level").map { (level) throws(StoreError) in
      guard let known = level.string.flatMap(Policy.Level.init(rawValue:)) else {
        throw fault("level is error, warning or note", at: level)
      }
      return known
    }
    return Policy(
      name: name, message: try node.member("message").map { (text) throws(StoreError) in try string(text) },
      level: level ?? .error, location: node.location(file: section.file, pointer: node.pointer),
      collections: try strings(node.member("collection")).map { (node) throws(StoreError) in
        guard let pattern = CollectionPattern(node.string ?? "") else {
          throw fault("collection must be a document's pattern such as users/{userId}", at: node)
        }
        return pattern
      },
      files: try strings(node.member("files")).map { (node) throws(StoreError) in
        try within(node) { (text) throws(StoreError) in try PathPattern(text) }
      },
      fields: try strings(node.member("fields")).map { (node) throws(StoreError) in
        try within(node) { (text) throws(StoreError) in try FieldPattern(text) }
      },
      operations: Set(
        try strings(node.member("operations")).map { (node) throws(StoreError) in
          guard let known = AuditRow.Operation(rawValue: node.string ?? "") else {
            throw fault("an operation is create, update or delete", at: node)
          }
          return known
        }), when: try node.member("when").map { (node) throws(StoreError) in try condition(node) },
      allow: try node.member("allow").map { (node) throws(StoreError) in try condition(node) },
      trailers: try strings(node.member("trailers")).map { (node) throws(StoreError) in
        guard let key = node.string, !key.isEmpty, key.utf8.allSatisfy(Self.isKeyByte) else {
          throw fault("a trailer is named like Reviewed-by", at: node)
        }
        return key
      }, isSigned: try bool(node.member("signed")), hours: try hours(node.member("hours")))
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 100 && text.utf8.allSatisfy(isKeyByte)
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// A string, or a list of them, as the nodes of the strings.
  private func strings(_ node: JSONNode?) throws(StoreError) -> [JSONNode] {
    guard let node else { return [] }
    if node.kind == .string { return [node] }
    guard node.kind == .array, node.count > 0 else {
      throw fault("this must be a string or a list of strings", at: node)
    }
    for element in node.elements { _ = try string(element) }
    return Array(node.elements)
  }

  private func string(_ node: JSONNode) throws(StoreError) -> String {
    guard let text = node.string else { throw fault("this must be a string", at: node) }
    return text
  }

  private func bool(_ node: JSONNode?) throws(StoreError) -> Bool {
    guard let node else { return false }
    guard node.kind == .boolean else { throw fault("this must be true or false", at: node) }
    return node.isTrue
  }

  /// `{"from": "08:00", "to": "18:00", "days": ["mon", …], "offset": "+01:00"}`.
  private func hours(_ node: JSONNode?) throws(StoreError) -> WorkingHours? {
    guard let node else { return nil }
    guard node.kind == .object else { throw fault("hours must be an object", at: node) }
    var hours = WorkingHours(from: 0, to: 0, days: Set(0..<7), offset: 0)
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    for (key, value) in node.members {
      switch key.string {
      case "from": hours.from = try minutes(value)
      case "to": hours.to = try minutes(value)
      case "days":
        hours.days = Set(
          try strings(value).map { (node) throws(StoreError) in
            guard let day = names.firstIndex(of: node.string ?? "") else {
              throw fault("a day is \(names.joined(separator: ", "))", at: node)
            }
            return day
          })
      case "offset":
        let text = try string(value)
        guard let sign = text.utf8.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
          let minutes = Self.clock(String(text.dropFirst())), minutes < 24 * 60
        else { throw fault("an offset is written like +01:00", at: value) }
        hours.offset = sign == UInt8(ascii: "-") ? -minutes : minutes
      case let name:
        throw fault("hours has the key \(shown(name))", at: key, hint: "known are from, to, days, offset")
      }
    }
    guard node.member("from") != nil, node.member("to") != nil else {
      throw fault("hours needs from and to", at: node)
    }
    return hours
  }

  private func minutes(_ node: JSONNode) throws(StoreError) -> Int {
    guard let minutes = Self.clock(try string(node)) else {
      throw fault("an hour is written like 08:00", at: node)
    }
    return minutes
  }

  private static func clock(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
    let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int($0) - 48 }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    return hours <= 24 && minutes < 60 && hours * 60 + minutes <= 24 * 60 ? hours * 60 + minutes : nil
  }

  private func condition(_ node: JSONNode) throws(StoreError) -> Condition {
    let text = try string(node)
    do throws(ConditionError) {
      return try Condition(parsing: text, names: ChangeNames.all)
    } catch {
      var fault = fault(error.message, at: node, hint: error.hint)
      // Without escapes the string's text stands as it is, behind its quote.
      if node.byteCount == text.utf8.count + 2, let place = error.place.position {
        let position = SourcePosition(offset: node.offset + 1 + place.offset, in: node.text.bytes)
        fault.location = SourceLocation(
          file: section.file, position: position, length: max(1, error.place.length), pointer: node.pointer)
      }
      throw fault
    }
  }

  private func within<R>(_ node: JSONNode, _ read: (String) throws(StoreError) -> R) throws(StoreError) -> R {
    do throws(StoreError) { return try read(node.string ?? "") } catch {
      throw fault(error.message, at: node, hint: error.hint)
    }
  }

  private func shown(_ name: String?) -> String { name.map(VisibleText.of) ?? "?" }

  private func fault(_ message: String, at node: JSONNode, hint: String? = nil) -> StoreError {
    section.fault("audit/policy", message, at: node, hint: hint)
  }
}
