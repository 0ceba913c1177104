internal import Diagnostics
internal import JSON

/// The keys of the file form that stand for a type. An object that holds one holds nothing else.
enum Tag: String, CaseIterable {
  case timestamp = "$timestamp"
  case bytes = "$bytes"
  case reference = "$reference"
  case geoPoint = "$geoPoint"
  case vector = "$vector"
  case double = "$double"
  case integer = "$integer"

  /// A valid example, for hints.
  var example: String {
    switch self {
    case .timestamp: "{ \"$timestamp\": \"2026-01-31T09:30:00Z\" }"
    case .bytes: "{ \"$bytes\": \"aGVsbG8=\" }"
    case .reference: "{ \"$reference\": \"users/u1\" }"
    case .geoPoint: "{ \"$geoPoint\": { \"latitude\": 47.4, \"longitude\": 8.5 } }"
    case .vector: "{ \"$vector\": [0.1, 2.0] }"
    case .double: "{ \"$double\": \"NaN\" }"
    case .integer: "{ \"$integer\": \"9007199254740993\" }"
    }
  }

  /// The tag with exactly these bytes between its quotes.
  static func named(_ content: UnsafeBufferPointer<UInt8>) -> Tag? {
    for tag in allCases where tag.rawValue.utf8.elementsEqual(content) { return tag }
    return nil
  }

  /// What somebody who wrote an unknown tag probably meant.
  static func suggestion(for key: String) -> Tag? {
    switch key.lowercased() {
    // Other formats' names: MongoDB's extended JSON, Firestore's own API, old habits.
    case "$date", "$time", "$datetime", "$timestampvalue": return .timestamp
    case "$binary", "$blob", "$base64", "$bytesvalue": return .bytes
    case "$ref", "$path", "$document", "$referencevalue": return .reference
    case "$geo", "$location", "$latlng", "$point", "$geopointvalue": return .geoPoint
    case "$embedding", "$vectorvalue": return .vector
    case "$float", "$number", "$nan", "$infinity", "$numberdouble", "$doublevalue": return .double
    case "$int", "$int64", "$long", "$numberlong", "$integervalue": return .integer
    default: return Suggestion.nearest(to: key, among: allCases.map(\.rawValue)).flatMap(Tag.init(rawValue:))
    }
  }
}
