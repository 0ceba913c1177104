internal import Diagnostics
internal import DocumentCodec
internal import FirestoreModel
internal import Git
internal import Store

/// What a host's merge makes of a document: hosts merge by lines and run no drivers.
struct HostMerges {
  private let repository: Repository

  init(_ repository: Repository) { self.repository = repository }

  func outcome(of document: MergedDocument) throws(StoreError) -> HostMerge {
    let (base, ours, theirs) = (document.base, document.ours, document.theirs)
    let data = try merge(base.data, ours.data, theirs.data)
    let live = try merge(base.live, ours.live, theirs.live)
    guard case .bytes(let dataBytes) = data, case .bytes(let liveBytes) = live else { return .conflict }
    guard let dataBytes else { return document.merged == nil ? .same : .different }
    guard let fields = try? DocumentFile.decode(dataBytes, file: nil) else { return .invalid }
    var union = fields
    if let liveBytes {
      guard let addition = try? DocumentFile.decode(liveBytes, file: nil) else { return .invalid }
      let joined = Volatile.union(fields, addition)
      if joined.clash != nil { return .invalid }
      union = joined.fields
    }
    guard document.isClean else { return .different }
    return union == document.merged ? .same : .different
  }

  private enum Result {
    case bytes([UInt8]?)
    case conflict
  }

  private func merge(_ base: ObjectID?, _ ours: ObjectID?, _ theirs: ObjectID?) throws(StoreError) -> Result {
    try storing { () throws(GitError) in
      func bytes(_ id: ObjectID?) throws(GitError) -> [UInt8]? {
        guard let id else { return nil }
        return try repository.blob(id)
      }
      if ours == theirs || base == theirs { return .bytes(try bytes(ours)) }
      if base == ours { return .bytes(try bytes(theirs)) }
      guard let mine = try bytes(ours), let other = try bytes(theirs),
        let text = try Repository.mergeText(
          base: try bytes(base), ours: mine, theirs: other, labels: ("ours", "theirs")),
        text.isClean
      else { return .conflict }
      return .bytes(text.bytes)
    }
  }
}
