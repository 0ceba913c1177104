internal import FirestoreModel
internal import Git
internal import Hashing
internal import JSON
internal import Store

/// What one seal says: a signed statement of all commits that a branch has had (docs/decisions/0016-seals.md).
struct SealRecord {
  /// The one form that this version reads and writes.
  static let format: Int64 = 1

  var branch: String
  /// From 1.
  var number: Int
  /// SHA-256 of the seal before, as its `seal.json` stands.
  var previous: String?
  /// Microseconds since 1970.
  var sealedAt: Int64
  /// The place of the first commit that this seal tells of, from the root, 0.
  var from: Int
  /// How many commits the branch has then.
  var count: Int
  var tip: ObjectID
  /// The chain's last value.
  var head: String
  /// SHA-256 of the file `links`.
  var links: String
  var redaction: RedactionSummary?

  /// The file `seal.json`.
  var bytes: [UInt8] {
    var members: [(String, JSONValue)] = [
      ("format", .int(Self.format)), ("branch", .string(branch)), ("number", .int(Int64(number))),
      ("previous", previous.map { .string($0) } ?? .null), ("sealedAt", .string(StoreTime.text(sealedAt))),
      ("from", .int(Int64(from))), ("count", .int(Int64(count))), ("tip", .string(tip.description)),
      ("head", .string(head)), ("links", .string(links)),
    ]
    if let redaction { members.append(("redaction", redaction.json)) }
    return Array((JSONValue.object(members).pretty() + "\n").utf8)
  }

  /// nil for what is no seal of this form.
  init?(parsing bytes: [UInt8]) {
    guard let text = try? JSONText(parsing: bytes), text.root.kind == .object else { return nil }
    func string(_ key: String) -> String? { text.root.member(key)?.string }
    func number(_ key: String) -> Int? { text.root.member(key)?.int64.flatMap { Int(exactly: $0) } }
    guard number("format") == Int(Self.format), let branch = string("branch"), let ordinal = number("number"),
      let time = string("sealedAt").flatMap({ (try? Timestamp(rfc3339: $0))?.microsecondsSince1970 }),
      let from = number("from"),
      let count = number("count"), let tip = string("tip").flatMap({ ObjectID(hex: $0) }),
      let head = string("head"),
      let links = string("links"), ordinal > 0, from >= 0, count > 0, from <= count
    else { return nil }
    self.branch = branch
    self.number = ordinal
    previous = string("previous")
    sealedAt = time
    self.from = from
    self.count = count
    self.tip = tip
    self.head = head
    self.links = links
    redaction = text.root.member("redaction").flatMap { RedactionSummary($0) }
  }

  init(
    branch: String, number: Int, previous: String?, sealedAt: Int64, from: Int, links: [SealedLink],
    head: String,
    count: Int, tip: ObjectID, redaction: RedactionSummary?
  ) {
    self.branch = branch
    self.number = number
    self.previous = previous
    self.sealedAt = sealedAt
    self.from = from
    self.count = count
    self.tip = tip
    self.head = head
    self.links = SealedLink.digest(links)
    self.redaction = redaction
  }
}

/// What a lawful redaction did to a sealed history, in figures; the list itself is the file `redaction`.
struct RedactionSummary {
  var reason: String
  /// Commits that stand in the place of others.
  var rewritten: Int
  /// Commits that are gone.
  var dropped: Int
  /// Changes that are gone, and those that stand in their place.
  var erased: Int
  var replaced: Int
  /// SHA-256 of the paths whose changes were erased, so that who knows a path can tell, and nobody else.
  var paths: [String]
  /// SHA-256 of the file `redaction`.
  var record: String

  init(
    reason: String, rewritten: Int, dropped: Int, erased: Int, replaced: Int, paths: [String], record: String
  ) {
    self.reason = reason
    self.rewritten = rewritten
    self.dropped = dropped
    self.erased = erased
    self.replaced = replaced
    self.paths = paths
    self.record = record
  }

