import JSON

/// What one schema says about members, before it is written into the tables.
struct MembersDraft {
  struct Name {
    /// Of the pool of names.
    var entry: Int32
    /// -1 where any value is welcome.
    var block: BlockIndex
    var isRequired: Bool
  }

  var names: [Name] = []
  /// -1 without one.
  var additional: BlockIndex = -1
}

extension FastAssembler {
  /// The plan of an instruction about members; nil for what the plain tables cannot hold: patterns, and more than 64
  /// required names.
  func draft(_ instruction: Instruction) -> MembersDraft? {
    var draft = MembersDraft()
    switch instruction {
    case .members(let fused):
      let plan = tables.members[Int(fused.plan)]
      guard plan.patterns.count == 0, plan.furtherRequired.count == 0 else { return nil }
      draft.additional = plan.additional
      draft.names.reserveCapacity(Int(plan.table.entries.count))
      for entry in plan.table.entries.range {
        let name = tables.names.entries[entry]
        // A name that is only required is judged as any other member.
        let block = name.isDeclared ? name.block : plan.additional
        draft.names.append(.init(entry: Int32(entry), block: block, isRequired: name.required >= 0))
      }
    case .properties(let properties):
      for entry in tables.nameTables[Int(properties.table)].entries.range {
        let block = tables.names.entries[entry].block
        draft.names.append(.init(entry: Int32(entry), block: block, isRequired: false))
      }
    case .required(let required):
      guard required.names.count <= 64 else { return nil }
      for entry in required.names.range {
        draft.names.append(.init(entry: Int32(entry), block: -1, isRequired: true))
      }
    case .additionalProperties(let additional):
      guard additional.table < 0, additional.patterns.count == 0 else { return nil }
      draft.additional = additional.block
    default: return nil
    }
    return draft
  }

  /// Turns `unevaluatedProperties` into a list of names, where it can be told from the schema what is evaluated: all
  /// that `properties` of the block itself and of what always applies name. What applies sometimes must add nothing.
  mutating func close(_ others: BlockIndex, _ owner: BlockIndex, _ body: inout Body) -> Bool {
    var always = Evaluated()
    var sometimes = Evaluated()
    collect(owner, &always, &sometimes, isOwner: true, isAlways: true, depth: 0)
    guard !always.hasPatterns, !sometimes.hasPatterns, !sometimes.isAll, always.names.count <= 200,
      sometimes.names.count <= 200
    else { return false }
    if always.isAll { return true }
    guard sometimes.names.allSatisfy({ name in always.names.contains { isEqual($0, name) } }) else {
      return false
    }
    var plan = MembersDraft(additional: others)
    for name in always.names where !plan.names.contains(where: { isEqual($0.entry, name) }) {
      plan.names.append(.init(entry: name, block: -1, isRequired: false))
    }
    absorb(&body.plans, into: &plan)
    body.plans.append(plan)
    return true
  }

  /// Moves what plans without a word about other members say into one that has all their names.
  private func absorb(_ plans: inout [MembersDraft], into plan: inout MembersDraft) {
    plans.removeAll { other in
      guard other.additional < 0 else { return false }
      var merged = plan
      for name in other.names {
        guard let place = merged.names.firstIndex(where: { isEqual($0.entry, name.entry) }) else {
          // A name that is only required and nowhere declared.
          return false
        }
        if name.block >= 0 {
          guard merged.names[place].block < 0 else { return false }
          merged.names[place].block = name.block
        }
        if name.isRequired { merged.names[place].isRequired = true }
      }
      guard merged.names.count(where: \.isRequired) <= 64 else { return false }
      plan = merged
      return true
    }
  }

  /// Names of members that a block's keywords evaluate.
  struct Evaluated {
    var names: [Int32] = []
    var isAll = false
    var hasPatterns = false
  }

