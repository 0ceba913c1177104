#if canImport(Glibc)
  internal import Glibc
#endif

/// What a tree entry is.
public enum EntryMode: UInt32, Sendable {
  case file = 0o100644
  case executable = 0o100755
  case symbolicLink = 0o120000
  case tree = 0o040000
  case submodule = 0o160000

  /// A tree's own number. 100664 is an old git's "group writable": it reads as a plain file.
  init(reading mode: UInt32) {
    self = EntryMode(rawValue: mode) ?? (mode & 0o170000 == 0o100000 ? .file : .submodule)
  }

  var octal: StaticString {
    switch self {
    case .file: "100644"
    case .executable: "100755"
    case .symbolicLink: "120000"
    case .tree: "40000"
    case .submodule: "160000"
    }
  }
}

/// A tree object: its raw bytes, and where each entry lies in them. Immutable; cheap to copy.
public struct Tree: Sendable {
  /// One line of a tree. `name` is a file name's bytes as text.
  public struct Entry: Sendable, Equatable {
    public let mode: EntryMode
    public let name: String
    public let id: ObjectID

    public init(mode: EntryMode, name: String, id: ObjectID) {
      self.mode = mode
      self.name = name
      self.id = id
    }

    public var isTree: Bool { mode == .tree }

    /// Whether it stands before another one in a tree.
    public func precedes(_ other: Entry) -> Bool {
      Tree.precedes(name.utf8, isTree: isTree, other.name.utf8, isTree: other.isTree)
    }
  }

  /// The entries in their order, each made when it is asked for. A type of its own, since a sequence of no name costs
  /// other targets as much as the entries themselves.
  public struct Entries: Sequence, IteratorProtocol, Sendable {
    private let tree: Tree
    private var index = 0

    fileprivate init(_ tree: Tree) { self.tree = tree }

    public mutating func next() -> Entry? {
      guard index < tree.spans.count else { return nil }
      defer { index += 1 }
      return tree.entry(tree.spans[index])
    }
  }

  /// Where an entry's parts lie: `start..<nameStart` mode and space, name, NUL, id, `end`.
  struct Span: Sendable {
    let start: Int32
    let nameStart: Int32
    let nameEnd: Int32
    let mode: EntryMode
    var end: Int { Int(nameEnd) + 21 }
  }

  let bytes: [UInt8]
  let spans: [Span]

  public static let empty = Tree(bytes: [], spans: [])

  private init(bytes: [UInt8], spans: [Span]) {
    self.bytes = bytes
    self.spans = spans
  }

  init(parsing bytes: [UInt8], id: ObjectID) throws(GitError) {
    var spans: [Span] = []
    spans.reserveCapacity(bytes.count / 36)
    var index = 0
    while index < bytes.count {
      let start = index
      var mode: UInt32 = 0
      while index < bytes.count, bytes[index] != 0x20 {
        mode = mode << 3 | UInt32(bytes[index] & 7)
        index += 1
      }
      let nameStart = index + 1
      guard let nameEnd = bytes[min(nameStart, bytes.count)...].firstIndex(of: 0), nameEnd + 21 <= bytes.count
      else {
        throw .damaged("tree \(id) is cut short")
      }
      spans.append(
        Span(
          start: Int32(start), nameStart: Int32(nameStart), nameEnd: Int32(nameEnd),
          mode: EntryMode(reading: mode)))
      index = nameEnd + 21
    }
    self.bytes = bytes
    self.spans = spans
  }

  public var count: Int { spans.count }
  public var isEmpty: Bool { spans.isEmpty }

  public var entries: Entries { Entries(self) }

  /// The entry of that name: a tree or a blob, a tree can hold only one of them.
  public subscript(_ name: String) -> Entry? {
    var copy = name
    return copy.withUTF8 { wanted in
      bytes.withUnsafeBytes { buffer in
        for span in spans where Int(span.nameEnd - span.nameStart) == wanted.count {
          guard let base = buffer.baseAddress, let other = wanted.baseAddress else { continue }
          if memcmp(base + Int(span.nameStart), other, wanted.count) == 0 { return entry(span) }
        }
        return nil
      }
    }
  }

  func entry(_ span: Span) -> Entry {
    // A slice of an array would be decoded byte by byte.
    let name = bytes.withUnsafeBufferPointer { buffer in
      String(
        decoding: UnsafeBufferPointer(rebasing: buffer[Int(span.nameStart)..<Int(span.nameEnd)]),
        as: UTF8.self)
    }
    return Entry(mode: span.mode, name: name, id: id(span))
  }

  func name(_ span: Span) -> ArraySlice<UInt8> { bytes[Int(span.nameStart)..<Int(span.nameEnd)] }

  func id(_ span: Span) -> ObjectID {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return .zero }
      return ObjectID(base + Int(span.nameEnd) + 1)
    }
  }

  /// Git's order of names in a tree: bytes, a tree's name as if it ended in `/`.
  package static func precedes(
    _ left: some Collection<UInt8>, isTree leftIsTree: Bool, _ right: some Collection<UInt8>,
    isTree rightIsTree: Bool
  ) -> Bool {
    var first = left.makeIterator()
    var second = right.makeIterator()
    var firstEnded = !leftIsTree
    var secondEnded = !rightIsTree
    while true {
      let a = first.next() ?? (firstEnded ? nil : UInt8(ascii: "/"))
      let b = second.next() ?? (secondEnded ? nil : UInt8(ascii: "/"))
      guard let a else { return b != nil }
      guard let b else { return false }
      if a != b { return a < b }
      // A name that has just given its "/" has nothing after it.
      if a == UInt8(ascii: "/") {
        firstEnded = true
        secondEnded = true
      }
    }
  }
}
