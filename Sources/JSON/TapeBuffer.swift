/// The growing tape: one allocation, sized from the text, doubled when the guess was too small.
struct TapeBuffer: ~Copyable {
  private(set) var nodes: UnsafeMutablePointer<JSONTapeNode>
  private(set) var capacity: Int
  var count = 0

  /// A canonical document has about one token in twelve bytes; `[1,1,1]` has one in two.
  init(forByteCount byteCount: Int) {
    capacity = byteCount / 8 + 8
    nodes = .allocate(capacity: capacity)
  }

  deinit { nodes.deallocate() }

  /// Room for one more node.
  @inline(__always) mutating func reserve() {
    if count == capacity { grow() }
  }

  @inline(never) private mutating func grow() {
    let larger = UnsafeMutablePointer<JSONTapeNode>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: nodes, count: count)
    nodes.deallocate()
    nodes = larger
    capacity *= 2
  }

  /// Hands the allocation over; the receiver deallocates it.
  consuming func take() -> UnsafeMutablePointer<JSONTapeNode> {
    let taken = nodes
    discard self
    return taken
  }
}
