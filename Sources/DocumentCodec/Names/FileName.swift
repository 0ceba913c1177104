internal import FirestoreModel

/// Ids as names of files and folders, and back: a bijection without tables (design: "Names").
///
/// Kept bytes are `A-Z a-z 0-9 - _ . @ + ,`; all else is `%XX`, and so are a first or last `.`, the `.` of a final
/// `.json`, and the first letter of a name that Windows reserves.
public enum FileName {
  /// Names longer than this are cut into folders.
  public static let pieceByteCount = 200
  /// Of a document's file.
  public static let suffix = ".json"

  /// The id's name, uncut and without `.json`.
  public static func escape(id: String) -> String {
    isPlain(id) ? id : String(decoding: escape(Array(id.utf8)), as: UTF8.self)
  }

  /// The name as folders: one piece, or several when it is over 200 bytes.
  ///
  /// Each piece but the last ends in `%`, each but the first starts with `_`; no whole name does the former.
  public static func pieces(id: String) -> [String] {
    if isPlain(id), id.utf8.count <= pieceByteCount { return [id] }
    let name = escape(Array(id.utf8))
    guard name.count > pieceByteCount else { return [String(decoding: name, as: UTF8.self)] }
    var pieces: [String] = []
    var start = 0
    while start < name.count {
      let end = min(start + pieceByteCount, name.count)
      var piece: [UInt8] = start > 0 ? [0x5F] : []
      piece += name[start..<end]
      if end < name.count { piece.append(0x25) }
      pieces.append(String(decoding: piece, as: UTF8.self))
      start = end
    }
    return pieces
  }

  /// Whether a folder's name is structure: one of fan-out, never an id's.
  public static func isFanOut(_ component: String) -> Bool { component.utf8.first == 0x3D }

  /// Whether a folder holds the rest of cut names, by its own name.
  public static func isCut(_ component: String) -> Bool { component.utf8.last == 0x25 }

  /// The whole name of pieces as `pieces` cuts them, `.json` not among them; `unescape` says whether it is one.
  public static func joined(pieces: [String]) -> String {
    var name: [UInt8] = []
    for (index, piece) in pieces.enumerated() {
      let bytes = index > 0 && piece.utf8.first == 0x5F ? piece.utf8.dropFirst() : piece.utf8[...]
      name += index < pieces.count - 1 && bytes.last == 0x25 ? bytes.dropLast() : bytes
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// The id of a whole name, uncut and without `.json`.
  ///
  /// - Throws: `name/spelling` for any other spelling than `escape`'s, naming the right one; `name/empty`,
  ///   `name/utf8` for what is no id's.
  public static func unescape(name: some StringProtocol) throws(CodecError) -> String {
    let given = Array(name.utf8)
    let bytes = lenient(given)
    try check(bytes, name: given)
    let right = escape(bytes)
    guard right == given else {
      throw CodecError(
        code: "name/spelling",
        message: "\"\(shown(given))\" is not how the id \"\(shown(bytes))\" is written as a name",
        hint: "rename it to \(String(decoding: right, as: UTF8.self))")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether an id is its own name, by the bytes of nearly all ids: letters, digits and `-_@+,`, nothing reserved.
  ///
  /// Says no to some that are, such as those with a dot inside.
  static func isPlain(_ id: String) -> Bool {
    let plain = id.utf8.withContiguousStorageIfAvailable { bytes in
      for byte in bytes {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F, 0x40, 0x2B, 0x2C: continue
        default: return false
        }
      }
      return !bytes.isEmpty && (bytes.count < 3 || bytes.count > 4 || !isReserved(Array(bytes)))
    }
    return plain ?? false
  }

  /// What an id's bytes must be before the model judges them.
  static func check(_ id: [UInt8], name: [UInt8]) throws(CodecError) {
    guard !id.isEmpty else {
      throw CodecError(code: "name/empty", message: "a name without an id: a file is called <id>.json")
    }
    guard String(validating: id, as: UTF8.self) != nil else {
      throw CodecError(
        code: "name/utf8", message: "the id in \"\(shown(name))\" is not valid UTF-8", hint: "rename the file"
      )
    }
  }

  /// The bytes that somebody probably meant: escapes in either case resolved, any other byte itself.
  static func lenient(_ name: some Collection<UInt8>) -> [UInt8] {
    let name = Array(name)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.count)
    var index = 0
    while index < name.count {
      if name[index] == 0x25, index + 2 < name.count, let high = hex(name[index + 1]),
        let low = hex(name[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(name[index])
        index += 1
      }
    }
    return bytes
  }

  static func escape(_ id: [UInt8]) -> [UInt8] {
    let jsonDot = endsInJSON(id) ? id.count - suffix.utf8.count : -1
    let startsReserved = isReserved(id)
    var name: [UInt8] = []
    name.reserveCapacity(id.count + 8)
    for (index, byte) in id.enumerated() {
      let keeps: Bool
      switch byte {
      case 0x41...0x5A, 0x61...0x7A: keeps = index > 0 || !startsReserved
      case 0x30...0x39, 0x2D, 0x5F, 0x40, 0x2B, 0x2C: keeps = true
      case 0x2E: keeps = index > 0 && index < id.count - 1 && index != jsonDot
      default: keeps = false
      }
      if keeps {
        name.append(byte)
      } else {
        name += [0x25, digit(byte >> 4), digit(byte & 15)]
      }
    }
    return name
  }

  /// Text for a message: what is not UTF-8 shows as U+FFFD, at most 80 bytes.
  static func shown(_ bytes: [UInt8]) -> String {
    bytes.count <= 80
      ? String(decoding: bytes, as: UTF8.self) : String(decoding: bytes.prefix(77), as: UTF8.self) + "…"
  }

  /// Whether the bytes end in `.json`, in any case.
  static func endsInJSON(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 5, bytes[bytes.count - 5] == 0x2E else { return false }
    return zip(bytes.suffix(4), "json".utf8).allSatisfy { $0 | 0x20 == $1 }
  }

  /// CON PRN AUX NUL COM0-9 LPT0-9, alone or before a `.`, any case (Windows: naming files).
  private static func isReserved(_ id: [UInt8]) -> Bool {
    let stem = id.prefix { $0 != 0x2E }.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    switch stem.count {
    case 3: return ["con", "prn", "aux", "nul"].contains { stem.elementsEqual($0.utf8) }
    case 4: return stem[3] &- 0x30 < 10 && ["com", "lpt"].contains { stem.starts(with: $0.utf8) }
    default: return false
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 | value : 0x37 &+ value }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte &- 0x30
    case 0x41...0x46, 0x61...0x66: (byte | 0x20) &- 0x57
    default: nil
    }
  }
}
