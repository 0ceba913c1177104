internal import Diagnostics
package import JSON

extension JSONPatch {
  /// Values that a patched document may have: a document of 1 MiB has fewer, and `copy` doubles.
  private static let sizeLimit = 2_000_000

  /// What the operations make of a document; nil is a document that is not there, before or after (the pointer "" is
  /// the whole of it).
  ///
  /// All or nothing: a failure is thrown, and what was given stays as it was.
  ///
  /// - Throws: `patch/test` when a test fails, `patch/absent` for a place that is not there (both exit 75: the document
  ///   is not what the patch was made for), `patch/index`, `patch/into-itself`, `patch/too-large`.
  package func apply(to document: JSONValue?) throws(PatchError) -> JSONValue? {
    var state = State(root: document)
    for (number, operation) in operations.enumerated() {
      do throws(PatchFault) { try state.run(operation) } catch {
        throw error.named(number)
      }
    }
    return state.root
  }

  /// A fault before it is known at which operation.
  fileprivate struct PatchFault: Error {
    let code: String
    let message: String
    let pointer: JSONPointer
    let kind: FaultKind

    func named(_ number: Int) -> PatchError {
      let place = pointer.description
      return PatchError(
        code, "operation \(number + 1): \(message)", pointer: place,
        hint: kind == .retry
          ? "the document is not what the patch was made for: look at it, and make the patch anew" : nil,
        kind: kind)
    }
  }

