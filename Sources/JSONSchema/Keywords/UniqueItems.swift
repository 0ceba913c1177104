import JSON

/// `uniqueItems` (validation §6.4.3). Short arrays are compared in pairs, long ones by hash.
struct UniqueItems: Keyword {
  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    guard value.kind == .boolean else {
      compiler.wrongValue("uniqueItems", "true or false", value)
      return nil
    }
    return value.isTrue ? .uniqueItems(UniqueItems()) : nil
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .array, machine.tape.nodes[node].count > 1 else { return true }
    return firstRepeat(node, &machine) == nil
  }

  /// Places and node of the first element, by place, that equals an earlier one.
  private func firstRepeat(_ node: Int, _ machine: inout Machine) -> (earlier: Int, later: Int, node: Int)? {
    let tape = machine.tape
    var elements: [(hash: UInt64, place: Int, node: Int)] = []
    elements.reserveCapacity(tape.nodes[node].count)
    let isLong = tape.nodes[node].count > 8
    var element = node + 1
    for place in 0..<tape.nodes[node].count {
      elements.append((isLong ? Equality.hash(tape, element) : 0, place, element))
      element = Int(tape.nodes[element].next)
    }
    if isLong { elements.sort { ($0.hash, $0.place) < ($1.hash, $1.place) } }
    var best: (earlier: Int, later: Int, node: Int)?
    for later in elements.indices.dropFirst() {
      var earlier = later - 1
      while earlier >= 0, elements[earlier].hash == elements[later].hash {
        if machine.equality.equal(tape, elements[earlier].node, tape, elements[later].node) {
          if best.map({ elements[later].place < $0.later }) ?? true {
            best = (elements[earlier].place, elements[later].place, elements[later].node)
          }
        }
        if machine.equality.budget <= 0 {
          machine.giveUp(.work, node)
          return best ?? (0, 0, node)
        }
        earlier -= 1
      }
      if best != nil, !isLong { break }
    }
    return best
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard explainer.tape.nodes[node].kind == .array, explainer.tape.nodes[node].count > 1 else { return }
    guard let double = firstRepeat(node, &explainer.machine), double.node != node else { return }
    // `item [2]` where the array has no name.
    let subject = explainer.path.isEmpty ? "item " : explainer.subject
    explainer.path.append(.element(double.later))
    explainer.add(
      "uniqueItems",
      "\(subject)[\(double.later)] repeats \(subject)[\(double.earlier)], its items must differ",
      double.node, site, found: Words.value(explainer.tape, double.node))
    explainer.path.removeLast()
  }
}
