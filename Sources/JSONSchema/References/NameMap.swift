/// Numbers by name. Few names, which is the rule, are searched one by one: a dictionary's metadata costs a short program
/// more than that.
struct NameMap: Sendable {
  private var few: [(name: [UInt8], number: Int)] = []
  private var many: [[UInt8]: Int] = [:]
  private static let fewest = 32

  subscript(_ name: [UInt8]) -> Int? {
    if let found = few.first(where: { $0.name == name }) { return found.number }
    return many.isEmpty ? nil : many[name]
  }

  /// The first number of a name holds.
  mutating func insert(_ name: [UInt8], _ number: Int) {
    guard self[name] == nil else { return }
    if few.count < Self.fewest { few.append((name, number)) } else { many[name] = number }
  }
}