  fileprivate struct State {
    var root: JSONValue?

    mutating func run(_ operation: Operation) throws(PatchFault) {
      switch operation {
      case .add(let path, let value): try add(path, value)
      case .remove(let path): _ = try remove(path)
      case .replace(let path, let value):
        if path.tokens.isEmpty {
          guard root != nil else { throw absent(path) }
          root = value
        } else {
          try edit(path) { (parent, token) throws(PatchFault) in
            try Self.replace(token, of: &parent, by: value, path)
          }
        }
      case .test(let path, let expected):
        let found = try value(path)
        guard PatchTree.isEqual(found, expected) else {
          throw PatchFault(
            code: "patch/test",
            message: "the test fails: expected \(Self.shown(expected)), found \(Self.shown(found))",
            pointer: path,
            kind: .retry)
        }
      case .move(let from, let to):
        if to.tokens.count > from.tokens.count, isPrefix(from, of: to) {
          throw PatchFault(
            code: "patch/into-itself", message: "a value cannot be moved into itself", pointer: to,
            kind: .refused)
        }
        // Even if both are the same place, it has to be there.
        let moved = try remove(from)
        try add(to, moved)
      case .copy(let from, let to):
        try add(to, try value(from))
        guard let root, let size = PatchTree.size(root, limit: JSONPatch.sizeLimit),
          size <= JSONPatch.sizeLimit
        else {
          throw PatchFault(
            code: "patch/too-large", message: "copying makes more than any document holds", pointer: to,
            kind: .refused)
        }
      }
    }

    private static func shown(_ value: JSONValue) -> String { ValueLine.cut(value.compact(), to: 72) }

    private func isPrefix(_ pointer: JSONPointer, of other: JSONPointer) -> Bool {
      zip(pointer.tokens, other.tokens).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    }

    private func absent(_ path: JSONPointer) -> PatchFault {
      PatchFault(code: "patch/absent", message: "there is nothing at this place", pointer: path, kind: .retry)
    }

    private func value(_ path: JSONPointer) throws(PatchFault) -> JSONValue {
      guard var current = root else { throw absent(path) }
      for token in path.tokens {
        switch current {
        case .object(let members):
          guard let index = PatchTree.index(of: token, in: members) else { throw absent(path) }
          current = members[index].1
        case .array(let elements):
          current = elements[try Self.index(token, below: elements.count, path)]
        default: throw absent(path)
        }
      }
      return current
    }

    private mutating func add(_ path: JSONPointer, _ value: JSONValue) throws(PatchFault) {
      if path.tokens.isEmpty {
        root = value
        return
      }
      try edit(path) { (parent, token) throws(PatchFault) in
        try Self.add(value, at: token, of: &parent, path)
      }
    }

    private mutating func remove(_ path: JSONPointer) throws(PatchFault) -> JSONValue {
      if path.tokens.isEmpty {
        guard let whole = root else { throw absent(path) }
        root = nil
        return whole
      }
      let removed = try value(path)
      try edit(path) { (parent, token) throws(PatchFault) in try Self.remove(token, of: &parent, path) }
      return removed
    }

    private mutating func edit(
      _ path: JSONPointer, _ body: (inout JSONValue, String) throws(PatchFault) -> Void
    ) throws(PatchFault) {
      guard var whole = root else { throw absent(path) }
      root = nil
      try Self.descend(&whole, path.tokens[...], path, body)
      root = whole
    }

    /// Changes in place: what is on the way is held once only. The depth is bounded: what is not there ends it.
    private static func descend(
      _ value: inout JSONValue, _ tokens: ArraySlice<String>, _ path: JSONPointer,
      _ body: (inout JSONValue, String) throws(PatchFault) -> Void
    ) throws(PatchFault) {
      guard let first = tokens.first else { return }
      if tokens.count == 1 { return try body(&value, first) }
      switch value {
      case .object(var members):
        guard let index = PatchTree.index(of: first, in: members) else { break }
        value = .null
        try descend(&members[index].1, tokens.dropFirst(), path, body)
        value = .object(members)
        return
      case .array(var elements):
        let index = try index(first, below: elements.count, path)
        value = .null
        try descend(&elements[index], tokens.dropFirst(), path, body)
        value = .array(elements)
        return
      default: break
      }
      throw PatchFault(
        code: "patch/absent", message: "there is nothing at this place", pointer: path, kind: .retry)
    }

    private static func add(
      _ value: JSONValue, at token: String, of parent: inout JSONValue, _ path: JSONPointer
    ) throws(PatchFault) {
      switch parent {
      case .object(var members):
        parent = .null
        if let index = PatchTree.index(of: token, in: members) {
          members[index].1 = value
        } else {
          members.append((token, value))
        }
        parent = .object(members)
      case .array(var elements):
        let index = token == "-" ? elements.count : try index(token, below: elements.count + 1, path)
        parent = .null
        elements.insert(value, at: index)
        parent = .array(elements)
      default:
        throw PatchFault(
          code: "patch/absent", message: "what holds this place is neither object nor array", pointer: path,
          kind: .retry)
      }
    }

    private static func replace(
      _ token: String, of parent: inout JSONValue, by value: JSONValue, _ path: JSONPointer
    ) throws(PatchFault) {
      switch parent {
      case .object(var members):
        guard let index = PatchTree.index(of: token, in: members) else { break }
        parent = .null
        members[index].1 = value
        parent = .object(members)
        return
      case .array(var elements):
        let index = try index(token, below: elements.count, path)
        parent = .null
        elements[index] = value
        parent = .array(elements)
        return
      default: break
      }
      throw PatchFault(
        code: "patch/absent", message: "there is nothing at this place", pointer: path, kind: .retry)
    }

    private static func remove(
      _ token: String, of parent: inout JSONValue, _ path: JSONPointer
    ) throws(PatchFault) {
      switch parent {
      case .object(var members):
        guard let index = PatchTree.index(of: token, in: members) else { return }
        parent = .null
        members.remove(at: index)
        parent = .object(members)
      case .array(var elements):
        let index = try index(token, below: elements.count, path)
        parent = .null
        elements.remove(at: index)
        parent = .array(elements)
      default: return
      }
    }

    /// An array's index: digits without a leading zero (RFC 6901 §4).
    private static func index(
      _ token: String, below count: Int, _ path: JSONPointer
    ) throws(PatchFault) -> Int {
      let digits = token.utf8
      guard !digits.isEmpty, digits.allSatisfy({ $0 &- 0x30 < 10 }), digits.count == 1 || digits.first != 0x30
      else {
        let isEnd = token == "-"
        throw PatchFault(
          code: isEnd ? "patch/absent" : "patch/index",
          message: isEnd
            ? "- is the place past the last element, where nothing is"
            : "an element's place is a number without leading zeros, or -",
          pointer: path, kind: isEnd ? .retry : .refused)
      }
      guard let index = Int(token), index < count else {
        throw PatchFault(
          code: "patch/absent",
          message: count == 0 ? "the array is empty" : "the array ends before this place, at \(count - 1)",
          pointer: path, kind: .retry)
      }
      return index
    }
  }
}
