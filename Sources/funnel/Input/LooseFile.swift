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

  /// A file's bytes as `findings` wants them, or the finding that it is too large to be read.
  static func read(_ path: String, name: String) throws(FileError) -> (bytes: [UInt8], fault: Finding?) {
    do throws(FileError) { return (try Files.read(path, limit: largest), nil) } catch {
      guard error.isTooLarge, let status = FileStatus.of(path) else { throw error }
      let place = SourceLocation(file: name, position: SourcePosition(offset: 0, in: []), length: 1)
      let finding = Finding(
        code: "json/too-large", message: "the text has \(status.size) bytes, more than \(largest)",
        location: place, hint: "split it")
      return ([], finding)
    }
  }

  /// What is wrong with a file whose name nobody can type.
  static func nameFinding(_ name: String) -> Finding {
    Finding(
      code: "validate/name", message: "the name is not UTF-8, so the file cannot be read",
      location: SourceLocation(file: name), hint: "rename it")
  }

  /// A file's path seen from the root of the repository that it lies in, for forms that put `prefix` before all names;
  /// nil outside of repositories.
  static func nameInRepository(_ path: String, prefix: String) -> String? {
    guard let folder = Files.resolve(Files.parent(of: path)) else { return nil }
    var top = folder
    while FileStatus.of(Files.join(top, ".git")) == nil {
      let parent = Files.parent(of: top)
      if parent == top { return nil }
      top = parent
    }
    let full = Files.join(folder, Files.lastComponent(of: path))
    let name = String(full.dropFirst(top.count + (top == "/" ? 0 : 1)))
    if name.hasPrefix(prefix) { return String(name.dropFirst(prefix.count)) }
    return prefix.split(separator: "/").map { _ in "../" }.joined() + name
  }

  /// The JSON files below a folder, by path; links are not followed, hidden folders not entered. `foreign` are files and
  /// folders whose names are not UTF-8.
  static func files(below folder: String) throws(FileError) -> (paths: [String], foreign: [String]) {
    var found: [String] = []
    var foreign: [String] = []
    var open = [folder]
    while let current = open.popLast() {
      for entry in try Folder.entries(current) where !entry.name.hasPrefix(".") {
        if let name = entry.foreignName {
          if entry.kind == .directory || entry.name.hasSuffix(".json") {
            foreign.append(Files.join(current, name))
          }
          continue
        }
        let path = Files.join(current, entry.name)
        switch entry.kind {
        case .directory: open.append(path)
        case .file where entry.name.hasSuffix(".json"): found.append(path)
        default: continue
        }
      }
    }
    return (FileSelection.sorted(found), FileSelection.sorted(foreign))
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
