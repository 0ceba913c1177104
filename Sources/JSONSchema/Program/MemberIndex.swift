import JSON

/// The members of large objects by name. A hundred thousand names that are asked for one by one, in an object of as
/// many members, must not take their product in time.
struct MemberIndex {
  /// A member: its key on the tape, -1 for none, and its place in the object.
  struct Slot {
    var key: Int32 = -1
    var place: Int32 = 0
  }

  /// Members of an object from which on an index may be worth its while.
  static let least = 64
  /// Passes over one object before it gets one.
  private static let patience = 8

  /// Of the hash tables in `slots`, by object: open addressing, at most half full.
  private var tables: [Int: Extent] = [:]
  private var slots: [Slot] = []
  private var object = -1
  private var passes = 0

  /// Whether the object has an index; it gets one when it has been gone over often enough.
  @inline(never) mutating func has(_ object: Int, _ tape: JSONTape) -> Bool {
    if object != self.object {
      self.object = object
      passes = tables[object] == nil ? 0 : Self.patience + 1
    }
    passes += 1
    if passes == Self.patience { add(object, tape) }
    return passes >= Self.patience
  }

  private mutating func add(_ object: Int, _ tape: JSONTape) {
    var size = 2
    while size < tape.nodes[object].count * 2 { size *= 2 }
    let table = Extent(first: Int32(slots.count), count: Int32(size))
    slots.append(contentsOf: repeatElement(Slot(), count: size))
    tables[object] = table
    var place: Int32 = 0
    var key = object + 1
    while key < Int(tape.nodes[object].next) {
      if !tape.nodes[key].isSuperseded {
        var slot = Self.withName(key, tape) { Self.hash($0) } & (size - 1)
        while slots[Int(table.first) + slot].key >= 0 { slot = (slot + 1) & (size - 1) }
        slots[Int(table.first) + slot] = Slot(key: Int32(key), place: place)
      }
      key = Int(tape.nodes[key + 1].next)
      place += 1
    }
  }

  /// The member of that name in an object that has an index.
  func find(_ name: ByteRun, in object: Int, _ tape: JSONTape) -> Slot {
    guard let table = tables[object] else { return Slot() }
    let mask = Int(table.count) - 1
    var slot = Self.hash(name) & mask
    while true {
      let candidate = slots[Int(table.first) + slot]
      if candidate.key < 0 || Self.withName(Int(candidate.key), tape, { $0.equals(name) }) {
        return candidate
      }
      slot = (slot + 1) & mask
    }
  }

  /// Seeded, since the document's author chooses the names.
  private static func hash(_ name: ByteRun) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(name))
    return hasher.finalize()
  }

  private static func withName<Result>(_ key: Int, _ tape: JSONTape, _ body: (ByteRun) -> Result) -> Result {
    if !tape.nodes[key].hasEscapes { return body(tape.content(key)) }
    return tape.decoded(key).withUnsafeBufferPointer(body)
  }
}

extension Machine {
  /// A name of the program's pool.
  @inline(__always) private func name(_ entry: Int) -> ByteRun {
    ByteRun(start: nameBytes + Int(names[entry].offset), count: Int(names[entry].length))
  }

  /// The tape index of the member's value, or -1.
  mutating func member(_ entry: Int, of object: Int) -> Int { member(name(entry), of: object) }

  mutating func member(_ name: ByteRun, of object: Int) -> Int {
    if tape.nodes[object].count > MemberIndex.least {
      if memberIndex.has(object, tape) {
        let key = Int(memberIndex.find(name, in: object, tape).key)
        return key < 0 ? -1 : key + 1
      }
      budget &-= tape.nodes[object].count >> 4
    }
    var key = object + 1
    let end = Int(tape.nodes[object].next)
    while key < end {
      if !tape.nodes[key].isSuperseded, withString(key, { $0.equals(name) }) { return key + 1 }
      key = Int(tape.nodes[key + 1].next)
    }
    return -1
  }

  /// Whether a keyword about so many names has to go over all members, which takes work. False where the object has an
  /// index to ask for the few: `indexed` does.
  @inline(__always) mutating func needsPass(over object: Int, for nameCount: Int32) -> Bool {
    let count = tape.nodes[object].count
    if count > MemberIndex.least, Int(nameCount) < count >> 3, memberIndex.has(object, tape) { return false }
    budget &-= count
    return true
  }

  /// The member of a name, where no pass is needed.
  @inline(never) func indexed(_ name: ByteRun, of object: Int) -> MemberIndex.Slot {
    memberIndex.find(name, in: object, tape)
  }

  func indexed(_ entry: Int, of object: Int) -> MemberIndex.Slot { indexed(name(entry), of: object) }
}
