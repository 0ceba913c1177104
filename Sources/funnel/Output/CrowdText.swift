internal import Changes
internal import Store

/// Very many documents, more than anybody reads one by one: a document is one line where it can be, no titles and labels
/// are told, of a long text only the words beside the change; what was done to three and more alike is told once, above
/// their paths, and so are the names of the fields where three and more documents changed in the same few.
struct CrowdText {
  /// Documents from which on it is a crowd.
  static let size = 51
  private static let alike = 3
  /// Fields whose changes stand on one line.
  private static let fewFields = 3

  /// What changed in a document, by row.
  private struct Body: Hashable {
    /// The field; empty for a further row of the same.
    var places: [String] = []
    var changes: [String] = []

    var lines: [String] { zip(places, changes).map { $0 + "  " + $1 } }
    /// Each row another field, and few.
    var isShort: Bool { places.count <= CrowdText.fewFields && !places.contains("") }
  }

  /// What changed in each document that can be told in this way, by its path.
  private var bodies: [String: Body] = [:]
  /// Documents that changed alike, and of the others those that changed in the same fields.
  private var sameChange: [Body: [String]] = [:]
  private var sameFields: [[String]: [String]] = [:]

  init(_ views: [DeltaView]) {
    var options = RowOptions()
    options.valueWidth = 48
    options.isTerse = true
    var names: [String] = []
    for view in views where view.kind == .modified && !view.isUnreadable {
      var last = ""
      var body = Body()
      for row in view.rows(options) {
        // What happened to the members of a set stands below its name.
        body.places.append(row.place == last ? "" : Output.safe(row.place))
        body.changes.append(DeltaText.change(row))
        last = row.place
      }
      names.append(view.name)
      bodies[view.name] = body
      sameChange[body, default: []].append(view.name)
    }
    for name in names {
      guard let body = bodies[name], body.isShort, sameChange[body, default: []].count < Self.alike else {
        continue
      }
      sameFields[body.places, default: []].append(name)
    }
  }

  /// The lines for a document; none where they stand with those of another.
  func lines(_ view: DeltaView) -> [String] {
    guard let body = bodies[view.name] else { return DeltaText.lines(view) }
    let path = Style.output.bold(Output.safe(view.name))
    if let names = sameChange[body], names.count >= Self.alike {
      guard names.first == view.name else { return [] }
      var lines = body.lines
      lines[lines.count - 1] += "  in \(names.count) documents:"
      return lines + names.map { "  " + Style.output.bold(Output.safe($0)) }
    }
    if let names = sameFields[body.places], names.count >= Self.alike {
      guard names.first == view.name else { return [] }
      return [body.places.joined(separator: " | ") + "  in \(names.count) documents:"]
        + names.map { name in
          "  " + Style.output.bold(Output.safe(name)) + "  "
            + (bodies[name]?.changes ?? []).joined(separator: " | ")
        }
    }
    return body.places.count == 1 ? [path + "  " + body.lines[0]] : [path] + body.lines.map { "  " + $0 }
  }
}
