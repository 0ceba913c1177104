internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import JSON
internal import Store

/// One field argument, after HTTPie: `name=Ada` a string, `score:=4` JSON in the file form, `tags+=x` append if
/// missing, `tags-=x` remove all, `field-` delete. `+:=` and `-:=` take JSON.
struct FieldArgument {
  enum Operation {
    case set(Value)
    case append(Value)
    case removeAll(Value)
    case delete
  }

  let path: FieldPath
  let operation: Operation

  init(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard let split = FieldArgument.operatorPlace(bytes) else {
      guard bytes.last == UInt8(ascii: "-"), bytes.count > 1 else {
        throw UsageError(
          "\"\(Output.safe(text))\" is no field argument",
          hint: "name=Ada (a string), score:=4 (JSON), tags+=x (append), tags-=x (remove), field- (delete)")
      }
      path = try FieldPath(String(decoding: bytes.dropLast(), as: UTF8.self))
      operation = .delete
      return
    }
    let (nameEnd, kind, isJSON, valueStart) = split
    path = try FieldPath(String(decoding: bytes[..<nameEnd], as: UTF8.self))
    let rest = Array(bytes[valueStart...])
    let value: Value =
      isJSON ? try FieldArgument.json(rest, argument: text) : .string(String(decoding: rest, as: UTF8.self))
    switch kind {
    case UInt8(ascii: "+"): operation = .append(value)
    case UInt8(ascii: "-"): operation = .removeAll(value)
    default: operation = .set(value)
    }
  }

  /// Throws when two arguments are about one field, or one about a part of another's: one of them would be lost.
  static func checkApart(_ paths: [FieldPath]) throws {
    let sorted = paths.sorted()
    for (first, second) in zip(sorted, sorted.dropFirst()) where first.isPrefix(of: second) {
      throw UsageError(
        first == second
          ? "\(Output.safe(first.description)) is given twice"
          : "\(Output.safe(first.description)) and \(Output.safe(second.description)), which is a part of it, are both given",
        hint: "give one of them")
    }
  }

  /// Where the first `=` outside backticks stands, and what stands before it.
  private static func operatorPlace(_ bytes: [UInt8]) -> (
    nameEnd: Int, kind: UInt8, isJSON: Bool, valueStart: Int
  )? {
    var isQuoted = false
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case UInt8(ascii: "`"): isQuoted.toggle()
      case UInt8(ascii: "=") where !isQuoted:
        var end = index
        var isJSON = false
        if end > 0, bytes[end - 1] == UInt8(ascii: ":") {
          isJSON = true
          end -= 1
        }
        var kind = UInt8(ascii: "=")
        if end > 0, bytes[end - 1] == UInt8(ascii: "+") || bytes[end - 1] == UInt8(ascii: "-") {
          end -= 1
          kind = bytes[end]
        }
        return (end, kind, isJSON, index + 1)
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func json(_ bytes: [UInt8], argument: String) throws -> Value {
    do {
      return try DocumentFile.decodeValue(try JSONText(parsing: bytes).root)
    } catch let error as JSONError {
      throw StoreError(
        error.code, "the value of \(Output.safe(argument)) is not JSON: \(error.message)",
        hint: "for a string use = instead of :=, or quote it: 'name:=\"Ada\"'", kind: .refused)
    }
  }
}
