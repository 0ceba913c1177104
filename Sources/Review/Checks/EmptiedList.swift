internal import Changes
internal import DocumentCodec
internal import FirestoreModel

/// A list that had entries and has none: by itself, in a map that went, or in an element of another list.
struct EmptiedList {
  /// What it is called: by its title where nothing but maps leads to it, else by its place.
  let label: String
  /// RFC 6901, in the file form of the new state as far as that goes.
  let pointer: [String]
  /// How many entries it had.
  let count: Int
  /// Whether the field itself is gone, or null.
  let isGone: Bool

  /// The lists that a change emptied.
  static func all(of change: FieldChange) -> [EmptiedList] {
    guard let old = change.old else { return [] }
    var result: [EmptiedList] = []
    let place = Place(
      label: change.labels.last ?? change.path.description, text: change.path.description,
      pointer: FileForm.tokens(change.path))
    compare(old, change.new, change.traits, place, &result)
    return result
  }

  private struct Place {
    var label: String
    var text: String
    var pointer: [String]

    func member(_ name: String, _ traits: FieldTraits) -> Place {
      Place(
        label: text.utf8.last == 0x5D ? text + "." + FieldPath.quoted(name) : traits.notes.title ?? name,
        text: text + "." + FieldPath.quoted(name), pointer: pointer + [FileForm.key(name)])
    }

    func element(_ name: String, _ index: Int) -> Place {
      Place(label: text + name, text: text + name, pointer: pointer + [String(index)])
    }
  }

  // Bounded by the depth of values.
  private static func compare(
    _ old: Value, _ new: Value?, _ traits: FieldTraits, _ place: Place, _ result: inout [EmptiedList]
  ) {
    let isGone = new == nil || new == .null
    switch (old, new) {
    case (.array(let before), _) where !before.isEmpty && isGone:
      result.append(
        EmptiedList(label: place.label, pointer: place.pointer, count: before.count, isGone: true))
    case (.array(let before), .array(let after)?) where !before.isEmpty && after.isEmpty:
      result.append(
        EmptiedList(label: place.label, pointer: place.pointer, count: before.count, isGone: false))
    case (.array(let before), .array(let after)?):
      for (index, pair) in pairs(before, after, traits).enumerated() {
        guard let pair else { continue }
        compare(pair.old, after[index], traits.items, place.element(pair.name, index), &result)
      }
    case (.map(let before), _):
      var after: Fields?
      if case .map(let fields)? = new { after = fields }
      if after == nil, !isGone { return }
      for (name, value) in before {
        let below = traits.member(name)
        compare(value, after?[name], below, place.member(name, below), &result)
      }
    default: return
    }
  }

  /// For each new element the one that it was, and how it is called: by its key, else by its place where none came or
  /// went.
  private static func pairs(
    _ before: [Value], _ after: [Value], _ traits: FieldTraits
  ) -> [(old: Value, name: String)?] {
    func identity(_ value: Value) -> ValueKey? {
      guard let member = traits.notes.key, case .map(let fields) = value else { return nil }
      return fields[member].map { ValueKey($0) }
    }
    if let member = traits.notes.key {
      var known: [ValueKey: Value] = [:]
      for value in before { if let key = identity(value) { known[key] = value } }
      return after.map { value in
        guard let key = identity(value), let old = known[key], case .map(let fields) = value,
          let id = fields[member]
        else { return nil }
        return (old, "[\(member)=\(ValueLine.text(id, width: 40))]")
      }
    }
    guard before.count == after.count else { return after.map { _ in nil } }
    return before.enumerated().map { ($1, "[\($0)]") }
  }
}
