internal import FirestoreModel

extension Value {
  /// Puts another value at a place below (outermost step last), or takes away what is there; in place where the value
  /// is held by nobody else.
  ///
  /// - Returns: false where there is no such place; then nothing changes. Of this value itself nothing can be taken
  ///   away.
  mutating func put(_ value: Value?, at reversedPath: ArraySlice<MergeStep>) -> Bool {
    guard let step = reversedPath.last else {
      guard let value else { return false }
      self = value
      return true
    }
    let rest = reversedPath.dropLast()
    switch (self, step) {
    case (.map(var fields), .field(let name)):
      // What is held twice is copied when it is changed.
      self = .null
      defer { self = .map(fields) }
      guard !rest.isEmpty else {
        fields[name] = value
        return true
      }
      guard var inner = fields[name] else { return false }
      fields[name] = .null
      defer { fields[name] = inner }
      return inner.put(value, at: rest)
    case (.array(var elements), .element(let index)):
      guard elements.indices.contains(index) else { return false }
      self = .null
      defer { self = .array(elements) }
      if rest.isEmpty, value == nil {
        elements.remove(at: index)
        return true
      }
      return elements[index].put(value, at: rest)
    default: return false
    }
  }
}
