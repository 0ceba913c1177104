import JSON

/// Members and elements of large objects and arrays that references lead through, so that many references into one cost
/// one pass over it.
struct PointerTables {
  private struct Key: Hashable {
    var text: ObjectIdentifier
    var node: Int
  }

  private var members: [Key: [[UInt8]: Int]] = [:]
  private var elements: [Key: [Int]] = [:]
  /// Smaller ones are searched.
  private static let least = 48

  /// The first member of that name.
  mutating func member(_ name: String, of object: JSONNode) -> JSONNode? {
    guard object.count >= Self.least else { return object.member(name) }
    let key = Key(text: ObjectIdentifier(object.text), node: object.index)
    if members[key] == nil {
      var table: [[UInt8]: Int] = [:]
      table.reserveCapacity(object.count)
      for (name, value) in object.members {
        guard let bytes = name.stringBytes, table[bytes] == nil else { continue }
        table[bytes] = value.index
      }
      members[key] = table
    }
    return members[key]?[Array(name.utf8)].map { object.text.node(index: $0) }
  }

  mutating func element(_ place: Int, of array: JSONNode) -> JSONNode? {
    guard place < array.count else { return nil }
    guard array.count >= Self.least else { return array.elements.dropFirst(place).first { _ in true } }
    let key = Key(text: ObjectIdentifier(array.text), node: array.index)
    if elements[key] == nil { elements[key] = array.elements.map(\.index) }
    return elements[key].map { array.text.node(index: $0[place]) }
  }
}
