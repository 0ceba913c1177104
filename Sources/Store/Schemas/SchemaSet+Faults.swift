internal import Diagnostics
public import FirestoreModel
internal import JSONSchema

extension SchemaSet {
  /// The file of a schema that a person names: `persona` or `schemas/persona.json`; nil if there is none.
  public func uri(named name: String) -> String? {
    for candidate in [name, "schemas/\(name).json", "schemas/\(name)"] where texts[candidate] != nil {
      return candidate
    }
    return nil
  }

  /// The names that `uri(named:)` takes, in order.
  public var names: [String] {
    texts.keys.map { String($0.dropFirst("schemas/".count).dropLast(".json".count)) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What is wrong with one schema and with what it refers to; nil if all is well.
  public func fault(of uri: String) -> StoreError? {
    do throws(StoreError) {
      if let schema = governing.first(where: { $0.uri == uri }) {
        _ = try annotations(of: schema)
      } else {
        try checkAnnotations(ofShared: uri)
      }
      _ = try compile(uri)
      return nil
    } catch {
      return error
    }
  }

  /// What is wrong with the schema that governs a document; nil if all is well or none does.
  public func fault(for path: DocumentPath) -> StoreError? {
    guard let schema = schema(for: path) else { return nil }
    do throws(StoreError) {
      _ = try annotations(of: schema)
      _ = try compiled(schema)
      return nil
    } catch {
      return error
    }
  }

  /// The faults of all schemas as one error, each once; nil if there are none.
  public func allFaults() -> StoreError? {
    let faults = check()
    guard var all = faults.first else { return nil }
    var seen = Set(all.findings)
    for fault in faults.dropFirst() {
      all.findings += fault.findings.filter { seen.insert($0).inserted }
      all.sources.merge(fault.sources) { first, _ in first }
    }
    all.findings.sort { left, right in
      let a = left.location.file ?? ""
      let b = right.location.file ?? ""
      if a != b { return a.utf8.lexicographicallyPrecedes(b.utf8) }
      return (left.location.position?.offset ?? 0) < (right.location.position?.offset ?? 0)
    }
    if all.findings.count > 1 { all.message = "\(all.findings.count) faults in the schemas" }
    return all
  }
}
