internal import Diagnostics
internal import FirestoreModel
internal import JSON
internal import Store

/// Somebody who gives one value for a list most often wants to add it: the refusal says how.
enum AppendHint {
  static func added(to error: StoreError, path: DocumentPath, arguments: [String]) -> StoreError {
    var hinted = error
    for index in hinted.findings.indices {
      let finding = hinted.findings[index]
      // To replace the list by one of that value is the other thing that could be meant.
      guard finding.hint?.hasPrefix("write [") ?? true else { continue }
      guard finding.keywordLocation?.hasSuffix("/type") == true, finding.expected?.contains("array") == true,
        let pointer = finding.location.pointer.flatMap({ JSONPointer($0) }),
        let field = try? FieldPath(segments: pointer.tokens), let value = given(at: field, in: arguments)
      else { continue }
      hinted.findings[index].hint = "to add one value: funnel update \(path) '\(field)+=\(value)'"
    }
    return hinted
  }

  /// The string that the command line gives for a field.
  private static func given(at field: FieldPath, in arguments: [String]) -> String? {
    for argument in arguments {
      guard let parsed = try? FieldArgument(argument), parsed.path == field,
        case .set(.string(let text)) = parsed.operation
      else { continue }
      return text
    }
    return nil
  }
}
