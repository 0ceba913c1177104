public import FirestoreModel

/// A document as a write gives it: the fields of its `data/` and its `live/` file together.
public struct DemoDocument: Sendable, Equatable {
  /// Where it belongs.
  public let path: DocumentPath
  /// All of its fields.
  public let fields: Fields

  init(_ segments: [String], _ fields: Fields) {
    path = Self.path(segments)
    self.fields = fields
  }

  /// - Precondition: the segments are ids; they come from lists and alphabets of this module.
  static func path(_ segments: [String]) -> DocumentPath {
    do { return try DocumentPath(segments: segments) } catch {
      preconditionFailure("the demo made a path that is none: \(error.message)")
    }
  }
}

extension Value {
  /// A map from its entries; cheapest when they are written in key order.
  static func object(_ entries: (String, Value)...) -> Value { .map(Fields(unsorted: entries)) }

  static func strings(_ list: [String]) -> Value { .array(list.map { .string($0) }) }
}

extension Fields {
  /// The value under these keys, map by map.
  func value(_ keys: String...) -> Value? {
    var value: Value? = .map(self)
    for key in keys {
      guard case .map(let fields)? = value else { return nil }
      value = fields[key]
    }
    return value
  }

  /// Puts a value under these keys; maps that are missing are made.
  mutating func put(_ value: Value, _ keys: String...) { put(value, keys[...]) }

  private mutating func put(_ value: Value, _ keys: ArraySlice<String>) {
    guard let first = keys.first else { return }
    guard keys.count > 1 else {
      self[first] = value
      return
    }
    var inner = Fields()
    if case .map(let existing)? = self[first] { inner = existing }
    inner.put(value, keys.dropFirst())
    self[first] = .map(inner)
  }
}
