internal import Diagnostics
internal import DocumentCodec
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
      for entry in try Folder.entries(current) where !entry.name.hasPrefix(".") {
        let path = Files.join(current, entry.name)
        switch entry.kind {
        case .directory: open.append(path)
        case .file where entry.name.hasSuffix(".json"): found.append(path)
        default: continue
        }
      }
    }
    return FileSelection.sorted(found)
  }

  /// Which files are surely right, on several threads: `findings` would say nothing of them.
  static func rightFiles(_ paths: ArraySlice<String>, by named: NamedSchema?) -> [Bool] {
    let paths = Array(paths)
    let count = paths.count
    let workers = count < 256 ? 1 : Workers.count()
    // A worker writes the places of its own files only, and a compiled schema is only read.
    nonisolated(unsafe) let named = named
    return [Bool](unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let answers = buffer
      Workers.run(workers) { worker in
        for index in (count * worker / workers)..<(count * (worker + 1) / workers) {
          var isRight = false
          if let bytes = try? Files.read(paths[index], limit: largest),
            let text = try? JSONText(parsing: bytes)
          {
            isRight = named?.accepts(text) ?? DocumentFile.isPlain(text)
          }
          (answers.baseAddress.unsafelyUnwrapped + index).initialize(to: isRight)
        }
      }
      initialized = count
    }
  }
}
