public import Diagnostics
public import FirestoreModel
internal import JSON

/// What a person decides about a conflict.
public enum MergeChoice: Sendable, Equatable {
  case ours
  case theirs
  case base
  /// Another value; nil takes the field away.
  case value(Value?)
}

/// Why a decision cannot be put into a document.
public struct MergeError: Explained {
  public let code: String
  public let message: String
  public let hint: String?
  public var location: SourceLocation?
  public var kind: FaultKind { .refused }
}

/// Settles conflicts, one at a time and in any order.
public enum MergeResolution {
  /// The document with the choice at the conflict's place; nil when the choice is that it does not exist.
  ///
  /// - Throws: `merge/no-such-place` when the document has changed so that the pointer leads nowhere;
  ///   `merge/not-a-document` when a whole document shall become something else.
  public static func apply(
    _ choice: MergeChoice, to conflict: MergeConflict, in fields: Fields?
  ) throws(MergeError) -> Fields? {
    try apply(choice, to: [conflict], in: fields)
  }

  /// The same for several conflicts of one merge, whose places are those of the given document: what one choice takes
  /// away moves no other.
  public static func apply(
    _ choice: MergeChoice, to conflicts: [MergeConflict], in fields: Fields?
  ) throws(MergeError) -> Fields? {
    var document = fields.map { Value.map($0) }
    var placements: [Placement] = []
    for conflict in conflicts {
      let value: Value? =
        switch choice {
        case .ours: conflict.ours
        case .theirs: conflict.theirs
        case .base: conflict.base
        case .value(let value): value
        }
      if conflict.pointer.isEmpty {
        document = try whole(value)
        continue
      }
      guard let steps = document?.steps(to: conflict.pointer) else {
        throw MergeError(
          code: "merge/no-such-place", message: "the document has no \(conflict.pointer) any more",
          hint: "edit the file by hand, then settle what is left",
          location: SourceLocation(pointer: conflict.pointer))
      }
      placements.append(Placement(reversedPath: steps, value: value))
    }
    if !placements.isEmpty { document = document?.placing(placements) }
    guard case .map(let result)? = document else { return nil }
    return result
  }

  private static func whole(_ value: Value?) throws(MergeError) -> Value? {
    switch value {
    case nil, .map: return value
    default:
      throw MergeError(
        code: "merge/not-a-document",
        message: "a document is an object, not a \(value?.typeName ?? "value")",
        hint: "give all of its fields", location: SourceLocation(pointer: ""))
    }
  }

  /// The value at a pointer in the file form; nil where there is none.
  public static func value(at pointer: String, in fields: Fields?) -> Value? {
    guard let fields, let pointer = JSONPointer(pointer) else { return nil }
    return pointer.tokens.reduce(Value.map(fields)) { value, token in
      switch value {
      case .map(let fields)?: fields[Value.name(token)]
      case .array(let elements)?: Value.index(token, below: elements.count).map { elements[$0] }
      default: nil
      }
    }
  }
}

extension Value {
  /// A field's name from its token in the file form.
  static func name(_ token: String) -> String { token.hasPrefix("$$") ? String(token.dropFirst()) : token }

  /// An array's index, without leading zeros (RFC 6901 §4).
  static func index(_ token: String, below count: Int) -> Int? {
    guard let index = Int(token), String(index) == token, index >= 0, index < count else { return nil }
    return index
  }

  /// The way that a pointer means in this value, outermost step last; nil where it leads nowhere. Its last token may
  /// name a field that is not there.
  fileprivate func steps(to pointer: String) -> [MergeStep]? {
    var steps: [MergeStep] = []
    var current: Value? = self
    for token in MergeConflict.tokens(of: pointer) {
      switch current {
      case .map(let fields)?:
        steps.append(.field(Self.name(token)))
        current = fields[Self.name(token)]
      case .array(let elements)?:
        guard let index = Self.index(token, below: elements.count) else { return nil }
        steps.append(.element(index))
        current = elements[index]
      default: return nil
      }
    }
    return steps.reversed()
  }
}
