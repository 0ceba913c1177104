typealias Bytes = UnsafePointer<UInt8>

/// The grammar, as one loop without recursion.
///
/// No stack is needed: the `next` of an open container holds the index of the container around it until the
/// container is closed. Keys that ascend strictly cannot repeat; only an object with a key out of order is searched
/// for duplicates when it closes.
enum TapeParser {
  static func parse(
    _ text: UnsafeBufferPointer<UInt8>, into tape: inout TapeBuffer, options: JSONOptions
  ) throws(JSONFault) {
    let limit = min(options.maximumByteCount, JSONOptions.largest)
    guard text.count <= limit else { throw JSONFault(kind: .tooLarge(limit: limit), offset: limit) }
    guard let base = text.baseAddress, text.count > 0 else { throw JSONFault(kind: .empty, offset: 0) }
    let hasMark = text.count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF
    try parse(base, from: hasMark ? 3 : 0, to: base + text.count, into: &tape, options: options)
  }

  private static func parse(
    _ base: Bytes, from start: Int, to end: Bytes, into tape: inout TapeBuffer, options: JSONOptions
  ) throws(JSONFault) {
    let maximumDepth = min(options.maximumDepth, JSONOptions.deepest)
    var p = base + start
    var depth = 0
    var open = -1
    var inObject = false
    var lastKey = -1

    skipSpace(&p, end)
    guard p < end else { throw JSONFault(kind: .empty, offset: p - base) }
    values: while true {
      // At the first byte of a member or value, space skipped.
      tape.reserve()
      if inObject {
        guard p < end, p.pointee == 0x22 else { throw fault(.unexpected(.key), p - base, open, tape.nodes) }
        let index = tape.count
        let node = try scanString(&p, end, base, index)
        tape.nodes[index] = node
        tape.count = index &+ 1
        if lastKey >= 0 {
          let last = tape.nodes[lastKey]
          if (last.info | node.info) & JSONTapeNode.escaped != 0 || !ascends(last, node, base, end) {
            tape.nodes[open].info |= JSONTapeNode.unorderedKeys
          }
        }
        lastKey = index
        if p < end, p.pointee == 0x3A {
          p += 1
        } else {
          skipSpace(&p, end)
          guard p < end, p.pointee == 0x3A else {
            throw fault(.unexpected(.colon), p - base, open, tape.nodes)
          }
          p += 1
        }
        skipSpace(&p, end)
        tape.reserve()
      }
      guard p < end else { throw fault(.unexpected(.value), p - base, open, tape.nodes) }
      let index = tape.count
      let offset = UInt32(truncatingIfNeeded: p - base)
      let byte = p.pointee
      if byte == 0x22 {
        tape.nodes[index] = try scanString(&p, end, base, index)
        tape.count = index &+ 1
      } else if byte &- 0x30 < 10 || byte == 0x2D {
        let info = try scanNumber(&p, end, base)
        tape.nodes[index] = JSONTapeNode(
          offset: offset, length: UInt32(truncatingIfNeeded: p - base) &- offset,
          next: UInt32(truncatingIfNeeded: index &+ 1), info: info)
        tape.count = index &+ 1
      } else if byte == 0x7B || byte == 0x5B {
        guard depth < maximumDepth else {
          throw fault(.tooDeep(limit: maximumDepth), p - base, open, tape.nodes)
        }
        depth &+= 1
        let kind: JSONKind = byte == 0x7B ? .object : .array
        tape.nodes[index] = JSONTapeNode(
          offset: offset, length: 0, next: UInt32(truncatingIfNeeded: open), info: UInt32(kind.rawValue))
        tape.count = index &+ 1
        if open >= 0 { tape.nodes[open].info &+= JSONTapeNode.one }
        open = index
        inObject = byte == 0x7B
        lastKey = -1
        p += 1
        skipSpace(&p, end)
        // `}` and `]` are two past their openers.
        // An empty container falls through to the end of a value, where it is closed.
        guard p < end, p.pointee == byte &+ 2 else { continue values }
      } else {
        let info = scanLiteral(p, end)
        guard info != 0 else { throw fault(.unexpected(.value), p - base, open, tape.nodes) }
        let length: UInt32 = byte == 0x66 ? 5 : 4
        tape.nodes[index] = JSONTapeNode(
          offset: offset, length: length, next: UInt32(truncatingIfNeeded: index &+ 1), info: info & 15)
        tape.count = index &+ 1
        p += Int(length)
      }
      if open >= 0, open != index { tape.nodes[open].info &+= JSONTapeNode.one }

      // Past a value: a comma, or as many ends as there are.
      while open >= 0 {
        skipSpace(&p, end)
        guard p < end else { throw fault(.unexpected(.commaOrEnd), p - base, open, tape.nodes) }
        let byte = p.pointee
        if byte == 0x2C {
          p += 1
          skipSpace(&p, end)
          continue values
        }
        guard byte == (inObject ? 0x7D : 0x5D) else {
          throw fault(.unexpected(.commaOrEnd), p - base, open, tape.nodes)
        }
        p += 1
        if inObject, tape.nodes[open].info & JSONTapeNode.unorderedKeys != 0 {
          try DuplicateKeys.search(object: open, base, &tape, options.duplicateKeys)
        }
        let parent = Int(Int32(bitPattern: tape.nodes[open].next))
        tape.nodes[open].length = UInt32(truncatingIfNeeded: p - base) &- tape.nodes[open].offset
        tape.nodes[open].next = UInt32(truncatingIfNeeded: tape.count)
        lastKey = open &- 1
        open = parent
        depth &-= 1
        inObject = parent >= 0 && tape.nodes[parent].info & 7 == UInt32(JSONKind.object.rawValue)
      }
      break
    }
    skipSpace(&p, end)
    guard p == end else { throw fault(.unexpected(.end), p - base, open, tape.nodes) }
  }

