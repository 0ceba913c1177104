/// The fields of a document or a map: sorted by the UTF-8 bytes of the key, each key once.
///
/// Lookup is a binary search; building from n entries costs a sort, or one pass when they are sorted already.
public struct Fields: Sendable, Sequence {
  public typealias Element = (key: String, value: Value)

  /// In key order.
  public private(set) var entries: [(key: String, value: Value)]

  public init() { entries = [] }

  /// Takes entries that are in key order already, each key once: a parser that has seen so need not compare again.
  public init(sorted: [(key: String, value: Value)]) { entries = sorted }

  /// Takes entries in any order; of two with the same key the later one counts.
  public init(unsorted: [(String, Value)]) {
    entries = unsorted.map { (key: $0.0, value: $0.1) }
    var isSorted = true
    for index in entries.indices.dropFirst()
    where UTF8Order.compare(entries[index - 1].key, entries[index].key) >= 0 {
      isSorted = false
      break
    }
    if isSorted { return }
    // `sort` is stable, so of equal keys the last stands last.
    entries.sort { UTF8Order.compare($0.key, $1.key) < 0 }
    var kept: [(key: String, value: Value)] = []
    kept.reserveCapacity(entries.count)
    for entry in entries {
      if let last = kept.last, UTF8Order.equal(last.key, entry.key) {
        kept[kept.count - 1] = entry
      } else {
        kept.append(entry)
      }
    }
    entries = kept
  }

  public var count: Int { entries.count }
  public var isEmpty: Bool { entries.isEmpty }
  public func makeIterator() -> IndexingIterator<[(key: String, value: Value)]> { entries.makeIterator() }

  /// The value at a key (not a path: dots are part of it). Setting nil removes the field.
  public subscript(key: String) -> Value? {
    get {
      let (index, isFound) = find(key)
      return isFound ? entries[index].value : nil
    }
    set {
      let (index, isFound) = find(key)
      switch (newValue, isFound) {
      case (let value?, true): entries[index].value = value
      case (let value?, false): entries.insert((key: key, value: value), at: index)
      case (nil, true): entries.remove(at: index)
      case (nil, false): break
      }
    }
  }

  /// Where the key is, or where it belongs.
  private func find(_ key: String) -> (index: Int, isFound: Bool) {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      let order = UTF8Order.compare(entries[middle].key, key)
      if order == 0 { return (middle, true) }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return (low, false)
  }
}

extension Fields {
  /// The value at a path, through maps only: no path leads into an array or a vector.
  public subscript(path: FieldPath) -> Value? {
    var fields = self
    for (index, segment) in path.segments.enumerated() {
      guard let value = fields[segment] else { return nil }
      if index == path.segments.count - 1 { return value }
      guard case .map(let inner) = value else { return nil }
      fields = inner
    }
    return nil
  }

  /// Puts a value at a path. Missing maps on the way are made, and what is no map is replaced by one.
  public mutating func set(_ value: Value, at path: FieldPath) {
    set(value, at: path.segments[...])
  }

  /// Takes away what is at a path; maps that become empty stay.
  ///
  /// - Returns: whether there was something.
  @discardableResult
  public mutating func remove(at path: FieldPath) -> Bool {
    remove(at: path.segments[...])
  }

  // Recursion is bounded by the number of segments, which `FieldPath` limits.
  private mutating func set(_ value: Value, at segments: ArraySlice<String>) {
    guard let first = segments.first else { return }
    if segments.count == 1 {
      self[first] = value
      return
    }
    var inner = Fields()
    let (index, isFound) = find(first)
    if isFound, case .map(let existing) = entries[index].value {
      entries[index].value = .null  // so that `existing` is unique and is changed in place
      inner = existing
    }
    inner.set(value, at: segments.dropFirst())
    if isFound {
      entries[index].value = .map(inner)
    } else {
      entries.insert((key: first, value: .map(inner)), at: index)
    }
  }

  private mutating func remove(at segments: ArraySlice<String>) -> Bool {
    guard let first = segments.first else { return false }
    let (index, isFound) = find(first)
    guard isFound else { return false }
    if segments.count == 1 {
      entries.remove(at: index)
      return true
    }
    guard case .map(var inner) = entries[index].value else { return false }
    entries[index].value = .null
    let isRemoved = inner.remove(at: segments.dropFirst())
    entries[index].value = .map(inner)
    return isRemoved
  }
}

extension Fields: Equatable {
  /// Strict, as `Value`'s.
  public static func == (left: Fields, right: Fields) -> Bool {
    left.entries.elementsEqual(right.entries) { UTF8Order.equal($0.key, $1.key) && $0.value == $1.value }
  }
}

extension Fields: ExpressibleByDictionaryLiteral {
  /// For code and tests; of two equal keys the later one counts.
  public init(dictionaryLiteral elements: (String, Value)...) { self.init(unsorted: elements) }
}
