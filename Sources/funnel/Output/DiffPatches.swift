internal import Changes
internal import Diagnostics
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
    return try PatchSet.entries(
      of: view.name, from: view.kind == .moved ? view.from : nil, old: view.old, new: view.new,
      asMerge: asMerge)
  }
}
