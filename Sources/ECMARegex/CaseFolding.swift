/// Case as ECMA-262 sees it in Unicode mode (§22.2.2.7.3): simple case folding.
enum CaseFolding {
  /// The scalar that stands for all that differ from it by case alone.
  ///
  /// From full case mappings, of which those to one scalar are the simple ones: `ſ` → `S` → `s`, `ẞ` → `ß`.
  static func fold(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 { return scalar &- 0x41 < 26 ? scalar | 0x20 : scalar }
    guard let character = Unicode.Scalar(scalar) else { return scalar }
    // Dotless i has an upper case, but no folding.
    if scalar == 0x131 || !character.properties.changesWhenCaseMapped { return scalar }
    let upper = single(character.properties.uppercaseMapping) ?? character
    return (single(upper.properties.lowercaseMapping) ?? upper).value
  }

  private static func single(_ text: String) -> Unicode.Scalar? {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, scalars.count == 1 else { return nil }
    return first
  }

  /// All groups of two or more scalars that fold to the same one. Some 1,400; made when first asked for.
  static let variants: [[UInt32]] = {
    var groups: [UInt32: [UInt32]] = [:]
    // Letters with case end in plane 1.
    for value in UInt32(0)..<0x20000 {
      guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenCaseMapped else { continue }
      groups[fold(value), default: []].append(value)
    }
    return groups.compactMap { folded, members in
      let all = members.contains(folded) ? members : members + [folded]
      return all.count > 1 ? all : nil
    }
  }()
}
