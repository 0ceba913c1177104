import ECMARegex
import JSON

/// A subschema as the fast reading sees it: which kinds of value may pass, and the steps that the rest takes.
///
/// `$ref` and `allOf` are written out where they are short, so that following them costs nothing.
struct FastBlock {
  /// Bit `1 << JSONKind.rawValue` for each kind that may pass.
  var kinds: UInt8 = 0x3F
  /// A number must be an integer.
  var needsInteger = false
  /// No step goes down or sideways: depth and work need no account.
  var isLeaf = true
  /// In `FastTables.steps`.
  var first: Int32 = 0
  var count: Int32 = 0

  /// The kind alone decides.
  @inline(__always) var isPlain: Bool { count == 0 && !needsInteger }
}

/// One step of the fast reading. Says yes to values of kinds that it is not about.
enum FastStep {
  /// `minLength` and `maxLength`.
  case length(least: Int, most: Int)
  /// The numeric bounds that are integers, in `FastTables.ranges`.
  case range(Int32)
  /// In `FastTables.patterns`.
  case pattern(Int32)
  case format(Format)
  /// `const` or `enum` of strings: the set, and the instruction that judges other kinds.
  case words(set: Int32, other: Int32)
  /// In `FastTables.members`.
  case members(Int32)
  case elements(BlockIndex)
  case block(BlockIndex)
  case not(BlockIndex)
  /// In `FastTables.choices`.
  case anyOf(Int32)
  case oneOf(Int32)
  case conditional(BlockIndex, then: BlockIndex, otherwise: BlockIndex)
  /// The instruction of `FastTables.instructions`.
  case keyword(Int32)
  /// A block whose `unevaluated…` needs notes of what was evaluated.
  case framed(BlockIndex)

  var isLeaf: Bool {
    switch self {
    case .length, .range, .pattern, .format, .words: true
    default: false
    }
  }
}

/// Integer bounds of a number x, so that ⌊x⌋ and ⌈x⌉ decide.
struct FastRange {
  var floorLeast = Int64.min
  var ceilingLeast = Int64.min
  var floorMost = Int64.max
  var ceilingMost = Int64.max
  /// The instructions that judge numbers in unusual form.
  var instructions = Extent()
}

/// A name with what is needed to compare it in two words, and what holds for its member.
struct FastName {
  var word: FastWord
  /// In the pool of names; only names over 16 bytes are compared there.
  var offset: Int32
  var block: BlockIndex
  /// Bit of `required`, 0 without one.
  var bit: UInt64
  /// Of the block; all kinds without one.
  var kinds: UInt8 = 0x3F
  var isPlain = true
}

/// The first and last eight bytes of a name, and its length.
struct FastWord: Equatable {
  var first: UInt64
  var last: UInt64
  var length: Int

  /// Longer names are not all in the two words.
  static let wholeLength = 16

  /// - Parameter end: of the memory that may be read.
  @inline(__always) init(_ start: UnsafePointer<UInt8>, _ length: Int, before end: UnsafePointer<UInt8>) {
    self.length = length
    if length >= 8 {
      first = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)
      last = UnsafeRawPointer(start + (length &- 8)).loadUnaligned(as: UInt64.self)
    } else if end - start >= 8 {
      first = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self) & ((1 &<< UInt64(length &* 8)) &- 1)
      last = 0
    } else {
      var word: UInt64 = 0
      for index in 0..<length { word |= UInt64(start[index]) &<< UInt64(index &* 8) }
      first = word
      last = 0
    }
  }

  /// For tables that the schema's author fills: collisions cannot be forced from outside.
  @inline(__always) var hash: Int {
    let mixed = (first ^ (last &<< 29 | last &>> 35) ^ UInt64(length) &* 0x9E37) &* 0xFF51_AFD7_ED55_8CCD
    return Int(truncatingIfNeeded: mixed &>> 40)
  }
}

/// A set of names: in order of their bytes, since that is the order of a canonical document's keys, and hashed.
struct FastNames {
  var names = Extent()
  /// Of the hash table in `FastTables.slots`, a power of two.
  var slots = Extent()
  /// Bytes of the longest name.
  var longest = 0
}

/// The members of an object in one pass.
struct FastMembers {
  var names: FastNames
  var required: UInt64
  /// For other members; -1 where all are welcome.
  var additional: BlockIndex
  var refusesOthers: Bool
}

/// The alternatives that a value of a kind may take, in `FastTables.lists`, by `JSONKind.rawValue`.
struct FastChoice {
  var lists: (Extent, Extent, Extent, Extent, Extent, Extent)

  @inline(__always) subscript(kind: JSONKind) -> Extent {
    switch kind {
    case .null: lists.0
    case .boolean: lists.1
    case .number: lists.2
    case .string: lists.3
    case .array: lists.4
    case .object: lists.5
    }
  }
}

/// The tables of the fast reading and those of the explaining one, in memory that stays where it is: arrays would be
/// retained and released at each look.
struct FastTables {
  let blocks: UnsafeMutablePointer<FastBlock>
  let steps: UnsafeMutablePointer<FastStep>
  let names: UnsafeMutablePointer<FastName>
  let slots: UnsafeMutablePointer<Int32>
  let members: UnsafeMutablePointer<FastMembers>
  let sets: UnsafeMutablePointer<FastNames>
  let ranges: UnsafeMutablePointer<FastRange>
  let choices: UnsafeMutablePointer<FastChoice>
  let lists: UnsafeMutablePointer<BlockIndex>
  /// Kept alive by the program's own table.
  let patterns: UnsafeMutablePointer<Unmanaged<Pattern>>
  let pool: UnsafeMutablePointer<UInt8>

  let instructions: UnsafeMutablePointer<Instruction>
  let slowBlocks: UnsafeMutablePointer<Block>
  let slowLists: UnsafeMutablePointer<BlockIndex>
  let slowNames: UnsafeMutablePointer<NameEntry>
  let slowSlots: UnsafeMutablePointer<Int32>
  let slowMembers: UnsafeMutablePointer<MembersPlan>

  /// All of it holds plain numbers, so an allocation without elements may stay uninitialised.
  static func copy<Element: BitwiseCopyable>(_ array: [Element]) -> UnsafeMutablePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, array.count))
    array.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { memory.initialize(from: base, count: buffer.count) }
    }
    return memory
  }

  func deallocate() {
    blocks.deallocate()
    steps.deallocate()
    names.deallocate()
    slots.deallocate()
    members.deallocate()
    sets.deallocate()
    ranges.deallocate()
    choices.deallocate()
    lists.deallocate()
    patterns.deallocate()
    pool.deallocate()
    instructions.deallocate()
    slowBlocks.deallocate()
    slowLists.deallocate()
    slowNames.deallocate()
    slowSlots.deallocate()
    slowMembers.deallocate()
  }
}
