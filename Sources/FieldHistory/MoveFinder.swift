internal import Changes
internal import FirestoreModel
internal import Git
internal import Store

/// Finds the document that another one was before it was moved: deleted in the commit that created the other, with the
/// same content or nearly.
struct MoveFinder {
  let store: Store
  let texts: VersionTexts

  /// Of the leaves of the larger one, how many must be equal: in hundredths.
  private static let leastLikeness = 60
  /// Of what a commit deleted, how many are searched for likeness, those that lie nearest first.
  private static let mostDepartures = 500

  /// - Parameter version: one that created its document.
  func origin(of version: HistoryVersion) -> Departure? {
    guard let files = version.after, let departures = try? store.departures(in: version.entry.commit) else {
      return nil
    }
    let here = departures.sorted { closeness($0, version.path) > closeness($1, version.path) }
    if let equal = here.first(where: { $0.files.data == files.data }) { return equal }
    guard let fields = try? texts.fields(files) else { return nil }
    var best: (departure: Departure, likeness: Int)?
    for departure in here.prefix(Self.mostDepartures) {
      guard let other = try? texts.fields(departure.files) else { continue }
      let likeness = Self.likeness(fields, other)
      if likeness >= Self.leastLikeness, likeness > best?.likeness ?? 0 { best = (departure, likeness) }
    }
    return best?.departure
  }

  /// Of several that are alike, the one with the same id, then of the same collection.
  private func closeness(_ departure: Departure, _ path: DocumentPath) -> Int {
    (departure.path.id == path.id ? 2 : 0) + (departure.path.collection == path.collection ? 1 : 0)
  }

  private static func likeness(_ a: Fields, _ b: Fields) -> Int {
    let left = Leaf.all(of: a, .none)
    let right = Leaf.all(of: b, .none)
    var counts: [String: [ValueKey]] = [:]
    for leaf in left {
      counts[FieldPlace(leaf.place.withoutIndices).description, default: []].append(ValueKey(leaf.value))
    }
    var equal = 0
    for leaf in right {
      let name = FieldPlace(leaf.place.withoutIndices).description
      guard let index = counts[name]?.firstIndex(of: ValueKey(leaf.value)) else { continue }
      counts[name]?.remove(at: index)
      equal += 1
    }
    let most = max(left.count, right.count)
    // One equal value alone proves nothing.
    return equal < 2 ? 0 : equal * 100 / most
  }
}

extension FieldPlace {
  /// The array itself for each element.
  fileprivate var withoutIndices: [Step] { steps.filter { if case .index = $0 { false } else { true } } }
}
