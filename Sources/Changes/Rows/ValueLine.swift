internal import DocumentCodec
package import FirestoreModel
internal import JSON

/// Values as people read them, on one line. The text is raw: whoever prints it makes it safe for its medium.
package enum ValueLine {
  /// The value, cut to `width` scalars. Strings in quotes, maps and arrays in the file form, times and references bare.
  package static func text(_ value: Value, width: Int = 72) -> String { cut(whole(value), to: width) }

  /// Old and new value; what differs is in sight also where it comes late in a long text, and types are named where
  /// they differ.
  package static func pair(_ old: Value, _ new: Value, width: Int = 72) -> (old: String, new: String) {
    let naming = old.typeName != new.typeName && old != .null && new != .null
    if case .bytes(let before) = old, case .bytes(let after) = new, before.count == after.count {
      return window(encoded(old), encoded(new), width)
    }
    let (left, right) = window(whole(old), whole(new), width)
    guard naming else { return (left, right) }
    return ("\(left) (\(old.typeName))", "\(right) (\(new.typeName))")
  }

  private static func whole(_ value: Value) -> String {
    switch value {
    case .timestamp(let time): time.description
    case .reference(let reference): "→ " + reference.description
    case .bytes(let bytes): "\(bytes.count) byte\(bytes.count == 1 ? "" : "s")"
    case .geoPoint(let point): number(point.latitude) + ", " + number(point.longitude)
    case .vector(let numbers): "[" + numbers.map(number).joined(separator: ", ") + "]"
    case .integer(let number): String(number)
    case .double(let value): number(value)
    default: encoded(value)
    }
  }

  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    return JSONValue.double(value).compact()
  }

  /// The file form on one line.
  private static func encoded(_ value: Value) -> String {
    if case .bytes = value, case .string(let text)? = DocumentFile.jsonValue(value)["$bytes"] { return text }
    return DocumentFile.jsonValue(value).compact()
  }

  private static func window(_ old: String, _ new: String, _ width: Int) -> (String, String) {
    let (left, right) = (cut(old, to: width), cut(new, to: width))
    guard left == right || (old.unicodeScalars.count > width && new.unicodeScalars.count > width) else {
      return (left, right)
    }
    let (a, b) = (old.unicodeScalars, new.unicodeScalars)
    var same = 0
    for (x, y) in zip(a, b) {
      guard x == y else { break }
      same += 1
    }
    // What both begin with is shown as long as the first difference has room behind it.
    guard same > width / 2 else { return (left, right) }
    func from(_ scalars: String.UnicodeScalarView) -> String {
      "…" + cut(String(String.UnicodeScalarView(scalars.dropFirst(same - 12))), to: width - 1)
    }
    return (from(a), from(b))
  }

  /// A text's first scalars, `…` where it goes on.
  package static func cut(_ text: String, to width: Int) -> String {
    if text.utf8.count <= width { return text }
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: width, limitedBy: scalars.endIndex),
      end != scalars.endIndex
    else { return text }
    return String(scalars[..<scalars.index(before: end)]) + "…"
  }
}
