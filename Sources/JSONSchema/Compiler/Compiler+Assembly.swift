import JSON

/// Putting a block together: the keywords as the explaining reading wants them, the steps as the fast one does.
extension Compiler {
  mutating func assemble(_ number: Int, _ keywords: inout [KeywordSite]) {
    connectMembers(BlockIndex(number), &keywords)
    let firstKeyword = Int32(tables.keywords.count)
    tables.keywords += keywords
    tables.blocks[number].keywords = Extent(first: firstKeyword, count: Int32(keywords.count))

    var steps: [Instruction] = []
    steps.reserveCapacity(keywords.count)
    for keyword in keywords {
      switch keyword.instruction {
      case .type(let type): tables.blocks[number].types = type.types
      case .unevaluatedProperties, .unevaluatedItems:
        tables.blocks[number].ownsFrame = true
        steps.append(keyword.instruction)
      default: steps.append(keyword.instruction)
      }
    }
    fuseMembers(&steps)
    // By cost, in a stable order.
    let firstStep = Int32(tables.steps.count)
    for rank in 0...Instruction.lastRank {
      for step in steps where step.rank == rank { tables.steps.append(step) }
    }
    tables.blocks[number].steps = Extent(first: firstStep, count: Int32(steps.count))
  }

  /// Tells `additionalProperties` what stands beside it, and turns `unevaluated…` into the plain keyword where nothing
  /// beside it could evaluate more.
  private func connectMembers(_ number: BlockIndex, _ keywords: inout [KeywordSite]) {
    var table: Int32 = -1
    var patterns = Extent()
    var prefix: Int32 = 0
    var needsConnecting = false
    var hasInPlace = false
    var hasContains = false
    var hasAdditional = false
    var hasItems = false
    for keyword in keywords {
      switch keyword.instruction {
      case .properties(let properties): table = properties.table
      case .patternProperties(let properties): patterns = properties.patterns
      case .prefixItems(let items): prefix = items.blocks.count
      case .additionalProperties:
        hasAdditional = true
        needsConnecting = true
      case .unevaluatedProperties, .unevaluatedItems: needsConnecting = true
      case .items: hasItems = true
      case .contains: hasContains = true
      case .ref, .allOf, .anyOf, .oneOf, .conditional, .dependentSchemas: hasInPlace = true
      default: break
      }
    }
    guard needsConnecting else { return }
    keywords = keywords.compactMap { keyword in
      var keyword = keyword
      switch keyword.instruction {
      case .additionalProperties(let additional):
        keyword.instruction = .additionalProperties(
          AdditionalProperties(
            block: additional.block, table: table, patterns: patterns, isUnevaluated: false))
      case .unevaluatedProperties(let unevaluated):
        if hasAdditional { return nil }
        guard !hasInPlace else {
          keyword.instruction = .unevaluatedProperties(
            UnevaluatedProperties(block: unevaluated.block, owner: number))
          break
        }
        keyword.instruction = .additionalProperties(
          AdditionalProperties(
            block: unevaluated.block, table: table, patterns: patterns, isUnevaluated: true))
      case .unevaluatedItems(let unevaluated):
        if hasItems { return nil }
        guard !hasInPlace, !hasContains else {
          keyword.instruction = .unevaluatedItems(UnevaluatedItems(block: unevaluated.block, owner: number))
          break
        }
        keyword.instruction = .items(Items(block: unevaluated.block, from: prefix, isUnevaluated: true))
      default: break
      }
      return keyword
    }
  }

  /// One pass over an object for the keywords about its members, where there is more than one of them.
  private mutating func fuseMembers(_ steps: inout [Instruction]) {
    var declared = Extent()
    var declaredTable = NameTable()
    var patterns = Extent()
    var additional: BlockIndex = -1
    var required = Extent()
    var members = 0
    for step in steps {
      switch step {
      case .properties, .patternProperties, .additionalProperties, .required: members += 1
      default: break
      }
    }
    guard members > 1 else { return }
    var rest: [Instruction] = []
    for step in steps {
      switch step {
      case .properties(let properties):
        declaredTable = tables.nameTables[Int(properties.table)]
        declared = declaredTable.entries
      case .patternProperties(let properties): patterns = properties.patterns
      case .additionalProperties(let properties): additional = properties.block
      case .required(let keyword): required = keyword.names
      default: rest.append(step)
      }
    }
    var entries = Array(tables.names.entries[declared.range])
    var bits: UInt64 = 0
    var further: [NameEntry] = []
    for (bit, index) in required.range.enumerated() {
      var entry = tables.names.entries[index]
      guard bit < 64 else {
        further.append(entry)
        continue
      }
      bits |= 1 << UInt64(bit)
      if let place = tables.find(entry, in: declaredTable).map({ $0 - Int(declared.first) }) {
        entries[place].required = Int8(bit)
      } else {
        entry.required = Int8(bit)
        entry.isDeclared = false
        entries.append(entry)
      }
    }
    let span = add(entries)
    let table = tables.addTable(over: span)
    let furtherSpan = add(further)
    tables.members.append(
      MembersPlan(
        table: tables.nameTables[Int(table)], required: bits, furtherRequired: furtherSpan,
        patterns: patterns,
        additional: additional))
    steps = rest + [.members(FusedMembers(plan: Int32(tables.members.count - 1)))]
  }

  private mutating func add(_ entries: [NameEntry]) -> Extent {
    let first = Int32(tables.names.entries.count)
    tables.names.entries += entries
    return Extent(first: first, count: Int32(entries.count))
  }
}
