/// The search for keys that stand twice, for objects whose keys do not ascend.
///
/// Sorts by the decoded bytes: n log n whatever the keys are, so that an object of 100,000 keys chosen to collide
/// costs no more than any other.
enum DuplicateKeys {
  private struct Key {
    var index: Int
    var start: Bytes
    var count: Int
  }

  /// The object is the open one whose contents end the tape.
  static func search(
    object: Int, _ base: Bytes, _ tape: inout TapeBuffer, _ rule: JSONOptions.DuplicateKeys
  ) throws(JSONFault) {
    let nodes = tape.nodes
    let view = JSONTape(bytes: base, nodes: UnsafePointer(nodes))
    var decoded: [UInt8] = []
    var spans: [(index: Int, start: Int, count: Int)] = []
    var keys: [Key] = []
    keys.reserveCapacity(nodes[object].count)
    var index = object + 1
    while index < tape.count {
      if nodes[index].hasEscapes {
        let bytes = view.decoded(index)
        spans.append((index, decoded.count, bytes.count))
        decoded += bytes
      } else {
        let content = view.content(index)
        keys.append(Key(index: index, start: base + Int(nodes[index].offset) + 1, count: content.count))
      }
      index = Int(nodes[index + 1].next)
    }
    let pair = decoded.withUnsafeBufferPointer { buffer -> (first: Int, second: Int)? in
      for span in spans {
        let start = buffer.baseAddress.map { $0 + span.start } ?? base
        keys.append(Key(index: span.index, start: start, count: span.count))
      }
      if keys.count <= 8, let quick = pairwise(keys) { return quick.isEmpty ? nil : quick[0] }
      keys.sort { compare($0, $1) < 0 }
      return rule == .reject ? earliest(keys) : supersede(keys, nodes, object)
    }
    guard rule == .reject, let pair else { return }
    throw JSONFault(
      kind: .duplicateKey(first: Int(nodes[pair.first].offset), length: Int(nodes[pair.second].length)),
      offset: Int(nodes[pair.second].offset), container: Int(nodes[object].offset))
  }

  /// An empty list for a few keys that all differ; nil when two are equal and the full search must say which.
  private static func pairwise(_ keys: [Key]) -> [(first: Int, second: Int)]? {
    for i in keys.indices.dropFirst() {
      for j in 0..<i where keys[i].count == keys[j].count && compareBytes(keys[i], keys[j]) == 0 {
        return nil
      }
    }
    return []
  }

  /// Of all equal neighbours, the pair whose second place comes first in the text.
  private static func earliest(_ keys: [Key]) -> (first: Int, second: Int)? {
    var best: (first: Int, second: Int)?
    for i in keys.indices.dropFirst() where compareBytes(keys[i - 1], keys[i]) == 0 {
      if best.map({ keys[i].index < $0.second }) ?? true { best = (keys[i - 1].index, keys[i].index) }
    }
    return best
  }

  /// Marks all but the last of equal keys, and takes them out of the object's count.
  private static func supersede(
    _ keys: [Key], _ nodes: UnsafeMutablePointer<JSONTapeNode>, _ object: Int
  ) -> (first: Int, second: Int)? {
    for i in keys.indices.dropFirst() where compareBytes(keys[i - 1], keys[i]) == 0 {
      nodes[keys[i - 1].index].info |= JSONTapeNode.superseded
      nodes[object].info &-= JSONTapeNode.one
    }
    return nil
  }

  private static func compare(_ left: Key, _ right: Key) -> Int {
    let order = compareBytes(left, right)
    return order != 0 ? order : left.index - right.index
  }

  private static func compareBytes(_ left: Key, _ right: Key) -> Int {
    let shorter = min(left.count, right.count)
    var i = 0
    while i + 8 <= shorter {
      let a = load8(left.start + i).byteSwapped
      let b = load8(right.start + i).byteSwapped
      if a != b { return a < b ? -1 : 1 }
      i += 8
    }
    while i < shorter {
      if left.start[i] != right.start[i] { return left.start[i] < right.start[i] ? -1 : 1 }
      i += 1
    }
    return left.count - right.count
  }
}
