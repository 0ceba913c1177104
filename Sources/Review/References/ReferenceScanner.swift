internal import Changes
internal import FirestoreModel
internal import Git
internal import Glibc
internal import JSON
internal import Platform
internal import Store

/// Looks through documents' files for references to given documents, on several threads.
struct ReferenceScanner {
  /// Documents that are read between two signs of progress.
  static let batchCount = 4_096
  /// Fewer are not worth another thread.
  private static let leastForThreads = 512
  /// With more targets it is cheaper to parse each document.
  private static let mostNeedles = 32

  /// What a document refers to.
  struct Hit {
    var targets: [DocumentPath]
    var time: Timestamp?
  }

  private let targets: Set<DocumentPath>
  private let now: Timestamp
  private let readers: Readers
  /// The targets' ids; empty where documents are parsed without a look at their bytes.
  private let needles: [[UInt8]]

  private final class Readers {
    var all: [ObjectReader]
    init(_ first: ObjectReader) { all = [first] }
  }

  init(targets: Set<DocumentPath>, now: Int64, reader: ObjectReader) {
    self.targets = targets
    self.now = Timestamp(microsecondsSince1970: now)
    readers = Readers(reader)
    // With the quote that ends a string, since ids are short and occur in texts.
    let ids = Set(targets.map { Array($0.id.utf8) + [0x22] })
    needles = ids.count <= Self.mostNeedles ? Array(ids) : []
  }

  /// For each document what it refers to; nil for nothing, and for what cannot be read: the verdict tells that.
  func scan(_ documents: [(path: DocumentPath, id: ObjectID)], _ fields: ReferringFields) -> [Hit?] {
    let count = documents.count
    let workers = count < Self.leastForThreads ? 1 : Workers.count()
    while readers.all.count < workers, let first = readers.all.first { readers.all.append(first.another()) }
    // A worker has a reader for itself, and writes the places of its own documents only.
    nonisolated(unsafe) let readers = readers.all
    nonisolated(unsafe) let fields = fields
    let hits = UnsafeMutablePointer<Hit?>.allocate(capacity: count)
    hits.initialize(repeating: nil, count: count)
    defer {
      hits.deinitialize(count: count)
      hits.deallocate()
    }
    nonisolated(unsafe) let answers = hits
    nonisolated(unsafe) let scanner = self
    Workers.run(workers) { worker in
      let reader = readers[worker]
      for index in (count * worker / workers)..<(count * (worker + 1) / workers) {
        guard let bytes = try? reader.blob(documents[index].id) else { continue }
        answers[index] = scanner.hit(documents[index].path, bytes, fields)
      }
    }
    return Array(UnsafeBufferPointer(start: hits, count: count))
  }

  private func hit(_ path: DocumentPath, _ bytes: [UInt8], _ fields: ReferringFields) -> Hit? {
    guard mayHoldTarget(bytes), let text = try? JSONText(parsing: bytes),
      let variables = fields.schema.pattern.match(path)
    else { return nil }
    var found: [DocumentPath] = []
    for target in fields.targets {
      ReferringFields.walk(text.root, target.steps[...]) { node in
        let path: DocumentPath?
        if let id = node.string {
          path = ReferringFields.path(of: id, in: target, variables)
        } else if node.kind == .object, let reference = node.member("$reference")?.string {
          path = try? DocumentPath(reference)
        } else {
          path = nil
        }
        if let path, targets.contains(path), !found.contains(path) { found.append(path) }
      }
    }
    return found.isEmpty ? nil : Hit(targets: found, time: latest(in: text))
  }

  private func mayHoldTarget(_ bytes: [UInt8]) -> Bool {
    if needles.isEmpty { return true }
    return bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return false }
      for needle in needles where Self.isThere(needle, base, buffer.count) { return true }
      // An escape may hide an id.
      return memchr(base, 0x5C, buffer.count) != nil
    }
  }

  private static func isThere(_ needle: [UInt8], _ base: UnsafeRawPointer, _ count: Int) -> Bool {
    needle.withUnsafeBytes { wanted in
      guard let first = wanted.baseAddress else { return true }
      var place = base
      let end = base + count
      while let found = memchr(place, Int32(needle[0]), end - place) {
        let start = UnsafeRawPointer(found)
        if end - start < wanted.count { return false }
        if memcmp(start, first, wanted.count) == 0 { return true }
        place = start + 1
      }
      return false
    }
  }

  /// The newest of the document's times that has come.
  private func latest(in text: JSONText) -> Timestamp? {
    var newest: Timestamp?
    for index in 0..<text.nodeCount {
      let node = text.node(index: index)
      guard node.kind == .object, node.count == 1, let bytes = node.member("$timestamp")?.stringBytes,
        let time = try? Timestamp(rfc3339: bytes), time <= now
      else { continue }
      newest = max(newest ?? time, time)
    }
    return newest
  }
}
