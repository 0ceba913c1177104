internal import Changes
internal import Store

/// Very many documents, more than anybody reads one by one: a document with one change is one line, no titles and labels
/// are told, of a long text only the words beside the change; and what was done to three and more alike is told once,
/// above their paths.
struct CrowdText {
  /// Documents from which on it is a crowd.
  static let size = 51
  private static let alike = 3

  /// What changed in each document that can be told in this way, by its path.
  private var bodies: [String: [String]] = [:]
  private var places: [[String]: [String]] = [:]

  init(_ views: [DeltaView]) {
    var options = RowOptions()
    options.valueWidth = 48
    options.isTerse = true
    for view in views where view.kind == .modified && !view.isUnreadable {
      var last = ""
      let body = view.rows(options).map { row in
        // What happened to the members of a set stands below its name.
        let name = row.place == last ? "" : Output.safe(row.place)
        last = row.place
        return name + "  " + DeltaText.change(row)
      }
      bodies[view.name] = body
      places[body, default: []].append(view.name)
    }
  }

  /// The lines for a document; none where they stand with those of another.
  mutating func lines(_ view: DeltaView) -> [String] {
    guard let body = bodies[view.name] else { return DeltaText.lines(view) }
    func path(_ name: String) -> String { Style.output.bold(Output.safe(name)) }
    guard let names = places[body], names.count >= Self.alike else {
      if body.count == 1 { return [path(view.name) + "  " + body[0]] }
      return [path(view.name)] + body.map { "  " + $0 }
    }
    guard names.first == view.name else { return [] }
    var lines = body
    lines[lines.count - 1] += "  in \(names.count) documents:"
    return lines + names.map { "  " + path($0) }
  }
}
