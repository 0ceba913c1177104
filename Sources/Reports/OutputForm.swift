import Diagnostics
import JSON

/// JSON Schema's own output forms (2020-12 core §12.4), one object on a line for each document, with its `file` beside
/// what the specification has.
///
/// They hold the findings, so of a union only the alternative that came nearest. `absoluteKeywordLocation` is relative
/// to the store's root where a schema has no absolute `$id`. A finding that is no schema's (text that is not
/// JSON, say) has an empty `keywordLocation`.
public struct OutputForm: ReportForm {
  /// How much is told.
  public enum Detail: Sendable {
    /// `valid` alone.
    case flag
    /// A flat list of errors.
    case basic
    /// Errors in the tree of the schema, without the nodes that add nothing.
    case detailed
  }

  private let detail: Detail

  public init(_ detail: Detail) { self.detail = detail }

  public mutating func add(_ item: ReportItem) -> String {
    var members: [(String, JSONValue)] = [("valid", .bool(item.isValid))]
    switch detail {
    case .flag: break
    case .basic where !item.isValid:
      members += [("keywordLocation", ""), ("instanceLocation", "")]
      members.append(("errors", .array(item.findings.map { .object(OutputTree.unit($0)) })))
    case .detailed where !item.isValid:
      members += OutputTree(item.findings).root()
    case .basic, .detailed: members += [("keywordLocation", ""), ("instanceLocation", "")]
    }
    members.append(("file", .string(item.name)))
    return JSONValue.object(members).compact() + "\n"
  }

  public mutating func finish(_ totals: ReportTotals) -> String { "" }
}

/// Errors as a tree by the ways to their keywords.
struct OutputTree {
  private final class Node {
    var children: [(step: String, node: Node)] = []
    var errors: [Finding] = []
  }

  private let top = Node()
  /// A schema that leads around in circles makes long ways; what is deeper stands together at this depth.
  private static let deepest = 256

  init(_ findings: [Finding]) {
    for finding in findings {
      var node = top
      for step in (finding.evaluationPath ?? "").split(separator: "/").prefix(Self.deepest) {
        if let known = node.children.first(where: { $0.step == step }) {
          node = known.node
        } else {
          let made = Node()
          node.children.append((String(step), made))
          node = made
        }
      }
      node.errors.append(finding)
    }
  }

  /// The members of the whole document's object.
  func root() -> [(String, JSONValue)] {
    [
      ("keywordLocation", ""), ("instanceLocation", ""), ("errors", .array(Self.outputs(top, ""))),
    ]
  }

  /// What stands at or below a node: a node with one child is that child (core §12.4.3).
  private static func outputs(_ node: Node, _ path: String) -> [JSONValue] {
    let below = node.children.flatMap { step, child -> [JSONValue] in
      let place = "\(path)/\(step)"
      let outputs = outputs(child, place)
      // Several errors of one keyword are no tree: what holds them is what the keyword stands in.
      guard outputs.count > 1, !child.children.isEmpty else { return outputs }
      var members: [(String, JSONValue)] = [("valid", false), ("keywordLocation", .string(place))]
      if let location = location(child, place) {
        members.append(("absoluteKeywordLocation", .string(absolute(location))))
      }
      members.append(("instanceLocation", .string(commonInstance(child))))
      members.append(("errors", .array(outputs)))
      return [.object(members)]
    }
    return node.errors.map { .object(unit($0)) } + below
  }

  /// Where the part of the schema stands that a way leads to: what an error below it, or the next reference on the way
  /// there, says of its own place, less the steps between. Nil where a resource begins between them.
  private static func location(_ node: Node, _ path: String) -> String? {
    var open = [node]
    while let next = open.popLast() {
      open += next.children.map(\.node)
      for finding in next.errors {
        guard let keyword = finding.absoluteKeywordLocation ?? finding.keywordLocation else { continue }
        let known =
          finding.references.first { $0.path.utf8.count >= path.utf8.count }
          ?? Finding.Reference(path: finding.evaluationPath ?? "", location: keyword)
        guard known.path.utf8.starts(with: path.utf8) else { continue }
        let rest = String(known.path.utf8.dropFirst(path.utf8.count)) ?? ""
        let hash = known.location.utf8.firstIndex(of: 0x23) ?? known.location.endIndex
        guard known.location[hash...].hasSuffix(rest) else { continue }
        return String(known.location.dropLast(rest.count))
      }
    }
    return nil
  }

  /// The deepest value that all errors below a node lie in.
  private static func commonInstance(_ node: Node) -> String {
    var common: [Substring]?
    var open = [node]
    while let next = open.popLast() {
      open += next.children.map(\.node)
      for finding in next.errors {
        let tokens = (finding.location.pointer ?? "").split(separator: "/", omittingEmptySubsequences: false)
        let known = common ?? tokens
        common = Array(zip(known, tokens).prefix { $0 == $1 }.map(\.0))
      }
    }
    return (common ?? []).joined(separator: "/")
  }

  /// One error.
  static func unit(_ finding: Finding) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [
      ("valid", false), ("keywordLocation", .string(finding.evaluationPath ?? "")),
    ]
    if let keyword = finding.absoluteKeywordLocation ?? finding.keywordLocation {
      members.append(("absoluteKeywordLocation", .string(absolute(keyword))))
    }
    members.append(("instanceLocation", .string(finding.location.pointer ?? "")))
    members.append(("error", .string(finding.message + (finding.hint.map { " (\($0))" } ?? ""))))
    return members
  }

  private static func absolute(_ keyword: String) -> String {
    guard let hash = keyword.utf8.firstIndex(of: 0x23) else { return keyword }
    return "\(keyword[..<hash])#\(URIText.fragment(String(keyword[keyword.utf8.index(after: hash)...])))"
  }
}
