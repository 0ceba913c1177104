public import JSON

/// One difference between two schemas.
public struct SchemaChange: Sendable {
  /// What it means for documents.
  public enum Direction: String, Sendable, CaseIterable {
    /// Some documents that fitted do not fit any more.
    case stricter
    /// Some documents that did not fit do now.
    case looser
    /// Both, or it cannot be decided.
    case changed
    /// A field went and another of equal shape came.
    case renamed
    /// The verdict on every document stays.
    case neutral
  }

  /// What became of a field as a whole; nil when it is about its form.
  public enum FieldFate: String, Sendable {
    case added, removed, retyped
  }

  public var direction: Direction
  /// The field: `metadata.usageCount`, `tags[]`, `flags.*`; empty for the document.
  public var path: String
  /// The keyword that differs, such as `maxLength`; `properties` for a field that came or went.
  public var keyword: String
  /// One phrase for people: `maxLength 100 → 80`.
  public var text: String
  /// What the keyword was; nil when there was none.
  public var old: JSONValue?
  /// What it is now; nil when there is none.
  public var new: JSONValue?
  public var oldPlace: SchemaLibrary.Place?
  public var newPlace: SchemaLibrary.Place?
  public var fate: FieldFate?

  init(
    _ direction: Direction, _ path: String, _ keyword: String, _ text: String, old: JSONValue? = nil,
    new: JSONValue? = nil, oldPlace: SchemaLibrary.Place? = nil, newPlace: SchemaLibrary.Place? = nil,
    fate: FieldFate? = nil
  ) {
    self.direction = direction
    self.path = path
    self.keyword = keyword
    self.text = text
    self.old = old
    self.new = new
    self.oldPlace = oldPlace
    self.newPlace = newPlace
    self.fate = fate
  }

  /// One shape for `--json`.
  public var json: JSONValue {
    func place(_ place: SchemaLibrary.Place?) -> JSONValue {
      place.map { .string($0.file + "#" + $0.pointer) } ?? .null
    }
    return [
      "direction": .string(direction.rawValue), "path": .string(path), "keyword": .string(keyword),
      "text": .string(text), "old": old ?? .null, "new": new ?? .null, "oldPlace": place(oldPlace),
      "newPlace": place(newPlace),
    ]
  }
}

extension [SchemaChange] {
  /// What the changes mean together: `neutral` when none matters.
  public var direction: SchemaChange.Direction {
    let all = Set(map(\.direction))
    if all.contains(.changed) || all.contains(.renamed) { return .changed }
    switch (all.contains(.stricter), all.contains(.looser)) {
    case (true, true): return .changed
    case (true, false): return .stricter
    case (false, true): return .looser
    case (false, false): return .neutral
    }
  }
}
