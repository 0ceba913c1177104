internal import FirestoreModel
internal import JSON

extension DocumentDecoder {
  /// The value of an object whose only key, at node `key`, starts with one `$`.
  func tagged(_ key: Int, inArray: Bool) throws(DecodeFault) -> Value {
    guard let tag = tag(key) else { throw unknownTag(key) }
    let value = key + 1
    switch tag {
    case .timestamp: return .timestamp(try timestamp(at: value))
    case .bytes: return .bytes(try base64(at: value))
    case .reference: return .reference(try reference(at: value))
    case .geoPoint: return .geoPoint(try geoPoint(at: value))
    case .vector:
      guard !inArray else {
        throw DecodeFault(
          "vector-in-array", "a vector may not stand in an array (Firestore refuses it)",
          hint: "put it into a map, such as { \"embedding\": { \"$vector\": … } }", at: key)
      }
      return .vector(try vector(at: value))
    case .double: return .double(try special(at: value))
    case .integer: return .integer(try integer(at: value))
    }
  }

  private func tag(_ key: Int) -> Tag? {
    tape.decoded(key).withUnsafeBufferPointer { Tag.named($0) }
  }

  private func text(_ tag: Tag, at index: Int) throws(DecodeFault) -> [UInt8] {
    try expect(.string, tag, at: index)
    return tape.decoded(index)
  }

  private func expect(_ kind: JSONKind, _ tag: Tag, at index: Int) throws(DecodeFault) {
    let found = tape.nodes[index].kind
    guard found != kind else { return }
    throw DecodeFault(
      "tag-value", "\(tag.rawValue) holds \(kind.phrase), found \(found.phrase)",
      hint: "write \(tag.example)",
      at: index)
  }

  private func timestamp(at index: Int) throws(DecodeFault) -> Timestamp {
    let text = try text(.timestamp, at: index)
    let time: Timestamp
    do throws(ModelError) {
      time = try Timestamp(rfc3339: text)
    } catch {
      throw DecodeFault(error, at: index)
    }
    // The year, month and so on are in order now, so the point can only stand at 19.
    var digits = 0
    if text.count > 19, text[19] == 0x2E {
      while 20 + digits < text.count, text[20 + digits] &- 0x30 < 10 { digits += 1 }
    }
    guard digits == 0 || digits == 3 || digits == 6 else {
      throw DecodeFault(
        "timestamp-digits", "a timestamp has 0, 3 or 6 digits of a second, found \(digits)",
        hint: digits < 6
          ? "write \(time)" : "Firestore keeps microseconds: write \(time.truncatedToMicroseconds())",
        at: index)
    }
    return time
  }

  private func base64(at index: Int) throws(DecodeFault) -> [UInt8] {
    let text = try text(.bytes, at: index)
    do throws(Base64.Fault) {
      return try text.withUnsafeBufferPointer { (buffer) throws(Base64.Fault) in try Base64.decode(buffer) }
    } catch {
      let message: String
      var hint = "use standard base64 (RFC 4648 §4), such as \"aGVsbG8=\""
      switch error {
      case .foreign(let offset):
        message = "character \(offset + 1) of $bytes is no base64"
      case .urlAlphabet(let offset):
        message = "character \(offset + 1) of $bytes is of the alphabet for URLs"
        hint = "write + for - and / for _"
      case .padding:
        message = "the base64 of $bytes has \(text.count) characters, no multiple of four, or is cut"
        hint = "pad it with =; " + hint
      case .spareBits: message = "the last digit of $bytes has bits that belong to no byte"
      }
      throw DecodeFault("base64", message, hint: hint, at: index)
    }
  }

  private func reference(at index: Int) throws(DecodeFault) -> Reference {
    let text = String(decoding: try text(.reference, at: index), as: UTF8.self)
    do throws(ModelError) {
      return try ReferenceText.parse(text)
    } catch {
      throw DecodeFault(error, at: index)
    }
  }

