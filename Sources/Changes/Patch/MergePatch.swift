internal import Diagnostics
package import JSON

/// A JSON Merge Patch (RFC 7386): a document that holds what changes, null for what goes.
package enum MergePatch {
  /// What the patch makes of a document; nil is a document that is not there. The patch null removes it.
  package static func apply(_ patch: JSONValue, to document: JSONValue?) -> JSONValue? {
    if case .null = patch { return nil }
    return merged(patch, document ?? .null)
  }

  // Bounded by the parser's depth.
  private static func merged(_ patch: JSONValue, _ target: JSONValue) -> JSONValue {
    guard case .object(let changes) = patch else { return patch }
    var members: [(String, JSONValue)] = []
    if case .object(let present) = target { members = present }
    var places: [ByteSlice: Int] = [:]
    for (index, member) in members.enumerated() { places[ByteSlice(member.0)] = index }
    var isGone = [Bool](repeating: false, count: members.count)
    for (key, change) in changes {
      let place = places[ByteSlice(key)]
      if case .null = change {
        if let place { isGone[place] = true }
      } else if let place {
        members[place].1 = merged(change, members[place].1)
      } else {
        members.append((key, merged(change, .null)))
        isGone.append(false)
      }
    }
    return .object(zip(members, isGone).filter { !$0.1 }.map(\.0))
  }

  /// The patch that makes `new` of `old`; nil is a document that is not there.
  ///
  /// - Throws: `patch/null` where a value becomes null, which this form cannot say.
  package static func from(_ old: JSONValue?, to new: JSONValue?) throws(PatchError) -> JSONValue {
    guard let new else { return .null }
    return try change(old ?? .null, new, []) ?? .object([])
  }

  /// nil: nothing changes.
  private static func change(
    _ old: JSONValue, _ new: JSONValue, _ tokens: [String]
  ) throws(PatchError) -> JSONValue? {
    guard case .object(let after) = new else {
      if case .null = new {
        if case .null = old { return Optional.none }
        throw cannotSay(tokens)
      }
      // Not `? nil :`: a JSON value can be written `nil` too, and would be null.
      if old == new { return Optional.none }
      return new
    }
    guard case .object(let before) = old else {
      try checkWhole(new, tokens)
      return new
    }
    var places: [ByteSlice: Int] = [:]
    for (index, member) in after.enumerated() { places[ByteSlice(member.0)] = index }
    var isOld = [Bool](repeating: false, count: after.count)
    var result: [(String, JSONValue)] = []
    for (key, value) in before {
      guard let place = places[ByteSlice(key)] else {
        result.append((key, .null))
        continue
      }
      isOld[place] = true
      if let change = try change(value, after[place].1, tokens + [key]) { result.append((key, change)) }
    }
    for (index, member) in after.enumerated() where !isOld[index] {
      try checkWhole(member.1, tokens + [member.0])
      result.append(member)
    }
    if result.isEmpty { return Optional.none }
    return .object(result)
  }

  /// Null in an object that is new would be taken as "remove"; in an array it is a value.
  private static func checkWhole(_ value: JSONValue, _ tokens: [String]) throws(PatchError) {
    switch value {
    case .null: throw cannotSay(tokens)
    case .object(let members): for member in members { try checkWhole(member.1, tokens + [member.0]) }
    default: break
    }
  }

  private static func cannotSay(_ tokens: [String]) -> PatchError {
    let pointer = JSONPointer(tokens: tokens).description
    return PatchError(
      "patch/null", "a merge patch cannot set a value to null: there, null means removal", pointer: pointer,
      hint: "--patch makes a JSON Patch, which can", kind: .refused)
  }
}
