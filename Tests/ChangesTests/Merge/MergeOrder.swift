/// Whether a merged list has the order that both sides' edits ask for, told from the four lists alone.
///
/// - Two elements of the base stand as the side has them that changed their order, otherwise as before.
/// - Two that a side inserted stand as that side has them.
/// - One that a side inserted, and one of the base, stand as that side has them, unless the other side moved the second
///   away. Which were moved is not always certain: of two that changed places either may be the one. So it must hold
///   for some fewest elements whose moves explain the other side's order, the same for all that was inserted.
///
/// What stands in no such relation (each side inserted one of the two) cannot be ordered.
struct MergeOrder {
  private let base: [String: Int]
  private let ours: [String: Int]
  private let theirs: [String: Int]
  private let merged: [String]

  init(base: [String], ours: [String], theirs: [String], merged: [String]) {
    func places(_ names: [String]) -> [String: Int] {
      Dictionary(names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }
    self.base = places(base)
    self.ours = places(ours)
    self.theirs = places(theirs)
    self.merged = merged
  }

  var isKept: Bool {
    let byOurs = stays(ours)
    let byTheirs = stays(theirs)
    return byOurs.contains { leftByOurs in byTheirs.contains { fits(leftByOurs, $0) } }
  }

  /// The largest sets of elements whose order a side kept: what it left in place.
  private func stays(_ side: [String: Int]) -> [Set<String>] {
    let shared = base.keys.filter { side[$0] != nil }.sorted { base[$0] ?? 0 < base[$1] ?? 0 }
    let places = shared.map { side[$0] ?? 0 }
    if zip(places, places.dropFirst()).allSatisfy({ $0 < $1 }) { return [Set(shared)] }
    var best: [Set<String>] = []
    for mask in 0..<(1 << shared.count) {
      let chosen = shared.indices.filter { mask & 1 << $0 != 0 }
      guard zip(chosen, chosen.dropFirst()).allSatisfy({ places[$0] < places[$1] }) else { continue }
      if chosen.count > best.first?.count ?? 0 { best = [] }
      if chosen.count >= best.first?.count ?? 0 { best.append(Set(chosen.map { shared[$0] })) }
    }
    return best
  }

  private func fits(_ leftByOurs: Set<String>, _ leftByTheirs: Set<String>) -> Bool {
    for (index, x) in merged.enumerated() {
      for y in merged[(index + 1)...] {
        let b = isBefore(x, y, base)
        let o = isBefore(x, y, ours)
        let t = isBefore(x, y, theirs)
        switch (b, o, t) {
        case (let b?, let o?, let t?): if !(o == b ? t : o) { return false }
        case (nil, let o, let t):
          // That of the base, where the other one was inserted.
          let old = base[x] != nil ? x : base[y] != nil ? y : nil
          let asOurs = old.map { leftByTheirs.contains($0) } ?? true ? o : nil
          let asTheirs = old.map { leftByOurs.contains($0) } ?? true ? t : nil
          if asOurs ?? asTheirs ?? true { continue }
          if !(asTheirs ?? false) { return false }
        default: continue
        }
      }
    }
    return true
  }

  /// Nil where one of them is not there.
  private func isBefore(_ x: String, _ y: String, _ places: [String: Int]) -> Bool? {
    places[x].flatMap { first in places[y].map { first < $0 } }
  }
}
