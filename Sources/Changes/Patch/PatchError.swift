package import Diagnostics

/// Why a patch cannot be read, made or applied.
package struct PatchError: Explained {
  package let code: String
  package let message: String
  package private(set) var location: SourceLocation?
  package let hint: String?
  package let kind: FaultKind

  init(_ code: String, _ message: String, pointer: String? = nil, hint: String? = nil, kind: FaultKind) {
    self.code = code
    self.message = message
    location = pointer.map { SourceLocation(pointer: $0) }
    self.hint = hint
    self.kind = kind
  }

  /// The same error in a file that holds the patch, at the place of the operation.
  package func inFile(_ file: String?, position: SourcePosition? = nil) -> PatchError {
    var copy = self
    var place = location ?? SourceLocation()
    place.file = file
    place.position = position
    copy.location = place
    return copy
  }
}
