internal import Diagnostics
internal import FirestoreModel
internal import Merging
internal import Store

/// Judges the store that the merge would make, by its own schemas, and says whose doing a fault is.
struct Verdicts {
  let sides: ReviewSides
  let store: Store
  let merged: MergedStore

  /// What is wrong with a file.
  private struct Fault {
    let path: DocumentPath?
    let file: String
    let findings: [Finding]
    let sources: [String: [UInt8]]
  }

  func judge(
    _ notes: Notes, _ report: inout ReviewReport, _ progress: (String, Int, Int) -> Void
  ) throws(StoreError) {
    var together = Set<DocumentPath>()
    for document in merged.documents where !document.findings.isEmpty {
      together.insert(document.path)
      addTogether(document.path, document.findings, [:], notes)
    }
    var faults: [Fault] = []
    var count = 0
    try store.judge(sides.merged, since: sides.base, { _ in true }) { file, findings, sources in
      count += 1
      if count % 2_048 == 0 { progress("judging", count, 0) }
      if findings.isEmpty || file.path.map(together.contains) ?? false { return }
      faults.append(Fault(path: file.path, file: file.name, findings: findings, sources: sources))
    }
    report.judged = count
    if faults.isEmpty { return }
    let touched = touchedPaths(report)
    let paths = Set(faults.compactMap(\.path))
    let wasValid = try valid(paths, in: sides.base, by: sides.baseSchemas)
    let isValidAlone = sides.isDiverged ? try valid(paths, in: sides.head, by: sides.headSchemas) : []
    let wasValidBefore = try valid(paths, in: sides.start, by: sides.startSchemas)
    for fault in faults {
      guard let path = fault.path else {
        addMisfit(fault, notes)
        continue
      }
      if !touched.contains(path) {
        // Made invalid by a schema, or invalid anyhow.
        guard wasValid.contains(path) else {
          report.alreadyInvalid += 1
          continue
        }
        addBroken(path, fault, notes, &report)
      } else if isValidAlone.contains(path) {
        addTogether(path, fault.findings, fault.sources, notes)
      } else {
        add(path, fault, wasValid: wasValidBefore.contains(path), notes)
      }
    }
  }

  private func touchedPaths(_ report: ReviewReport) -> Set<DocumentPath> {
    var paths = Set(report.documents.map(\.path) + report.folded)
    for move in report.moves { paths.formUnion(move.documents.map(\.new)) }
    return paths
  }

  /// Which of these documents are there, and right by that state's own rules.
  private func valid(
    _ paths: Set<DocumentPath>, in snapshot: Snapshot?, by schemas: SchemaSet
  ) throws(StoreError) -> Set<DocumentPath> {
    guard let snapshot, !paths.isEmpty, schemas.check().isEmpty else { return [] }
    var result = Set<DocumentPath>()
    try store.judge(snapshot, since: nil, by: schemas, { $0.path.map(paths.contains) ?? false }) {
      file, findings, _ in
      if findings.isEmpty, let path = file.path { result.insert(path) }
    }
    return result
  }

  // MARK: Sentences

  private func schema(of path: DocumentPath) -> String? {
    (sides.mergedSchemas.schema(for: path) ?? sides.headSchemas.schema(for: path))?.uri
  }

  /// `: description must have at least 10 characters, found 7`, and how many more.
  private func reason(_ findings: [Finding]) -> ReviewNote.Word {
    let more = findings.count - 1
    return .text(
      ": " + (findings.first?.message ?? "it cannot be read")
        + (more > 0 ? ", and \(more) more" : ""))
  }

  private func misfit(_ path: DocumentPath, _ findings: [Finding], _ verb: String) -> [ReviewNote.Word] {
    let isSchemas = findings.allSatisfy { $0.code.hasPrefix("schema/") || $0.code.hasPrefix("zod/") }
    guard isSchemas, let schema = schema(of: path) else {
      return [
        .code(path.id),
        .text(verb == "no longer fits" ? " is no valid document any more" : " is no valid document"),
        reason(findings),
      ]
    }
    return [.code(path.id), .text(" \(verb) "), .code(schema), reason(findings)]
  }

  private func located(
    _ findings: [Finding], _ sources: [String: [UInt8]], _ notes: Notes
  ) -> [Finding] {
    findings.map { finding in notes.places.moved(finding, from: finding.location.file.flatMap { sources[$0] })
    }
  }

  private func addTogether(
    _ path: DocumentPath, _ findings: [Finding], _ sources: [String: [UInt8]], _ notes: Notes
  ) {
    let found = located(findings, sources, notes)
    notes.add(
      found.first?.code ?? ReviewCheck.invalidDocument.code, notes.settings.level(.invalidDocument),
      about: path,
      [.text("Merged with \(sides.range.baseName), ")] + misfit(path, findings, "no longer fits"),
      at: found.first?.location, findings: found, hint: found.first?.hint)
  }

  private func add(_ path: DocumentPath, _ fault: Fault, wasValid: Bool, _ notes: Notes) {
    let found = located(fault.findings, fault.sources, notes)
    notes.add(
      found.first?.code ?? ReviewCheck.invalidDocument.code, notes.settings.level(.invalidDocument),
      about: path,
      misfit(path, fault.findings, wasValid ? "no longer fits" : "does not fit"), at: found.first?.location,
      findings: found, hint: found.first?.hint)
  }

  private func addBroken(
    _ path: DocumentPath, _ fault: Fault, _ notes: Notes, _ report: inout ReviewReport
  ) {
    let found = located(fault.findings, fault.sources, notes)
    let uri = schema(of: path)
    if let index = report.schemas.firstIndex(where: { $0.file == uri }) {
      report.schemas[index].broken.append(path)
    } else if !report.schemas.isEmpty {
      // A shared file that its schema refers to, or a schema that is gone.
      report.schemas[0].broken.append(path)
    }
    let words = misfit(path, fault.findings, "no longer fits")
    notes.add(
      found.first?.code ?? ReviewCheck.brokenBySchema.code, notes.settings.level(.brokenBySchema),
      about: path,
      report.schemas.isEmpty ? [.text("Merged with \(sides.range.baseName), ")] + words : words,
      at: found.first?.location, findings: found, hint: found.first?.hint)
  }

  /// A file that can be no document's.
  private func addMisfit(_ fault: Fault, _ notes: Notes) {
    let found = located(fault.findings, fault.sources, notes)
    notes.add(
      found.first?.code ?? ReviewCheck.invalidDocument.code, notes.settings.level(.invalidDocument),
      [.code(fault.file), reason(fault.findings)],
      at: found.first?.location ?? SourceLocation(file: fault.file), findings: found, hint: found.first?.hint)
  }
}