  private func collect(
    _ block: BlockIndex, _ always: inout Evaluated, _ sometimes: inout Evaluated, isOwner: Bool,
    isAlways: Bool,
    depth: Int
  ) {
    guard depth < 16, always.names.count + sometimes.names.count <= 400 else {
      sometimes.hasPatterns = true
      return
    }
    func note(_ change: (inout Evaluated) -> Void) {
      if isAlways { change(&always) } else { change(&sometimes) }
    }
    for index in tables.blocks[Int(block)].keywords.range {
      let instruction = tables.keywords[index].instruction
      switch instruction {
      case .properties(let properties):
        let entries = tables.nameTables[Int(properties.table)].entries.range
        note { $0.names += entries.map(Int32.init) }
      case .patternProperties: note { $0.hasPatterns = true }
      case .additionalProperties: note { $0.isAll = true }
      case .unevaluatedProperties where !isOwner: note { $0.isAll = true }
      // A schema under `not` evaluates nothing: it must have failed.
      case .not: break
      default:
        var isAlways = isAlways
        switch instruction {
        case .ref, .allOf: break
        default: isAlways = false
        }
        for child in instruction.inPlaceBlocks(tables) where child >= 0 {
          collect(child, &always, &sometimes, isOwner: false, isAlways: isAlways, depth: depth + 1)
        }
      }
    }
  }

  private func isEqual(_ left: Int32, _ right: Int32) -> Bool {
    let a = tables.names.entries[Int(left)]
    let b = tables.names.entries[Int(right)]
    guard a.length == b.length else { return false }
    return a.offset == b.offset
      || tables.names.bytes.withUnsafeBufferPointer {
        $0.part(Int(a.offset)..<Int(a.offset + a.length)).equals(
          $0.part(Int(b.offset)..<Int(b.offset + b.length)))
      }
  }
}

extension FastAssembler {
  mutating func emit(_ draft: MembersDraft) -> Int32 {
    var required: UInt64 = 0
    var bit = 0
    let names = add(draft.names.map(\.entry)) { place, name in
      name.block = draft.names[place].block
      if draft.names[place].isRequired {
        name.bit = 1 << UInt64(bit)
        required |= name.bit
        bit += 1
      }
    }
    members.append(
      FastMembers(names: names, required: required, additional: draft.additional, refusesOthers: false))
    return Int32(members.count - 1)
  }

  mutating func addSet(_ entries: [Int32]) -> Int32 {
    sets.append(add(entries) { _, _ in })
    return Int32(sets.count - 1)
  }

  /// Writes names, sorted by their bytes, and the hash table over them, at most half full.
  private mutating func add(_ entries: [Int32], _ complete: (_ place: Int, inout FastName) -> Void)
    -> FastNames
  {
    let first = names.count
    tables.names.bytes.withUnsafeBufferPointer { pool in
      func bytes(_ place: Int) -> ByteRun {
        let entry = tables.names.entries[Int(entries[place])]
        return pool.part(Int(entry.offset)..<Int(entry.offset + entry.length))
      }
      let order = entries.indices.sorted { bytes($0).lexicographicallyPrecedes(bytes($1)) }
      for place in order {
        let run = bytes(place)
        let offset = tables.names.entries[Int(entries[place])].offset
        guard let start = pool.baseAddress else { continue }
        let word = FastWord(start + Int(offset), run.count, before: start + pool.count)
        var name = FastName(word: word, offset: offset, block: -1, bit: 0)
        complete(place, &name)
        names.append(name)
      }
    }
    var size = 2
    while size < entries.count * 2 { size *= 2 }
    let firstSlot = slots.count
    slots.append(contentsOf: repeatElement(-1, count: size))
    for index in first..<names.count {
      var slot = hash(names[index]) & (size - 1)
      while slots[firstSlot + slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[firstSlot + slot] = Int32(index)
    }
    return FastNames(
      names: Extent(first: Int32(first), count: Int32(names.count - first)),
      slots: Extent(first: Int32(firstSlot), count: Int32(size)),
      longest: names[first...].map(\.word.length).max() ?? 0)
  }

  /// As the reading looks for it: of a long name all bytes count, or those alike at both ends would collide.
  private func hash(_ name: FastName) -> Int {
    guard name.word.length > FastWord.wholeLength else { return name.word.hash }
    return tables.names.bytes.withUnsafeBufferPointer {
      name.word.hash ^ Int($0.part(Int(name.offset)..<Int(name.offset) + name.word.length).tableHash)
    }
  }
}
