internal import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import JSON
internal import Store

/// A comparison as patches (RFC 6902, RFC 7386), which `apply` takes back.
enum DiffPatches {
  /// For one document that was named a bare patch; otherwise an array with one document a line, each
  /// `{"path": …, "patch": […]}` or `{"path": …, "mergePatch": …}`.
  static func text(_ views: [DeltaView], asMerge: Bool, isSingle: Bool) throws -> String {
    let entries = try views.flatMap { try self.entries($0, asMerge) }
    if isSingle, entries.count < 2 {
      switch entries.first?.change {
      case .patch(let patch)?: return patch.json.compact()
      case .mergePatch(let patch)?: return patch.compact()
      case nil: return asMerge ? "{}" : "[]"
      }
    }
    if entries.isEmpty { return "[]" }
    return "[\n" + entries.map { $0.json.compact() }.joined(separator: ",\n") + "\n]"
  }

  private static func entries(_ view: DeltaView, _ asMerge: Bool) throws -> [PatchSet.Entry] {
    if let problem = view.oldProblem ?? view.newProblem {
      throw StoreError(
        "diff/unreadable",
        "\(view.name) cannot be read on one side, so no patch leads there: \(problem.message)",
        location: problem.location, hint: "name the other documents, or mend the file", kind: .refused)
    }
    let old = view.old.map { DocumentFile.jsonValue($0) }
    let new = view.new.map { DocumentFile.jsonValue($0) }
    if let from = view.from {
      return [
        try entry(from, from: old, to: nil, asMerge), try entry(view.name, from: nil, to: new, asMerge),
      ]
    }
    return [try entry(view.name, from: old, to: new, asMerge)]
  }

  private static func entry(
    _ path: String, from old: JSONValue?, to new: JSONValue?, _ asMerge: Bool
  ) throws -> PatchSet.Entry {
    guard asMerge else { return PatchSet.Entry(path: path, change: .patch(JSONPatch.from(old, to: new))) }
    do {
      return PatchSet.Entry(path: path, change: .mergePatch(try MergePatch.from(old, to: new)))
    } catch {
      throw error.inFile(path)
    }
  }
}