  private func geoPoint(at index: Int) throws(DecodeFault) -> GeoPoint {
    try expect(.object, .geoPoint, at: index)
    var latitude: Double?
    var longitude: Double?
    var key = index + 1
    while key < Int(tape.nodes[index].next) {
      if !tape.nodes[key].isSuperseded {
        let name = tape.string(key)
        switch name {
        case "latitude": latitude = try degrees(at: key + 1, name, 90)
        case "longitude": longitude = try degrees(at: key + 1, name, 180)
        default:
          throw DecodeFault(
            "geo-point", "$geoPoint holds latitude and longitude only", hint: "write \(Tag.geoPoint.example)",
            at: key)
        }
      }
      key = Int(tape.nodes[key + 1].next)
    }
    guard let latitude, let longitude else {
      throw DecodeFault(
        "geo-point", "$geoPoint needs both latitude and longitude", hint: "write \(Tag.geoPoint.example)",
        at: index)
    }
    return GeoPoint(latitude: latitude, longitude: longitude)
  }

  private func degrees(at index: Int, _ name: String, _ limit: Int) throws(DecodeFault) -> Double {
    guard tape.nodes[index].kind == .number else {
      throw DecodeFault("geo-point", "\(name) is a number, found \(tape.nodes[index].kind.phrase)", at: index)
    }
    let value = try double(at: index)
    guard value.magnitude <= Double(limit) else {
      throw DecodeFault(
        "geo-point", "\(name) lies between -\(limit) and \(limit)",
        hint: name == "latitude" ? "latitude comes first in most notations; are the two swapped?" : nil,
        at: index)
    }
    return value
  }

  private func vector(at index: Int) throws(DecodeFault) -> [Double] {
    try expect(.array, .vector, at: index)
    let count = tape.nodes[index].count
    guard count >= 1, count <= Limits.vectorCount else {
      throw DecodeFault(
        "vector", "a vector has 1 to \(Limits.vectorCount) numbers, found \(count)", at: index)
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    var element = index + 1
    while element < Int(tape.nodes[index].next) {
      numbers.append(try vectorElement(at: element))
      element = Int(tape.nodes[element].next)
    }
    return numbers
  }

  private func vectorElement(at index: Int) throws(DecodeFault) -> Double {
    let node = tape.nodes[index]
    if node.kind == .number { return try double(at: index) }
    if node.kind == .object, case .tag(let key) = try object(at: index), tag(key) == .double {
      let value = try special(at: key + 1)
      guard !value.isNaN else {
        throw DecodeFault("vector", "a vector cannot contain NaN (Firestore refuses it)", at: index)
      }
      return value
    }
    throw DecodeFault(
      "vector", "a vector holds numbers only, found \(node.kind.phrase)",
      hint: "infinities are { \"$double\": \"Infinity\" }", at: index)
  }

  private func special(at index: Int) throws(DecodeFault) -> Double {
    switch String(decoding: try text(.double, at: index), as: UTF8.self) {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default:
      throw DecodeFault(
        "tag-value", "$double is \"NaN\", \"Infinity\" or \"-Infinity\"",
        hint: "any other double is a plain number",
        at: index)
    }
  }

  private func integer(at index: Int) throws(DecodeFault) -> Int64 {
    let text = try text(.integer, at: index)
    let digits = text.first == 0x2D ? text.dropFirst() : text[...]
    let isCanonical =
      !digits.isEmpty && digits.allSatisfy { $0 &- 0x30 < 10 } && (digits.first != 0x30 || text == [0x30])
    guard isCanonical else {
      throw DecodeFault(
        "tag-value", "$integer is a decimal number in a string, without plus sign and leading zeros",
        hint: "write \(Tag.integer.example)", at: index)
    }
    guard let value = Int64(String(decoding: text, as: UTF8.self)) else {
      throw DecodeFault(
        "integer-range", "the integer lies outside of int64 (-9223372036854775808 to 9223372036854775807)",
        at: index)
    }
    return value
  }
}
