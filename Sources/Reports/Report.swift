public import Diagnostics

/// One thing that was judged: a document, a schema, a commit.
public struct ReportItem: Sendable {
  /// How people name it: a document's file below the store's root.
  public var name: String
  /// What is wrong with it, in the order of the text; only those to show.
  public var findings: [Finding]
  /// Those that are not shown are counted too.
  public var findingCount: Int
  /// The texts that the findings' positions refer to, by file.
  public var sources: [String: [UInt8]]

  public init(
    name: String, findings: [Finding], findingCount: Int? = nil, sources: [String: [UInt8]] = [:]
  ) {
    self.name = name
    self.findings = findings
    self.findingCount = findingCount ?? findings.count
    self.sources = sources
  }

  public var isValid: Bool { findingCount == 0 }
}

/// How much there was.
public struct ReportTotals: Sendable, Equatable {
  public var items = 0
  public var invalidItems = 0
  /// All findings, shown or not.
  public var findings = 0
  public var shownFindings = 0

  public init() {}

  /// Counts an item.
  public mutating func add(_ item: ReportItem) {
    items += 1
    invalidItems += item.isValid ? 0 : 1
    findings += item.findingCount
    shownFindings += item.findings.count
  }

  public var omittedFindings: Int { findings - shownFindings }
}

/// Who reports, and where its files lie.
public struct ReportSource: Sendable {
  /// The program's name and version.
  public var tool: String
  public var version: String
  /// What was run, such as `funnel validate`.
  public var command: String
  /// The way from the repository's root to the store's, `below/store/` or empty: code hosts name files from there.
  public var prefix: String

  public init(tool: String, version: String, command: String, prefix: String = "") {
    self.tool = tool
    self.version = version
    self.command = command
    self.prefix = prefix
  }

  /// A file's path seen from the repository's root; an absolute one stays. A `../` leads out of the store.
  func path(_ file: String) -> String {
    if file.utf8.first == 0x2F { return file }
    guard file.hasPrefix("../") else { return prefix + file }
    var folders = prefix.split(separator: "/")
    var rest = file[...]
    while rest.hasPrefix("../"), folders.popLast() != nil { rest = rest.dropFirst(3) }
    return folders.map { $0 + "/" }.joined() + rest
  }
}

/// A form of output. Values in, text out; nothing here knows a terminal or a file.
///
/// Every form is safe against what documents hold: control characters, markup and commands of a log's reader are
/// escaped as the form has it.
public protocol ReportForm {
  /// Takes an item.
  ///
  /// - Returns: what can be printed at once, with its line ends; empty for forms that must see everything first.
  mutating func add(_ item: ReportItem) -> String
  /// - Returns: the rest.
  mutating func finish(_ totals: ReportTotals) -> String
}
