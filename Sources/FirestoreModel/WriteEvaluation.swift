/// What a write did (google.firestore.v1: WriteResult).
public struct WriteResult: Sendable, Equatable {
  /// The document's update time after the whole request: the earlier one when nothing changed, nil when it is gone.
  public var updateTime: Timestamp?
  /// One for each transform, in order.
  public var transformResults: [Value]

  public init(updateTime: Timestamp?, transformResults: [Value] = []) {
    self.updateTime = updateTime
    self.transformResults = transformResults
  }
}

/// The outcome of a commit's writes, worked out before anything is stored. Pure; all or nothing.
///
/// Statuses and results are those that Google's emulator gives (corpus of recorded answers), without its leniencies.
public struct WriteEvaluation: Sendable {
  /// The update time of a document that is not there, where Firestore needs one: version 0.
  public static let absentTime = Timestamp(seconds: 0)

  /// The final fields of each document whose value changed, or that was deleted and created again; nil: deleted. In
  /// path order.
  public let changes: [(path: DocumentPath, fields: Fields?)]
  /// Documents that existed and were deleted and created again by this request: they get a new create time even when
  /// their fields are the same as before. In path order.
  public let recreated: [DocumentPath]
  /// One for each write, in the request's order.
  public let results: [WriteResult]

  /// Applies the writes in order.
  ///
  /// - Parameters:
  ///   - commitTime: the server timestamp, and the update time of what changes.
  ///   - current: reads a document as stored; called once for each document, in the order of first mention.
  /// - Throws: `ModelError` with Firestore's status, or what `current` throws. Faults of the request itself come
  ///   before failed preconditions; of several the first document's is told, in the order of first mention.
  public static func evaluate(
    _ writes: [Write], commitTime: Timestamp, current: (DocumentPath) throws -> DocumentState?
  ) throws -> WriteEvaluation {
    var groups = try group(writes)
    for index in groups.indices {
      do throws(ModelError) { try groups[index].check(writes) } catch {
        throw error.about(groups[index].path)
      }
    }

    var results = writes.map { _ in WriteResult(updateTime: nil) }
    var changes: [(path: DocumentPath, fields: Fields?)] = []
    var recreated: [DocumentPath] = []
    for group in groups {
      let stored = try current(group.path)
      try group.judge(stored)
      if group.isVerify {
        for index in group.indices { results[index].updateTime = stored?.updateTime ?? absentTime }
        continue
      }
      var draft = Draft(stored?.fields)
      for index in group.indices {
        results[index].transformResults = draft.apply(writes[index], commitTime: commitTime)
      }
      let isRecreated = stored != nil && draft.wasDeleted && draft.fields != nil
      let isChanged = isRecreated || draft.fields != stored?.fields
      if let fields = draft.fields {
        if isChanged {
          do throws(ModelError) { try Limits.check(fields, at: group.path) } catch {
            throw error.about(group.path)
          }
        }
        let updateTime = isChanged ? commitTime : stored?.updateTime
        for index in group.indices { results[index].updateTime = updateTime }
      }
      if isChanged { changes.append((path: group.path, fields: draft.fields)) }
      if isRecreated { recreated.append(group.path) }
    }
    changes.sort { $0.path < $1.path }
    recreated.sort()
    return WriteEvaluation(changes: changes, recreated: recreated, results: results)
  }

  /// The writes by document, in the order of first mention. A verified document may not be named again.
  private static func group(_ writes: [Write]) throws(ModelError) -> [WriteCollapse] {
    var groups: [WriteCollapse] = []
    groups.reserveCapacity(writes.count)
    var places: [DocumentPath: Int] = [:]
    for (index, write) in writes.enumerated() {
      guard let place = places[write.document] else {
        places[write.document] = groups.count
        groups.append(WriteCollapse(write, at: index))
        continue
      }
      let wasVerify = groups[place].isVerify
      let isVerify = if case .verify = write.operation { true } else { false }
      if wasVerify || isVerify {
        let conflict =
          switch (wasVerify, isVerify) {
          case (true, true): "verified more than once"
          case (true, false): "verified and then written"
          default: "written and then verified"
          }
        throw ModelError(
          code: "write/verify", message: "the same document cannot be \(conflict) in a single request",
          hint: "the document is \(write.document)")
      }
      groups[place].add(index: index)
    }
    return groups
  }
}

extension WriteEvaluation {
  /// A document between the writes of a request.
  private struct Draft {
    private(set) var fields: Fields?
    private(set) var wasDeleted = false

    init(_ fields: Fields?) { self.fields = fields }

    mutating func apply(_ write: Write, commitTime: Timestamp) -> [Value] {
      switch write.operation {
      case .verify: return []
      case .delete:
        fields = nil
        wasDeleted = true
        return []
      case .update(let given, let mask, let transforms):
        var next = fields ?? Fields()
        next.update(with: given, mask)
        var results: [Value] = []
        for transform in transforms {
          let (value, result) = transform.operation.apply(to: next[transform.path], commitTime: commitTime)
          next.set(value, at: transform.path)
          results.append(result)
        }
        fields = next
        return results
      }
    }
  }
}

extension ModelError {
  /// The same error, its hint naming the document where it has none yet.
  func about(_ path: DocumentPath) -> ModelError {
    guard hint == nil else { return self }
    var copy = self
    copy.hint = "in document \(path)" + (fieldPath.map { ", field \($0)" } ?? "")
    return copy
  }
}
