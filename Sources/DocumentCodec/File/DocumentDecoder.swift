internal import FirestoreModel
internal import JSON

/// Reads the file form straight from the tape. Recursion is bounded by the parser's own limit of nesting.
struct DocumentDecoder {
  let tape: JSONTape

  /// The whole document: an object, never a tag.
  func document(at index: Int) throws(DecodeFault) -> Fields {
    let node = tape.nodes[index]
    guard node.kind == .object else {
      throw DecodeFault(
        "not-an-object", "a document is an object, found \(node.kind.phrase)", hint: "write { \"field\": … }",
        at: index)
    }
    switch try object(at: index) {
    case .fields(let fields): return fields
    case .tag(let key): throw tagOnTop(key)
    }
  }

  func value(at index: Int, inArray: Bool = false) throws(DecodeFault) -> Value {
    let node = tape.nodes[index]
    switch node.kind {
    case .string: return .string(tape.string(index))
    case .number: return try number(at: index)
    case .boolean: return .boolean(node.isTrue)
    case .null: return .null
    case .object:
      switch try object(at: index) {
      case .fields(let fields): return .map(fields)
      case .tag(let key): return try tagged(key, inArray: inArray)
      }
    case .array:
      guard !inArray else {
        throw DecodeFault(
          "nested-array", "an array may not stand in an array (Firestore has no such value)",
          hint: "put the inner one into a map, such as { \"values\": [1, 2] }", at: index)
      }
      var elements: [Value] = []
      elements.reserveCapacity(node.count)
      var element = index + 1
      while element < Int(node.next) {
        elements.append(try value(at: element, inArray: true))
        element = Int(tape.nodes[element].next)
      }
      return .array(elements)
    }
  }

  enum Object {
    case fields(Fields)
    /// The only key is one of ours, at this node; its value follows.
    case tag(Int)
  }

  /// An object, or the tag that it is.
  func object(at index: Int) throws(DecodeFault) -> Object {
    let node = tape.nodes[index]
    let end = Int(node.next)
    var entries: [(key: String, value: Value)] = []
    entries.reserveCapacity(node.count)
    // The parser has seen whether the keys ascend as they are written; an escape may hide another order.
    var isInOrder = node.hasAscendingKeys
    var key = index + 1
    while key < end {
      let keyNode = tape.nodes[key]
      if !keyNode.isSuperseded {
        // `$` may be written as an escape; then only the decoded key tells.
        if tape.bytes[Int(keyNode.offset) + 1] == 0x24 || keyNode.hasEscapes {
          let name = tape.decoded(key)
          if keyNode.hasEscapes { isInOrder = false }
          if name.first == 0x24 {
            guard name.count > 1, name[1] == 0x24 else {
              if node.count == 1 { return .tag(key) }
              throw tagAmongOthers(key, in: index)
            }
            entries.append(
              (key: String(decoding: name.dropFirst(), as: UTF8.self), value: try value(at: key + 1)))
          } else {
            entries.append((key: String(decoding: name, as: UTF8.self), value: try value(at: key + 1)))
          }
        } else {
          entries.append((key: tape.string(key), value: try value(at: key + 1)))
        }
      }
      key = Int(tape.nodes[key + 1].next)
    }
    return .fields(isInOrder ? Fields(sorted: entries) : Fields(unsorted: entries.map { ($0.key, $0.value) }))
  }

  private func number(at index: Int) throws(DecodeFault) -> Value {
    guard tape.nodes[index].isIntegerSyntax else { return .double(try double(at: index)) }
    if let integer = tape.int64(index) { return .integer(integer) }
    throw DecodeFault(
      "integer-range", "the integer lies outside of int64 (-9223372036854775808 to 9223372036854775807)",
      hint: "write it with a fraction (….0) to store the nearest double, or as a string", at: index)
  }

  /// A number of either syntax as a double.
  func double(at index: Int) throws(DecodeFault) -> Double {
    switch tape.double(index) {
    case .finite(let value): return value
    case .overflow:
      throw DecodeFault(
        "double-overflow", "the number is beyond the largest double, 1.7976931348623157e308",
        hint: "infinity is { \"$double\": \"Infinity\" }", at: index)
    case .underflow:
      throw DecodeFault(
        "double-underflow", "the number is not zero, but the nearest double is", hint: "write 0.0", at: index)
    }
  }
}
