internal import Changes
package import FirestoreModel

/// What a document is known again by at another place: its leaves, and how many of them two documents share.
///
/// A leaf is a value together with the fields that lead to it. Maps are entered; an array is one leaf, so that a long
/// list which many documents have alike does not make them one.
package struct DocumentLikeness: Sendable {
  /// One number a leaf, in the order of fields. A document of no field has one that stands for that.
  let leaves: [Int]

  /// What a share of 1 is.
  static let whole = 10_000
  /// Of the leaves of the larger of two documents, the share that must be equal.
  static let enoughForSameID = whole / 2
  static let enoughForOtherID = whole * 3 / 4
  /// Documents of fewer leaves are like nothing but what equals them: one value or two alone prove nothing.
  static let leastLeaves = 3

  package init(_ fields: Fields) {
    var found: [Int] = []
    Self.add(fields, place: 0, to: &found)
    leaves = found.isEmpty ? [0] : found
  }

  // Bounded by the depth of values, which the parser bounds.
  private static func add(_ fields: Fields, place: Int, to leaves: inout [Int]) {
    for (key, value) in fields {
      var hasher = Hasher()
      hasher.combine(place)
      UTF8Order.hash(key, into: &hasher)
      if case .map(let inner) = value, !inner.isEmpty {
        add(inner, place: hasher.finalize(), to: &leaves)
      } else {
        hasher.combine(ValueKey(value))
        leaves.append(hasher.finalize())
      }
    }
  }

  /// The share of the leaves of the larger that both have, of `whole`.
  func share(with other: DocumentLikeness) -> Int {
    let known = Set(leaves)
    let common = other.leaves.reduce(0) { $0 + (known.contains($1) ? 1 : 0) }
    return Self.share(common: common, leaves.count, other.leaves.count)
  }

  /// The same from counts.
  @inline(__always)
  static func share(common: Int, _ left: Int, _ right: Int) -> Int {
    let larger = max(left, right)
    return larger < leastLeaves && common < larger ? 0 : common * whole / larger
  }
}
