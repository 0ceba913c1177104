/// Follows and finds pointers with a table for each large object and array on the way, so that many pointers through one
/// cost one pass over it. Whoever asks keeps the texts alive.
package struct PointerTables: Sendable {
  private struct Key: Hashable {
    var text: ObjectIdentifier
    var node: Int
  }

  private var members: [Key: [[UInt8]: Int]] = [:]
  /// Elements of arrays, values of objects.
  private var known: [Key: [Int]] = [:]
  /// Smaller ones are searched.
  private static let least = 48

  package init() {}

  /// The first member of that name.
  package mutating func member(_ name: String, of object: JSONNode) -> JSONNode? {
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

  /// An element by its place; nil for other kinds than arrays.
  package mutating func element(_ place: Int, of array: JSONNode) -> JSONNode? {
    guard array.kind == .array, (0..<array.count).contains(place) else { return nil }
    return array.text.node(index: children(of: array)[place])
  }

  /// The steps from the root to a node; a key's are those of its value.
  package mutating func steps(to node: JSONNode) -> [(token: String, node: JSONNode)] {
    var steps: [(token: String, node: JSONNode)] = []
    var current = node.text.root
    while current.index < node.index {
      let isObject = current.kind == .object
      // The last child that does not begin behind the node.
      let children = children(of: current)
      var from = 0
      var to = children.count
      while from < to {
        let middle = (from + to) / 2
        if children[middle] - (isObject ? 1 : 0) <= node.index { from = middle + 1 } else { to = middle }
      }
      guard from > 0 else { break }
      current = node.text.node(index: children[from - 1])
      let token = isObject ? node.text.node(index: current.index - 1).string ?? "" : String(from - 1)
      steps.append((token, current))
    }
    return steps
  }

  private mutating func children(of container: JSONNode) -> [Int] {
    func list() -> [Int] {
      container.kind == .object ? container.members.map(\.value.index) : container.elements.map(\.index)
    }
    guard container.count >= Self.least else { return list() }
    let key = Key(text: ObjectIdentifier(container.text), node: container.index)
    if let known = known[key] { return known }
    let fresh = list()
    known[key] = fresh
    return fresh
  }
}
