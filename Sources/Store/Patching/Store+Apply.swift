package import Changes
internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import JSON

extension Store {
  /// Applies patches to documents of a branch, all or nothing, as one commit; the results are judged by the schemas as
  /// any write is.
  ///
  /// A document is patched as the union of its files, in the file form. Where a patch replaces the whole of it, volatile
  /// fields stay unless it names one.
  ///
  /// - Parameter file: how messages name the patch.
  /// - Throws: `patch/…` with the document, the operation and its pointer; `path/…` for a path that is none; what writes
  ///   throw.
  package func apply(_ patches: PatchSet, file: String?, options: WriteOptions) throws(StoreError)
    -> WriteOutcome
  {
    try transact(options: options) { (transaction) throws(StoreError) in
      for change in try Store.patched(patches, file: file, in: &transaction) {
        guard let new = change.new else {
          transaction.add(.delete(change.path))
          continue
        }
        if change.isWhole {
          try transaction.replace(change.path, with: new)
        } else {
          transaction.add(.set(new, at: change.path))
        }
      }
    }
  }

  /// What `apply` would change, judged as it would be; nothing is written.
  package func applyPlan(
    _ patches: PatchSet, file: String?, branch: String?, force: Bool
  ) throws(StoreError) -> [DocumentChange] {
    let snapshot = try snapshot(at: try tip(of: branch))
    var transaction = Transaction(snapshot: snapshot, store: self)
    var changes: [DocumentChange] = []
    for change in try Store.patched(patches, file: file, in: &transaction) {
      var new = change.new
      if change.isWhole, let given = new {
        // As `replace` does.
        let volatile = try snapshot.schemas().volatilePaths(for: change.path)
        if Volatile.named(in: given, of: volatile).isEmpty, let old = change.old {
          new = Volatile.overlay(given, over: Volatile.split(old, at: volatile).live)
        }
      }
      changes.append(DocumentChange(path: change.path, old: change.old, new: new))
    }
    _ = try ChangeEncoder(store: self, snapshot: snapshot).encode(changes, force: force)
    return changes
  }

  private struct Patched {
    let path: DocumentPath
    var old: Fields?
    var new: Fields?
    /// Whether the last patch replaced the whole document.
    var isWhole = false
  }

  /// The documents that differ afterwards, in the order of their first patches; several for one add up.
  private static func patched(
    _ patches: PatchSet, file: String?, in transaction: inout Transaction
  ) throws(StoreError) -> [Patched] {
    var results: [Patched] = []
    var places: [DocumentPath: Int] = [:]
    for entry in patches.entries {
      let path: DocumentPath
      do throws(ModelError) { path = try DocumentPath(entry.path) } catch {
        var fault = StoreError(error)
        fault.location = SourceLocation(file: file ?? "<stdin>")
        throw fault
      }
      let place: Int
      if let known = places[path] {
        place = known
      } else {
        let present = try transaction.get(path)?.fields
        place = results.count
        places[path] = place
        results.append(Patched(path: path, old: present, new: present))
      }
      let before = results[place].new.map { DocumentFile.jsonValue($0) }
      let after: JSONValue?
      do throws(PatchError) { after = try entry.change.apply(to: before) } catch {
        var fault = StoreError(error)
        fault.message = "\(path): \(error.message)"
        throw fault.inFile(file ?? "<stdin>")
      }
      if let after { results[place].new = try decoded(after, path, file) } else { results[place].new = nil }
      results[place].isWhole = entry.change.isWhole
    }
    return results.filter { $0.old != $0.new }
  }

  private static func decoded(
    _ value: JSONValue, _ path: DocumentPath, _ file: String?
  ) throws(StoreError) -> Fields {
    do throws(CodecError) { return try DocumentFile.decode(Array(value.compact().utf8), file: nil) } catch {
      throw StoreError(
        error.code, "\(path) would be no document after the patch: \(error.message)",
        location: SourceLocation(file: file ?? "<stdin>", pointer: error.location?.pointer), hint: error.hint,
        kind: .refused)
    }
  }
}
