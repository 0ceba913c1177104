public import Changes
public import FirestoreModel

/// Where a value stands in a document: through maps and, unlike a field path, into arrays.
public struct FieldPlace: Sendable, Equatable, CustomStringConvertible {
  /// One step down.
  public enum Step: Sendable, Equatable {
    case field(String)
    /// An element of an array by its place.
    case index(Int)
    /// An element of an array that has a key by its schema: the member, and its value.
    case key(String, Value)
  }

  public var steps: [Step]

  public init(_ steps: [Step] = []) { self.steps = steps }

  /// `characteristics.ageRange`, `challenges[1]`, `items[id="7"].name`.
  public var description: String {
    text(of: steps.map { if case .field(let name) = $0 { name } else { nil } })
  }

  /// The fields up to the first array.
  public var fieldPath: [String] {
    var names: [String] = []
    for step in steps {
      guard case .field(let name) = step else { break }
      names.append(name)
    }
    return names
  }

  /// The place with the schema's titles instead of names; only the last field is named, as a table has it.
  public func label(_ traits: FieldTraits) -> String {
    var current = traits
    var names: [String?] = []
    for step in steps {
      switch step {
      case .field(let name):
        current = current.member(name)
        names.append(current.notes.title)
      case .index, .key:
        current = current.items
        names.append(nil)
      }
    }
    let last = steps.lastIndex { if case .field = $0 { true } else { false } } ?? 0
    let first = steps[..<last].lastIndex { if case .field = $0 { false } else { true } }
    guard first == nil, names.indices.contains(last), let title = names[last] else { return description }
    return title + FieldPlace(Array(steps[(last + 1)...])).description
  }

  private func text(of names: [String?]) -> String {
    var text = ""
    for step in steps {
      switch step {
      case .field(let name): text += (text.isEmpty ? "" : ".") + FieldPath.quoted(name)
      case .index(let index): text += "[\(index)]"
      case .key(let member, let value):
        text += "[\(FieldPath.quoted(member))=\(ValueLine.text(value, width: 40))]"
      }
    }
    return text
  }
}

/// A value that is blamed as one: what is no map, and each element of an array.
struct Leaf {
  var place: FieldPlace
  let value: Value

  /// All of a document, in order. Maps are entered, and so are the elements of an array that has a key; an empty map or
  /// array is a leaf.
  static func all(of fields: Fields, _ traits: FieldTraits) -> [Leaf] {
    var leaves: [Leaf] = []
    add(fields, FieldPlace(), traits, &leaves)
    return leaves
  }

  // Bounded by the depth of values.
  private static func add(
    _ fields: Fields, _ place: FieldPlace, _ traits: FieldTraits, _ leaves: inout [Leaf]
  ) {
    for (name, value) in fields {
      add(value, FieldPlace(place.steps + [.field(name)]), traits.member(name), &leaves)
    }
  }

  private static func add(_ value: Value, _ place: FieldPlace, _ traits: FieldTraits, _ leaves: inout [Leaf])
  {
    switch value {
    case .map(let inner) where !inner.isEmpty: add(inner, place, traits, &leaves)
    case .array(let elements) where !elements.isEmpty:
      let keys = ElementKeys.of(elements, traits)
      for (index, element) in elements.enumerated() {
        guard let keys, case .map(let fields) = element else {
          leaves.append(Leaf(place: FieldPlace(place.steps + [.index(index)]), value: element))
          continue
        }
        add(fields, FieldPlace(place.steps + [.key(keys.member, keys.values[index])]), traits.items, &leaves)
      }
    default: leaves.append(Leaf(place: place, value: value))
    }
  }
}

/// What tells the elements of an array apart, where its schema has a key and each element has one of its own.
struct ElementKeys {
  let member: String
  let values: [Value]

  static func of(_ elements: [Value], _ traits: FieldTraits) -> ElementKeys? {
    guard let member = traits.notes.key else { return nil }
    var seen = Set<ValueKey>()
    var values: [Value] = []
    for element in elements {
      guard case .map(let fields) = element, let value = fields[member], seen.insert(ValueKey(value)).inserted
      else { return nil }
      values.append(value)
    }
    return ElementKeys(member: member, values: values)
  }
}
