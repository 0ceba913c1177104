internal import DocumentCodec
internal import Diagnostics
internal import FirestoreModel
internal import Git
internal import Store
internal import Synchronization

/// Documents that were read, by their blobs: the new version of one change is the old one of the next. Shared by
/// threads.
final class DecodedBlobs: Sendable {
  private struct State {
    var known: [ObjectID: Fields] = [:]
    var size = 0
  }

  private let state = Mutex(State())
  /// Of bytes that were decoded; what they became takes some three times as much.
  private static let limit = 16 << 20
  private static let largest = 64 << 10

  /// - Parameter isLast: whether it will hardly be asked for again: histories read a version twice, as the new one of a
  ///   change and as the old one of the next.
  func take(_ id: ObjectID, isLast: Bool) -> Fields? {
    state.withLock { isLast ? $0.known.removeValue(forKey: id) : $0.known[id] }
  }

  func remember(_ fields: Fields, _ id: ObjectID, size: Int) {
    guard size <= Self.largest else { return }
    state.withLock { state in
      state.size += size
      if state.size > Self.limit {
        state.known.removeAll(keepingCapacity: true)
        state.size = size
      }
      state.known[id] = fields
    }
  }
}

/// Reads versions of documents for one thread.
struct VersionReader {
  enum Reading {
    case absent
    case fields(Fields)
    /// In words, with the place in the file.
    case unreadable(String)

    var fields: Fields? { if case .fields(let fields) = self { fields } else { nil } }
    var problem: String? { if case .unreadable(let text) = self { text } else { nil } }
  }

  let reader: ObjectReader
  let blobs: DecodedBlobs

  /// - Throws: what git cannot read; what is no document's text is an answer.
  func read(_ version: StoreDelta.Version, includingLive: Bool, isOld: Bool) throws(StoreError)
    -> Reading
  {
    guard let data = version.data else { return .absent }
    let main = try read(data, version.name, isOld)
    guard includingLive, let live = version.live, case .fields(let fields) = main else { return main }
    switch try read(live, "live/" + version.name.dropFirst("data/".utf8.count), isOld) {
    case .fields(let addition):
      let union = Volatile.union(fields, addition)
      if let clash = union.clash {
        return .unreadable("\(clash) stands in the document's data/ file and in its live/ file")
      }
      return .fields(union.fields)
    case let other: return other
    }
  }

  private func read(_ side: TreeComparer.Side, _ name: String, _ isOld: Bool) throws(StoreError) -> Reading {
    switch side.mode {
    case .file, .executable: break
    case .symbolicLink: return .unreadable("\(name) is a symbolic link")
    case .submodule: return .unreadable("\(name) is a submodule")
    case .tree: return .unreadable("\(name) is a folder")
    }
    if let known = blobs.take(side.id, isLast: isOld) { return .fields(known) }
    let bytes = try storing { () throws(GitError) in try reader.blob(side.id) }
    do throws(CodecError) {
      let fields = try DocumentFile.decode(bytes, file: name)
      if !isOld { blobs.remember(fields, side.id, size: bytes.count) }
      return .fields(fields)
    } catch {
      let place = error.location.map { "\($0): " } ?? "\(name): "
      return .unreadable(place + error.message)
    }
  }
}
