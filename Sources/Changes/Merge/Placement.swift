internal import FirestoreModel

/// A value for a place below another one; nil takes away what is there.
struct Placement {
  /// Outermost step last. Empty: the whole value.
  var reversedPath: [MergeStep]
  var value: Value?

  /// The step that leads on from what lies `depth` steps down.
  fileprivate func step(_ depth: Int) -> MergeStep { reversedPath[reversedPath.count - 1 - depth] }
}

extension Value {
  /// This value with others put into it, all at once: every place is meant as it was before, so that an element taken
  /// out of an array moves no other. Places that are not there are passed over, but for the fields of a map that is.
  ///
  /// The cost is that of the maps and arrays on the way, however many places there are. The recursion is as deep as the
  /// longest path, which leads through this value.
  ///
  /// - Returns: nil where the value itself is taken away.
  func placing(_ placements: [Placement]) -> Value? { placing(placements[...], below: 0) }

  private func placing(_ placements: ArraySlice<Placement>, below depth: Int) -> Value? {
    if let whole = placements.last(where: { $0.reversedPath.count == depth }) { return whole.value }
    switch self {
    case .map(let fields):
      var groups: [ByteSlice: [Placement]] = [:]
      for placement in placements {
        guard case .field(let name) = placement.step(depth) else { continue }
        groups[ByteSlice(name), default: []].append(placement)
      }
      var entries: [(String, Value)] = []
      entries.reserveCapacity(fields.count + groups.count)
      for entry in fields {
        guard !groups.isEmpty, let group = groups.removeValue(forKey: ByteSlice(entry.key)) else {
          entries.append((entry.key, entry.value))
          continue
        }
        if let value = entry.value.placing(group[...], below: depth + 1) {
          entries.append((entry.key, value))
        }
      }
      for (name, group) in groups {
        guard let last = group.last(where: { $0.reversedPath.count == depth + 1 }), let value = last.value
        else { continue }
        entries.append((name.text, value))
      }
      return .map(Fields(unsorted: entries))
    case .array(let elements):
      var groups: [Int: [Placement]] = [:]
      for placement in placements {
        guard case .element(let index) = placement.step(depth) else { continue }
        groups[index, default: []].append(placement)
      }
      return .array(
        elements.enumerated().compactMap { index, element in
          guard let group = groups[index] else { return element }
          return element.placing(group[...], below: depth + 1)
        })
    default: return self
    }
  }
}
