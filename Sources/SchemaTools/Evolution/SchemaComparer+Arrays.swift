internal import JSON

extension SchemaComparer {
  mutating func compareElements(_ a: Conjunction, _ b: Conjunction, _ path: String) {
    let count = (a.elements + b.elements).map(\.prefix.count).max() ?? 0
    for index in 0..<count { compare(element(index, a), element(index, b), path: path + "[\(index)]") }
    let (left, right) = (element(count, a), element(count, b))
    if !left.isEmpty || !right.isEmpty {
      compare(left, right, path: path + (count == 0 ? "[]" : "[\(count)…]"))
    }
    guard a.hasUnevaluatedItems || b.hasUnevaluatedItems else { return }
    // What it sees depends on all that judges the array: equal when nothing of that differs.
    let rest = a.places["unevaluatedItems"].flatMap { place in
      b.places["unevaluatedItems"].map { (place, $0) }
    }
    let isSame = a.hasUnevaluatedItems == b.hasUnevaluatedItems && rest != nil && differences(a, b).isEmpty
    if !isSame {
      emit(
        .changed, path, "unevaluatedItems", "which further elements are allowed differs",
        places: places("unevaluatedItems", a, b))
    }
  }

  /// What the element at a position must be.
  private func element(_ index: Int, _ side: Conjunction) -> [Located] {
    side.elements.compactMap { rule in
      index < rule.prefix.count ? rule.prefix[index] : rule.rest
    }
  }

  private func differences(_ a: Conjunction, _ b: Conjunction) -> [SchemaChange] {
    trial { comparer in
      comparer.compareGroups(a, b, "")
      let shapes = [a, b].map { side in side.elements.map { [$0.prefix.count, $0.rest == nil ? 0 : 1] } }
      if shapes[0] != shapes[1] { comparer.emit(.changed, "", "items", "") }
      guard case .some(let before) = old.schemaAt(a.places["unevaluatedItems"]),
        case .some(let after) = new.schemaAt(b.places["unevaluatedItems"])
      else { return comparer.emit(.changed, "", "unevaluatedItems", "") }
      comparer.compare([before], [after], path: "")
    }
  }
}

extension SchemaLibrary {
  /// The schema at a place.
  func schemaAt(_ place: Place?) -> Located? {
    place.flatMap { target(of: "#" + $0.pointer, from: $0.file) }
  }
}