  @inline(never) private static func fault(
    _ kind: JSONFault.Kind, _ offset: Int, _ open: Int, _ nodes: UnsafeMutablePointer<JSONTapeNode>
  ) -> JSONFault {
    JSONFault(kind: kind, offset: offset, container: open < 0 ? -1 : Int(nodes[open].offset))
  }

  /// The info of the literal at `p`, bit 4 marking a hit (so that null is not 0); 0 for none.
  @inline(__always) private static func scanLiteral(_ p: Bytes, _ end: Bytes) -> UInt32 {
    guard end - p >= 4 else { return 0 }
    switch UnsafeRawPointer(p).loadUnaligned(as: UInt32.self).littleEndian {
    case 0x6C6C_756E: return 16 | UInt32(JSONKind.null.rawValue)
    case 0x6575_7274: return 16 | UInt32(JSONKind.boolean.rawValue) | JSONTapeNode.isTrueFlag
    case 0x736C_6166: return end - p >= 5 && p[4] == 0x65 ? 16 | UInt32(JSONKind.boolean.rawValue) : 0
    default: return 0
    }
  }

  /// Whether `left`'s bytes sort before `right`'s, a prefix first; neither has escapes.
  ///
  /// The closing quote of the shorter is compared too: it stands in neither key, so that is where a prefix ends.
  @inline(__always) private static func ascends(
    _ left: JSONTapeNode, _ right: JSONTapeNode, _ base: Bytes, _ end: Bytes
  ) -> Bool {
    var a = base + Int(left.offset) + 1
    var b = base + Int(right.offset) + 1
    var rest = Int(min(left.length, right.length)) - 1
    while end - b >= 8 {
      let difference = load8(a) ^ load8(b)
      let same = difference.trailingZeroBitCount >> 3
      if same >= rest &- 1 { return left.length < right.length }
      if difference != 0 { return a[same] < b[same] }
      a += 8
      b += 8
      rest &-= 8
    }
    while rest > 1 {
      if a.pointee != b.pointee { return a.pointee < b.pointee }
      a += 1
      b += 1
      rest &-= 1
    }
    return left.length < right.length
  }
}

@inline(__always) func load8(_ p: Bytes) -> UInt64 {
  UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
}
