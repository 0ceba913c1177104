package import Diagnostics
internal import DocumentCodec
package import FirestoreModel
internal import JSON

/// Judges documents by their files' bytes: form, limits, schema.
package struct DocumentJudge {
  let settings: Settings
  let schemas: SchemaSet
  /// Judges instead of the schema that governs a document.
  var named: NamedSchema?

  package init(settings: Settings, schemas: SchemaSet, named: NamedSchema? = nil) {
    self.settings = settings
    self.schemas = schemas
    self.named = named
  }

  /// Everything that is wrong with a document. Positions are those of the files; a finding points into the file that
  /// holds the value, and for a missing one into `data/`.
  package func findings(
    for path: DocumentPath, data: [UInt8]?, live: [UInt8]?
  ) -> (findings: [Finding], sources: [String: [UInt8]]) {
    let dataName = StoreRoot.name(path, .data, settings)
    let liveName = StoreRoot.name(path, .live, settings)
    guard let data else {
      let finding = Finding(
        code: "document/live-alone", message: "there is a live/ file but no document",
        location: .init(file: liveName), hint: "remove it, or restore \(dataName)")
      return (live == nil ? [] : [finding], [:])
    }
    do throws(StoreError) {
      let fields = try WorkingStore.union(path, data: data, live: live, settings: settings)
      do throws(ModelError) { try Limits.check(fields, at: path) } catch {
        throw StoreError(error).located(in: data, file: dataName)
      }
      // Without a live/ file the file itself is the union, and positions are its own.
      guard let live else {
        return (Self.sorted(try judge(path, data, dataName)), [dataName: data])
      }
      let texts = try storing { () throws(JSONError) in
        (data: try JSONText(parsing: data), live: try JSONText(parsing: live))
      }
      // Values are judged as their files spell them, as they are without a live/ file.
      let union =
        DocumentFile.spelledUnion(data: texts.data, live: texts.live)?.bytes ?? DocumentFile.encode(fields)
      let found = try judge(path, union, dataName)
      if found.isEmpty { return ([], [dataName: data, liveName: live]) }
      let text = try storing { () throws(JSONError) in try JSONText(parsing: union) }
      let located = found.map {
        Self.locate($0, in: text, [(texts.data, dataName), (texts.live, liveName)])
      }
      return (Self.sorted(located), [dataName: data, liveName: live])
    } catch {
      return Self.findings(of: error, name: dataName)
    }
  }

  private func judge(_ path: DocumentPath, _ union: [UInt8], _ name: String) throws(StoreError) -> [Finding] {
    if let named {
      let text = try storing { () throws(JSONError) in try JSONText(parsing: union) }
      return named.findings(text, file: name)
    }
    var problems = Problems()
    try Verdict.judge(path, union: union, name: name, schemas: schemas, settings: settings, &problems)
    return problems.findings
  }

  /// By file, then by place; what has the same place stays as it came.
  private static func sorted(_ findings: [Finding]) -> [Finding] {
    if findings.count < 2 { return findings }
    func key(_ finding: Finding) -> (String, Int) {
      (finding.location.file ?? "", finding.location.position?.offset ?? 0)
    }
    return findings.enumerated().sorted { left, right in
      let (a, b) = (key(left.element), key(right.element))
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }

  /// An error about one document as what is wrong with it.
  static func findings(of error: StoreError, name: String) -> (
    findings: [Finding], sources: [String: [UInt8]]
  ) {
    if !error.findings.isEmpty { return (error.findings, error.sources) }
    var location = error.location ?? SourceLocation()
    if location.file == nil { location.file = name }
    return (
      [Finding(code: error.code, message: error.message, location: location, hint: error.hint)], error.sources
    )
  }

  /// Moves a finding from the union's text into the file that holds the value.
  private static func locate(
    _ finding: Finding, in union: JSONText, _ files: [(text: JSONText, name: String)]
  ) -> Finding {
    guard let pointer = finding.location.pointer else { return finding }
    var moved = finding
    // A key that is not allowed is pointed at itself, not at its value.
    let isAtKey = union.node(at: pointer).map { $0.offset != finding.location.position?.offset } ?? false
    for (text, name) in files {
      guard let value = text.node(at: pointer) else { continue }
      let node = isAtKey ? key(of: pointer, in: text) ?? value : value
      moved.location = node.location(file: name, pointer: pointer)
      if node.kind == .object || node.kind == .array { moved.location.length = 1 }
      return moved
    }
    moved.location = SourceLocation(file: files.first?.name, pointer: pointer)
    return moved
  }

  private static func key(of pointer: String, in text: JSONText) -> JSONNode? {
    guard var tokens = JSONPointer(pointer)?.tokens, let last = tokens.popLast() else { return nil }
    let parent = text.node(at: JSONPointer(tokens: tokens).description)
    return parent?.members.first { $0.key.string?.utf8.elementsEqual(last.utf8) ?? false }?.key
  }
}
