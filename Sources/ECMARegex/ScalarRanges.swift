/// A set of code points: sorted ranges that neither touch nor overlap.
struct ScalarRanges {
  private(set) var ranges: [ClosedRange<UInt32>] = []
  /// The members in ASCII, as bits.
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  static let everything = ScalarRanges([0...0x10FFFF])

  /// - Parameter unsorted: in any order, overlapping or not.
  init(_ unsorted: [ClosedRange<UInt32>]) {
    for range in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = ranges.last, range.lowerBound <= last.upperBound &+ 1 {
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
    for scalar in UInt32(0)..<128 where search(scalar) {
      if scalar < 64 { low |= 1 << UInt64(scalar) } else { high |= 1 << UInt64(scalar - 64) }
    }
  }

  var inverted: ScalarRanges {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
    return ScalarRanges(gaps)
  }

  func contains(_ scalar: UInt32) -> Bool {
    if scalar < 64 { return low >> UInt64(scalar) & 1 != 0 }
    if scalar < 128 { return high >> UInt64(scalar - 64) & 1 != 0 }
    return search(scalar)
  }

  private func search(_ scalar: UInt32) -> Bool {
    var from = 0
    var to = ranges.count
    while from < to {
      let middle = (from + to) / 2
      if ranges[middle].upperBound < scalar { from = middle + 1 } else { to = middle }
    }
    return from < ranges.count && ranges[from].lowerBound <= scalar
  }

  /// The set and all that differs from its members by case alone.
  var closedUnderCase: ScalarRanges {
    var added = ranges
    for variants in CaseFolding.variants where variants.contains(where: contains) {
      added += variants.map { $0...$0 }
    }
    return ScalarRanges(added)
  }

  /// The code points of a property that PCRE2 has no name for; nil for the others.
  static func computed(_ property: UnicodeProperty) -> ScalarRanges? {
    switch property {
    case .any: return everything
    case .ascii: return ScalarRanges([0...0x7F])
    case .assigned: return PropertyRanges.all(named: "Cn")?.inverted
    case .binary where property.isFoldingOfCompatibility:
      return collect { $0.properties.changesWhenNFKCCaseFolded }
    default: return nil
    }
  }

  private static func collect(_ isMember: (Unicode.Scalar) -> Bool) -> ScalarRanges {
    var found: [ClosedRange<UInt32>] = []
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), isMember(scalar) else { continue }
      if let last = found.last, last.upperBound + 1 == value {
        found[found.count - 1] = last.lowerBound...value
      } else {
        found.append(value...value)
      }
    }
    return ScalarRanges(found)
  }
}
