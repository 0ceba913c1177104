import ECMARegex
import JSON

/// A number of a block: one compiled subschema. -1 stands for "none".
typealias BlockIndex = Int32

/// A part of one of the program's flat tables.
struct Extent {
  var first: Int32 = 0
  var count: Int32 = 0

  var range: Range<Int> { Int(first)..<(Int(first) + Int(count)) }
}

/// One compiled subschema: a type test, the steps of the fast reading, the keywords of the explaining one.
struct Block {
  /// The kinds of value that `type` lets pass.
  var types = TypeMask.all
  /// `false` as a schema.
  var refusesAll = false
  /// Holds `unevaluated…`, so it needs a record of its own of what has been evaluated.
  var ownsFrame = false
  /// In `Program.steps`, cheap ones first; keywords about members are fused.
  var steps = Extent()
  /// In `Program.keywords`, one per keyword, in the order of the schema.
  var keywords = Extent()
  /// Where it stands: index of the source and of the node on its tape.
  var source: Int32 = 0
  var node: Int32 = 0
}

/// A keyword as it stands in a schema, for explanations.
struct KeywordSite {
  var instruction: Instruction
  /// The keyword's value on the tape of the block's source.
  var node: Int32
}

/// A name in one of the program's tables of names.
struct NameEntry {
  var offset: Int32
  var length: Int32
  /// The subschema of the name; -1 where the table is a plain set.
  var block: BlockIndex
  /// For fused members: bit of `required` (0 to 63), or -1.
  var required: Int8 = -1
  /// For fused members: `properties` has the name, not only `required`.
  var isDeclared = true
}

/// A hash table of names, open addressing, in `Program.slots`; its entries keep the order of the schema.
struct NameTable {
  var slots = Extent()
  var entries = Extent()
}

/// A pattern and the subschema for keys that match it.
struct PatternEntry {
  var pattern: Int32
  var block: BlockIndex
}

/// What `dependentRequired` and `dependentSchemas` say about one name.
struct Dependency {
  var name: Int32
  var required: Extent
  var block: BlockIndex
}

/// A compiled schema: flat, immutable tables that hold nothing of the instance. Blocks refer to each other by number,
/// so recursion in a schema costs nothing here.
final class Program: Sendable {
  let tables: ProgramTables
  /// Written by the initialiser only and freed by `deinit`; immutable in between.
  nonisolated(unsafe) let fast: FastTables

  init(_ tables: ProgramTables) {
    self.tables = tables
    var assembler = FastAssembler(tables)
    assembler.assemble()
    fast = FastTables(
      blocks: FastTables.copy(assembler.blocks), steps: FastTables.copy(assembler.steps),
      names: FastTables.copy(assembler.names), slots: FastTables.copy(assembler.slots),
      members: FastTables.copy(assembler.members), sets: FastTables.copy(assembler.sets),
      ranges: FastTables.copy(assembler.ranges), choices: FastTables.copy(assembler.choices),
      lists: FastTables.copy(assembler.lists),
      patterns: FastTables.copy(tables.patterns.map { Unmanaged.passUnretained($0) }),
      pool: FastTables.copy(tables.names.bytes), instructions: FastTables.copy(tables.steps),
      slowBlocks: FastTables.copy(tables.blocks), slowLists: FastTables.copy(tables.blockLists),
      slowNames: FastTables.copy(tables.names.entries), slowSlots: FastTables.copy(tables.slots),
      slowMembers: FastTables.copy(tables.members))
  }

  deinit { fast.deallocate() }
}

/// The tables of a program, written by the compiler.
struct ProgramTables: Sendable {
  var blocks: [Block] = []
  var steps: [Instruction] = []
  var keywords: [KeywordSite] = []
  /// Lists of subschemas: `allOf`, `prefixItems`, …
  var blockLists: [BlockIndex] = []
  var names = NamePool()
  var nameTables: [NameTable] = []
  var slots: [Int32] = []
  var patternEntries: [PatternEntry] = []
  var dependencies: [Dependency] = []
  var members: [MembersPlan] = []
  var patterns: [Pattern] = []
  /// Literal values of `const`, `enum` and the numeric bounds, in the schema's own text.
  var literals: [JSONNode] = []
  /// Literals of long `enum`s by rising hash.
  var hashedLiterals: [(hash: UInt64, literal: Int32)] = []
  var sources: [SchemaSource] = []
}

/// The bytes of all names, and the entries that point into them.
struct NamePool: Sendable {
  var bytes: [UInt8] = []
  var entries: [NameEntry] = []

  mutating func add(_ name: [UInt8], block: BlockIndex = -1) -> Int32 {
    entries.append(NameEntry(offset: Int32(bytes.count), length: Int32(name.count), block: block))
    bytes += name
    return Int32(entries.count - 1)
  }

  func string(_ index: Int) -> String {
    let entry = entries[index]
    return String(decoding: bytes[Int(entry.offset)..<Int(entry.offset + entry.length)], as: UTF8.self)
  }
}

extension ProgramTables {
  /// Makes the hash table over entries that were just added to the pool, at most half full.
  mutating func addTable(over entries: Extent) -> Int32 {
    var size = 2
    while size < Int(entries.count) * 2 { size *= 2 }
    let first = slots.count
    slots.append(contentsOf: repeatElement(-1, count: size))
    names.bytes.withUnsafeBufferPointer { pool in
      for index in entries.range {
        let entry = names.entries[index]
        let hash = pool.part(Int(entry.offset)..<Int(entry.offset + entry.length)).tableHash
        var slot = Int(hash) & (size - 1)
        while slots[first + slot] >= 0 { slot = (slot + 1) & (size - 1) }
        slots[first + slot] = Int32(index)
      }
    }
    nameTables.append(NameTable(slots: Extent(first: Int32(first), count: Int32(size)), entries: entries))
    return Int32(nameTables.count - 1)
  }

  /// The entry of a name in a table; nil if it has none.
  func find(_ name: NameEntry, in table: NameTable) -> Int? {
    guard table.slots.count > 0 else { return nil }
    return names.bytes.withUnsafeBufferPointer { pool in
      let wanted = pool.part(Int(name.offset)..<Int(name.offset + name.length))
      var slot = Int(wanted.tableHash) & (Int(table.slots.count) - 1)
      while true {
        let index = Int(slots[Int(table.slots.first) + slot])
        guard index >= 0 else { return nil }
        let entry = names.entries[index]
        if pool.part(Int(entry.offset)..<Int(entry.offset + entry.length)).equals(wanted) { return index }
        slot = (slot + 1) & (Int(table.slots.count) - 1)
      }
    }
  }
}
