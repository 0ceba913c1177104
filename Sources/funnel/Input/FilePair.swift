internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import JSON
internal import Platform
internal import Store

/// Two files to compare, of a store or not: `funnel diff FILE FILE`.
enum FilePair {
  /// Whether both words name files. Of two that could, one missing is a mistake and not a path.
  static func isMeant(_ arguments: [String]) throws -> Bool {
    guard arguments.count == 2 else { return false }
    let found = arguments.filter(isFile)
    if found.count == 2 { return true }
    guard found.count == 1, let missing = arguments.first(where: { !isFile($0) }), missing.hasSuffix(".json"),
      FileStatus.of(missing) == nil
    else { return false }
    throw StoreError(
      "diff/no-file", "there is no file \(Output.safe(missing))", hint: "two files, or two revisions",
      kind: .missing)
  }

  private static func isFile(_ name: String) -> Bool {
    if name == "-" || name == "/dev/null" { return true }
    // What the shell makes of <(…) is a link to a pipe, which has no path.
    if name.hasPrefix("/dev/fd/") || name.hasPrefix("/proc/self/fd/") { return FileStatus.of(name) != nil }
    let kind = FileStatus.of(Files.resolve(name) ?? name)?.kind
    return kind == .file || kind == .other
  }

  /// nil when they are the same document.
  static func compare(_ old: String, _ new: String, schema: String?, live: Bool) throws -> DeltaView? {
    if old == "-", new == "-" { throw UsageError("standard input can be one of the two files") }
    let traits = try schema.map { try NamedSchema(file: $0).traits } ?? .none
    let view = DeltaView(
      name: new == "/dev/null" ? old : new,
      from: old == new || old == "/dev/null" || new == "/dev/null" ? nil : old,
      old: read(old), new: read(new), traits: traits, includingVolatile: live)
    return view.fields.isEmpty && !view.isUnreadable && view.kind == .modified ? nil : view
  }

  private static func read(_ name: String) -> Result<Fields?, StoreError> {
    if name == "/dev/null" { return .success(nil) }
    do {
      let shown = name == "-" ? "<stdin>" : name
      let bytes =
        name == "-" ? try Files.readStandardInput() : try Files.read(name, limit: JSONOptions.largest + 1)
      return .success(try DocumentInput.decode(bytes, name: shown))
    } catch let error as StoreError {
      return .failure(error)
    } catch let error as FileError {
      return .failure(StoreError(error))
    } catch {
      return .failure(StoreError("store/bug", "an unknown error: \(error)", kind: .bug))
    }
  }
}
