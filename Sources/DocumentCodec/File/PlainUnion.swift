public import JSON

/// Joins the texts of a document's two files without building their values.
private struct PlainUnion {
  let data: JSONTape
  let live: JSONTape
  var bytes: [UInt8] = []

  /// Both keys ascend, so one pass over both is enough. False where that is not so, or a field stands in both files.
  /// Recursion is bounded by what `DocumentFile.isPlain` lets pass.
  mutating func join(_ left: Int, _ right: Int) -> Bool {
    guard data.nodes[left].hasAscendingKeys, live.nodes[right].hasAscendingKeys else { return false }
    bytes.append(0x7B)
    var a = left + 1
    var b = right + 1
    let aEnd = Int(data.nodes[left].next)
    let bEnd = Int(live.nodes[right].next)
    var isFirst = true
    while a < aEnd || b < bEnd {
      let order = a == aEnd ? 1 : b == bEnd ? -1 : compare(data.content(a), live.content(b))
      if !isFirst { bytes.append(0x2C) }
      isFirst = false
      if order < 0 {
        add(data, a)
        a = Int(data.nodes[a + 1].next)
      } else if order > 0 {
        add(live, b)
        b = Int(live.nodes[b + 1].next)
      } else {
        guard isMap(data, a + 1), isMap(live, b + 1) else { return false }
        bytes.append(contentsOf: data.token(a))
        bytes.append(0x3A)
        guard join(a + 1, b + 1) else { return false }
        a = Int(data.nodes[a + 1].next)
        b = Int(live.nodes[b + 1].next)
      }
    }
    bytes.append(0x7D)
    return true
  }

  /// An object that is no tag.
  private func isMap(_ tape: JSONTape, _ node: Int) -> Bool {
    guard tape.nodes[node].kind == .object else { return false }
    return tape.nodes[node].count == 0 || tape.content(node + 1).first != 0x24
  }

  private mutating func add(_ tape: JSONTape, _ key: Int) {
    bytes.append(contentsOf: tape.token(key))
    bytes.append(0x3A)
    bytes.append(contentsOf: tape.token(key + 1))
  }

  private func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
      return left[index] < right[index] ? -1 : 1
    }
    return left.count - right.count
  }
}

extension DocumentFile {
  /// The document of two files that are both plain (`isPlain`), as one text; nil where a field stands in both, or keys
  /// are out of order: then the full reading must tell.
  public static func plainUnion(data: JSONText, live: JSONText) -> JSONText? {
    let bytes = data.withTape { left in
      live.withTape { right in
        var union = PlainUnion(data: left, live: right)
        union.bytes.reserveCapacity(data.bytes.count + live.bytes.count)
        return union.join(0, 0) ? union.bytes : nil
      }
    }
    return bytes.flatMap { try? JSONText(parsing: $0) }
  }

  /// The document of two files that have been decoded, as one text in which each value is spelt as its file spells it;
  /// nil where a map that both have is written as a tag, or a field stands in both.
  public static func spelledUnion(data: JSONText, live: JSONText) -> JSONText? {
    guard data.root.kind == .object, live.root.kind == .object else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(data.bytes.count + live.bytes.count)
    guard join(data.root, live.root, depth: 0, &bytes) else { return nil }
    return try? JSONText(parsing: bytes)
  }

  private static func join(_ data: JSONNode, _ live: JSONNode, depth: Int, _ bytes: inout [UInt8]) -> Bool {
    guard depth < 100, !isTag(data), !isTag(live) else { return false }
    var rest: [String: JSONNode] = [:]
    for (key, value) in live.members { rest[key.string ?? ""] = value }
    func add(_ key: JSONNode) {
      bytes.append(bytes.last == 0x7B ? 0x20 : 0x2C)
      bytes += key.rawBytes
      bytes.append(0x3A)
    }
    bytes.append(0x7B)
    for (key, value) in data.members {
      add(key)
      guard let other = rest.removeValue(forKey: key.string ?? "") else {
        bytes += value.rawBytes
        continue
      }
      guard value.kind == .object, other.kind == .object, join(value, other, depth: depth + 1, &bytes) else {
        return false
      }
    }
    for (key, value) in live.members where rest[key.string ?? ""] != nil {
      add(key)
      bytes += value.rawBytes
    }
    bytes.append(0x7D)
    return true
  }

  private static func isTag(_ node: JSONNode) -> Bool {
    node.members.contains { $0.key.string?.utf8.first == 0x24 }
  }
}
