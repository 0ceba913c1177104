/// Numbers by name. Few names, which is the rule, are searched one by one: a dictionary's metadata costs a short program
/// more than that. Many are all in the dictionary.
struct NameMap: Sendable {
  private var few: [(name: [UInt8], number: Int)] = []
  private var many: [[UInt8]: Int] = [:]
  private static let fewest = 32

  subscript(_ name: [UInt8]) -> Int? {
    many.isEmpty ? few.first { $0.name == name }?.number : many[name]
  }

  /// The first number of a name holds.
  ///
  /// - Returns: whether the name is new.
  @discardableResult
  mutating func insert(_ name: [UInt8], _ number: Int) -> Bool {
    guard self[name] == nil else { return false }
    guard many.isEmpty else {
      many[name] = number
      return true
    }
    few.append((name, number))
    if few.count > Self.fewest {
      for (name, number) in few { many[name] = number }
      few = []
    }
    return true
  }
}
