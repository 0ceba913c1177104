extension FieldTraits {
  /// A step from a field down.
  package enum Step: Sendable, Equatable {
    case member(String)
    /// Into each element of an array.
    case elements
  }

  /// A place that holds ids of documents of a collection.
  package struct ReferencePlace: Sendable, Equatable {
    package let steps: [Step]
    /// As the schema has it: `users/{userId}/personas`.
    package let collection: String
  }

  /// Schemas that refer to themselves have such places without end: those deeper than documents nest are left out.
  private static let deepest = 20
  /// And more than so many are not looked at.
  private static let most = 256

  /// The places below this one whose values refer to documents, in the order of field names.
  package func references() -> [ReferencePlace] {
    guard let table else { return [] }
    let leads = table.leadingToReferences()
    var result: [ReferencePlace] = []
    var open: [(index: Int, steps: [Step])] = [(index, [])]
    while let (index, steps) = open.popLast(), result.count < Self.most {
      let node = table.nodes[index]
      if let collection = node.notes.reference {
        result.append(ReferencePlace(steps: steps, collection: collection))
      }
      guard steps.count < Self.deepest else { continue }
      if let items = node.items, leads[items] { open.append((items, steps + [.elements])) }
      let members = node.members.filter { leads[$0.value] }
      for name in members.keys.sorted(by: { $1.utf8.lexicographicallyPrecedes($0.utf8) }) {
        if let next = members[name] { open.append((next, steps + [.member(name)])) }
      }
    }
    return result
  }
}

extension FieldTraits.Table {
  /// For each node, whether it or one below it refers to documents.
  fileprivate func leadingToReferences() -> [Bool] {
    var parents = [[Int]](repeating: [], count: nodes.count)
    var open: [Int] = []
    var leads = [Bool](repeating: false, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      for child in node.members.values { parents[child].append(index) }
      if let items = node.items { parents[items].append(index) }
      if node.notes.reference != nil {
        leads[index] = true
        open.append(index)
      }
    }
    while let index = open.popLast() {
      for parent in parents[index] where !leads[parent] {
        leads[parent] = true
        open.append(parent)
      }
    }
    return leads
  }
}