  init?(_ node: JSONNode) {
    func number(_ key: String) -> Int? { node.member(key)?.int64.flatMap { Int(exactly: $0) } }
    guard node.kind == .object, let reason = node.member("reason")?.string,
      let rewritten = number("rewritten"),
      let dropped = number("dropped"), let erased = number("erased"), let replaced = number("replaced"),
      let record = node.member("record")?.string, let list = node.member("paths"), list.kind == .array
    else { return nil }
    self.init(
      reason: reason, rewritten: rewritten, dropped: dropped, erased: erased, replaced: replaced,
      paths: list.elements.compactMap(\.string), record: record)
  }

  var json: JSONValue {
    [
      "reason": .string(reason), "rewritten": .int(Int64(rewritten)), "dropped": .int(Int64(dropped)),
      "erased": .int(Int64(erased)), "replaced": .int(Int64(replaced)),
      "paths": .array(paths.map { .string($0) }),
      "record": .string(record),
    ]
  }

  /// What stands for a path.
  static func digest(ofPath path: String) -> String {
    SealDigest.hex(Digest.sha256(Array("funnel erased path\0\(path)".utf8)))
  }
}

/// One sealed commit: a line of the file `links`.
struct SealedLink: Equatable {
  /// The commit as it is called now.
  let id: ObjectID
  /// As it was called when it was first sealed; a redaction calls it anew.
  let birth: ObjectID
  /// What it says of its time, in microseconds.
  let ownTime: Int64
  /// Of what it changed and says, as it was first sealed: see `Leaves`.
  let content: [UInt8]

  /// `<id> <birth, or - for the same> <time> <content>`.
  var line: String {
    "\(id) \(birth == id ? "-" : birth.description) \(ownTime) \(SealDigest.hex(content))"
  }

  init(id: ObjectID, birth: ObjectID, ownTime: Int64, content: [UInt8]) {
    self.id = id
    self.birth = birth
    self.ownTime = ownTime
    self.content = content
  }

  init?(line: Substring) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 4, let id = ObjectID(hex: parts[0].utf8), let time = Int64(parts[2]),
      let content = SealDigest.bytes(parts[3])
    else { return nil }
    self.id = id
    if parts[1] == "-" {
      birth = id
    } else {
      guard let other = ObjectID(hex: parts[1].utf8) else { return nil }
      birth = other
    }
    ownTime = time
    self.content = content
  }

  /// The file of links.
  static func file(_ links: [SealedLink]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(links.count * 125)
    for link in links {
      bytes += link.line.utf8
      bytes.append(0x0A)
    }
    return bytes
  }

  static func digest(_ links: [SealedLink]) -> String { SealDigest.hex(Digest.sha256(file(links))) }

  /// nil when a line is none.
  static func parse(_ bytes: [UInt8]) -> [SealedLink]? {
    var links: [SealedLink] = []
    for line in bytes.split(separator: 0x0A) {
      guard let link = SealedLink(line: Substring(String(decoding: line, as: UTF8.self))) else { return nil }
      links.append(link)
    }
    return links
  }

  /// The chain: each value stands on the one before it.
  static func head(_ links: [SealedLink]) -> String {
    var value = [UInt8](repeating: 0, count: 32)
    for link in links { value = Digest.sha256(value + Array(link.line.utf8)) }
    return SealDigest.hex(value)
  }
}

/// Digests as text.
enum SealDigest {
  private static let digits = Array("0123456789abcdef".utf8)

  static func hex(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// 64 digits.
  static func bytes(_ text: Substring) -> [UInt8]? {
    let given = Array(text.utf8)
    guard given.count == 64 else { return nil }
    var result: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = digits.firstIndex(of: given[index]), let low = digits.firstIndex(of: given[index + 1])
      else {
        return nil
      }
      result.append(UInt8(high << 4 | low))
    }
    return result
  }
}
