internal import Changes
internal import Diagnostics
public import FirestoreModel
public import Git
public import Store

extension Store {
  /// Who set the present values of a document.
  ///
  /// Costs one pass over the chain, and the versions of the document back to the last one that matters.
  ///
  /// - Parameters:
  ///   - field: this field alone, and what lies below it.
  ///   - place: this place alone, as `FieldPlace` describes it, and what lies below it.
  ///   - includingLive: the volatile fields too.
  /// - Returns: nil when there is no such document at the commit.
  /// - Throws: why the document cannot be read there.
  public func blame(
    _ path: DocumentPath, field: FieldPath? = nil, place: String? = nil, at commit: ObjectID,
    includingLive: Bool
  ) throws(StoreError) -> Blame? {
    guard let files = try files(of: path, at: commit, includingLive: includingLive) else { return nil }
    let texts = VersionTexts(store: self)
    guard let fields = try texts.fields(files) else { return nil }
    let end = try entry(of: commit)
    // Schemas that are wrong today are no reason to keep the past to oneself: labels and keys are left out.
    let traits = (try? snapshot(at: commit).schemas().traits(for: path)) ?? FieldTraits.none
    let leaves = Leaf.all(of: fields, traits).filter { leaf in
      (field.map { $0.isAbove(leaf.place) } ?? true) && (place.map { leaf.place.isBelow($0) } ?? true)
    }
    var blamer = Blamer(
      store: self, texts: texts, includingLive: includingLive,
      lines: leaves.map { BlameLine(place: $0.place, value: $0.value, setter: end, setIn: path) })
    blamer.tasks = [
      Blamer.Task(
        commit: commit, path: path, fields: fields,
        open: leaves.indices.map { Blamer.Open(line: $0, place: leaves[$0].place) }, merges: [])
    ]
    try blamer.run()
    return Blame(path: path, lines: blamer.lines, unreadable: blamer.unreadable)
  }
}

extension FieldPlace {
  /// Whether this is the place that a text names, or lies below it.
  func isBelow(_ text: String) -> Bool {
    let whole = Array(description.utf8)
    let start = Array(text.utf8)
    guard whole.starts(with: start) else { return false }
    return whole.count == start.count || whole[start.count] == 0x2E || whole[start.count] == 0x5B
  }
}

extension FieldPath {
  /// Whether a place is this field, or lies below it.
  func isAbove(_ place: FieldPlace) -> Bool {
    let names = place.fieldPath
    return segments.count <= names.count
      && zip(segments, names).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }
}
