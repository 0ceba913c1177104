/// The order of an object's keys in JavaScript: those that look like an array's index first, ascending, then the rest
/// as written (ECMA-262 §10.1.11.1).
enum KeyOrder {
  /// The index that a key looks like: `0` to `4294967294`, without leading zeros.
  static func index(_ key: some RandomAccessCollection<UInt8>) -> UInt32? {
    guard (1...10).contains(key.count), let first = key.first, first &- 0x30 < 10 else { return nil }
    if first == 0x30 { return key.count == 1 ? 0 : nil }
    var value: UInt64 = 0
    for byte in key {
      guard byte &- 0x30 < 10 else { return nil }
      value = value * 10 + UInt64(byte &- 0x30)
    }
    return value < UInt64(UInt32.max) ? UInt32(value) : nil
  }

  /// Things with keys, put in that order.
  static func sorted<Item>(_ items: [Item], key: (Item) -> UInt32?) -> [Item] {
    var indexed: [(UInt32, Item)] = []
    var rest: [Item] = []
    for item in items {
      if let index = key(item) { indexed.append((index, item)) } else { rest.append(item) }
    }
    guard !indexed.isEmpty else { return items }
    return indexed.sorted { $0.0 < $1.0 }.map(\.1) + rest
  }
}
