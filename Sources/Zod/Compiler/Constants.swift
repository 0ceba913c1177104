/// The constants that schemas come down to, each schema's worked out once.
///
/// A `oneOf` that becomes a discriminated union keeps its constants, so what was worked out holds while the compiler
/// goes on. The calls are as deep as unions lie inside each other, which `SameValueLoops` bounds.
final class Constants {
  /// A key, and each constant with the option that it chooses.
  typealias Discriminator = (key: [UInt8], choices: [(value: ZodLiteral, node: Int)])

  /// The required keys of an option, in order, with the constants that they hold.
  private struct Part {
    private(set) var keys: [[UInt8]] = []
    /// Of the keys, in their order.
    private var values: [[ZodLiteral]] = []
    /// Places of the keys where they are many: most options have one, and a dictionary each would cost more than all
    /// else.
    private var places: [[UInt8]: Int] = [:]
    private static let few = 8

    private func place(of key: [UInt8]) -> Int? {
      places.isEmpty ? keys.firstIndex(of: key) : places[key]
    }

    subscript(_ key: [UInt8]) -> [ZodLiteral]? { place(of: key).map { values[$0] } }

    /// Adds constants to a key's; tells whether it had some.
    mutating func add(_ more: [ZodLiteral], to key: [UInt8]) -> Bool {
      if let place = place(of: key) {
        values[place] += more
        return true
      }
      keys.append(key)
      values.append(more)
      if !places.isEmpty {
        places[key] = keys.count - 1
      } else if keys.count > Self.few {
        for (place, key) in keys.enumerated() { places[key] = place }
      }
      return false
    }

    mutating func replace(_ key: [UInt8], _ change: ([ZodLiteral]) -> [ZodLiteral]) {
      if let place = place(of: key) { values[place] = change(values[place]) }
    }
  }

  private let program: ZodProgram
  private var knownValues: [Int: [ZodLiteral]?] = [:]
  private var knownParts: [Int: Part] = [:]
  private var knownRules: [Int: [Discriminator]] = [:]
  /// Constants and keys that may still be looked at: each level of unions looks at all that lie below.
  private var workLeft: Int

  /// The work ran out: nothing that was told since is true.
  var isExhausted: Bool { workLeft < 0 }

  init(_ program: ZodProgram) {
    self.program = program
    let size =
      program.nodes.count + program.literals.reduce(0) { $0 + $1.values.count }
      + program.objects.reduce(0) { $0 + $1.properties.count } + program.lists.reduce(0) { $0 + $1.count }
    workLeft = 500_000 + 16 * size
  }

  private func spend(_ work: Int) -> Bool {
    workLeft -= work
    return workLeft >= 0
  }

  /// All values that a schema accepts, each once, nil if they cannot be listed.
  func values(of node: Int) -> [ZodLiteral]? {
    if let known = knownValues[node] { return known }
    let values = listed(node)
    knownValues[node] = .some(values)
    return values
  }

  private func listed(_ node: Int) -> [ZodLiteral]? {
    switch program.nodes[node] {
    case .literal(let rule): return unique(program.literals[rule].values)
    case .null: return [.null]
    case .nullable(let inner): return values(of: inner).map { unique($0 + [.null]) }
    case .defaulted(let inner): return values(of: inner)
    case .union(let list), .exclusive(let list):
      var all: [ZodLiteral] = []
      for option in program.lists[list] {
        guard let some = values(of: option), spend(some.count) else { return nil }
        all += some
      }
      return unique(all)
    default: return nil
    }
  }

  private func unique(_ values: [ZodLiteral]) -> [ZodLiteral] {
    guard spend(values.count) else { return [] }
    if values.count < 2 { return values }
    var seen = Set<ZodLiteral>(minimumCapacity: values.count)
    return values.filter { seen.insert($0).inserted }
  }

  /// The keys that tell the options of a list apart, in the order of the first option's properties.
  func discriminators(ofList list: Int) -> [Discriminator] {
    if let known = knownRules[list] { return known }
    let options = program.lists[list]
    let parts = options.map(part)
    var rules: [Discriminator] = []
    for key in parts.first?.keys ?? [] {
      if let choices = choices(key, options, parts) {
        rules.append((key, choices))
      }
    }
    knownRules[list] = rules
    return rules
  }

  private func choices(_ key: [UInt8], _ options: [Int], _ parts: [Part]) -> [(
    value: ZodLiteral, node: Int
  )]? {
    var choices: [(value: ZodLiteral, node: Int)] = []
    var seen: Set<ZodLiteral> = []
    for (option, part) in zip(options, parts) {
      guard let values = part[key], !values.isEmpty, spend(1 + values.count) else { return nil }
      for value in values {
        guard seen.insert(value).inserted else { return nil }
        choices.append((value, option))
      }
    }
    return choices
  }

  private func part(_ node: Int) -> Part {
    if let known = knownParts[node] { return known }
    var part = Part()
    switch program.nodes[node] {
    case .object(let rule):
      for property in program.objects[rule].properties where property.isRequired {
        guard let values = values(of: property.node), spend(1) else { continue }
        _ = part.add(values, to: property.name)
      }
    case .exclusive(let list) where !discriminators(ofList: list).isEmpty:
      part = merged(program.lists[list])
    default: break
    }
    knownParts[node] = part
    return part
  }

  private func merged(_ options: [Int]) -> Part {
    var all = Part()
    var several: Set<[UInt8]> = []
    for option in options {
      let part = part(option)
      for key in part.keys {
        let values = part[key] ?? []
        guard spend(1 + values.count) else { return Part() }
        if all.add(values, to: key) { several.insert(key) }
      }
    }
    for key in several { all.replace(key, unique) }
    return all
  }
}
