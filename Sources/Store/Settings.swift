internal import Diagnostics
public import DocumentCodec
package import Git
internal import JSON

/// `funnel.json`: the settings of one store at one commit (or of its working tree).
public struct Settings: Sendable, Equatable {
  /// The one format that this version reads and writes.
  public static let format: Int64 = 1

  /// Folders of hash digits by collection pattern.
  public var fanOut: FanOut
  /// Whether documents of collections without a schema are refused.
  public var strictCollections: Bool
  /// Commits whose own time is not believed (design: the cure for a tip from the future).
  package internal(set) var ignoredTimes: Set<ObjectID>
  /// What reviewers are warned of, and what breaks a gate; nil where nothing is set.
  public private(set) var review: SettingsSection?
  /// The rules over changes.
  public private(set) var audit: SettingsSection?

  /// What `funnel init` writes.
  public static let initialText = "{\n  \"format\": 1\n}\n"

  /// Those of a store that sets nothing.
  package init() {
    fanOut = .none
    strictCollections = false
    ignoredTimes = []
  }

  /// - Parameter file: how messages name it.
  /// - Throws: `settings/…` of kind configuration, with line and column, for anything unknown.
  public init(parsing bytes: [UInt8], file: String) throws(StoreError) {
    let text: JSONText
    do {
      text = try JSONText(parsing: bytes)
    } catch {
      var wrapped = StoreError(error.inFile(file)).inFile(file, bytes)
      wrapped.kind = .configuration
      throw wrapped
    }
    func fault(_ code: String, _ message: String, at node: JSONNode, hint: String? = nil) -> StoreError {
      StoreError(
        code, message, location: node.location(file: file, pointer: node.pointer), hint: hint,
        kind: .configuration,
        sources: [file: bytes])
    }
    func section(_ value: JSONNode) throws(StoreError) -> SettingsSection {
      guard value.kind == .object else { throw fault("settings/form", "this must be an object", at: value) }
      return SettingsSection(node: value, file: file)
    }
    guard text.root.kind == .object else {
      throw fault("settings/form", "funnel.json must be an object", at: text.root)
    }
    fanOut = try storing { () throws(CodecError) in try FanOut(patterns: [:]) }
    strictCollections = false
    ignoredTimes = []
    var format: JSONNode?
    for (key, value) in text.root.members {
      switch key.string {
      case "format":
        format = value
        guard value.int64 == Settings.format else {
          throw fault(
            "settings/format",
            "this store has format \(value.numberText ?? "?"), this funnel reads format \(Settings.format)",
            at: value, hint: "install the funnel that wrote it")
        }
      case "strictCollections":
        guard value.kind == .boolean else {
          throw fault("settings/strictCollections", "strictCollections must be true or false", at: value)
        }
        strictCollections = value.isTrue
      case "fanOut":
        guard value.kind == .object else {
          throw fault("settings/fanOut", "fanOut must be an object", at: value)
        }
        var patterns: [String: Int] = [:]
        for (pattern, digits) in value.members {
          guard let count = digits.int64, (1...4).contains(count), let name = pattern.string else {
            throw fault("settings/fanOut", "a fan-out is a number of hash digits from 1 to 4", at: digits)
          }
          patterns[name] = Int(count)
        }
        do throws(CodecError) { fanOut = try FanOut(patterns: patterns) } catch {
          throw fault("settings/fanOut", error.message, at: value, hint: error.hint)
        }
      case "ignoreTime":
        guard value.kind == .array else {
          throw fault("settings/ignoreTime", "ignoreTime must be a list of commit ids", at: value)
        }
        for element in value.elements {
          guard let hex = element.string, let id = ObjectID(hex: hex) else {
            throw fault("settings/ignoreTime", "a commit id has 40 hexadecimal digits", at: element)
          }
          ignoredTimes.insert(id)
        }
      case "review": review = try section(value)
      case "audit": audit = try section(value)
      case let name:
        throw fault(
          "settings/unknown", "funnel.json has the key \(name ?? "?"), which this funnel does not know",
          at: key,
          hint: "known are format, fanOut, strictCollections, ignoreTime, review, audit")
      }
    }
    if format == nil {
      throw fault("settings/format", "funnel.json must have \"format\": 1", at: text.root)
    }
  }
}
