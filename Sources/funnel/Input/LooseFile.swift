internal import Diagnostics
internal import FirestoreModel
internal import JSON
internal import Platform
internal import Store

/// A file that is no store's: judged as a document of no collection.
enum LooseFile {
  static let largest = JSONOptions.largest

  /// What is wrong with its form and limits.
  ///
  /// - Parameter file: nil for standard input.
  static func findings(in bytes: [UInt8], file: String?) throws -> (
    findings: [Finding], sources: [String: [UInt8]]
  ) {
    let name = file ?? "<stdin>"
    do {
      try Limits.check(try DocumentInput.decode(bytes, name: name), at: nil)
      return ([], [:])
    } catch let error as any Explained where error.kind == .refused {
      let fault = StoreError(error).located(in: bytes, file: name)
      let finding = Finding(
        code: fault.code, message: fault.message, location: fault.location ?? .init(file: name),
        hint: fault.hint)
      return ([finding], [name: bytes])
    }
  }

  /// The JSON files below a folder, by path; links are not followed, hidden folders not entered.
  static func files(below folder: String) throws(FileError) -> [String] {
    var found: [String] = []
    var open = [folder]
    while let current = open.popLast() {
      for name in try Files.list(current) where !name.hasPrefix(".") {
        let path = Files.join(current, name)
        switch FileStatus.of(path)?.kind {
        case .directory: open.append(path)
        case .file where name.hasSuffix(".json"): found.append(path)
        default: continue
        }
      }
    }
    return FileSelection.sorted(found)
  }
}
