import JSON

/// Finding loops that would never get on: in-place references that come back to themselves at the same value.
extension Compiler {
  /// In-place subschemas inside each other, at most; more would burden the stack at each level of a document.
  private static let chainLimit = 250

  /// A depth-first walk over in-place edges, without recursion.
  mutating func checkLoops() {
    enum State { case new, open, done }
    var states = [State](repeating: .new, count: tables.blocks.count)
    var lengths = [Int](repeating: 0, count: tables.blocks.count)
    for start in tables.blocks.indices where states[start] == .new {
      var stack: [(block: Int, edges: [(block: BlockIndex, site: Int32)], next: Int)] = [
        (start, edges(start), 0)
      ]
      states[start] = .open
      while let top = stack.last {
        if top.next == top.edges.count {
          states[top.block] = .done
          lengths[top.block] = 1 + (top.edges.map { lengths[Int($0.block)] }.max() ?? 0)
          if lengths[top.block] == Self.chainLimit {
            report(
              "keyword/loop", "more than \(Self.chainLimit) schemas refer to each other in a row", top.block,
              top.edges[0].site)
          }
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let edge = top.edges[top.next]
        switch states[Int(edge.block)] {
        case .new:
          states[Int(edge.block)] = .open
          stack.append((Int(edge.block), edges(Int(edge.block)), 0))
        case .open:
          report(
            "keyword/loop", "this leads back to itself without going down into the document", top.block,
            edge.site)
        case .done: break
        }
      }
    }
  }

  private func edges(_ block: Int) -> [(block: BlockIndex, site: Int32)] {
    tables.keywords[tables.blocks[block].keywords.range].flatMap { keyword in
      keyword.instruction.inPlaceBlocks(tables).map { ($0, keyword.node) }
    }
  }

  private mutating func report(_ code: String, _ message: String, _ block: Int, _ site: Int32) {
    let source = index.sources[Int(tables.blocks[block].source)]
    fault(code, message, source.text.node(index: Int(site)))
  }
}
