internal import FirestoreModel
internal import JSON

/// Writes the canonical form into one buffer.
struct DocumentEncoder: ~Copyable {
  private var writer = JSONWriter()

  consuming func finish(newline: Bool) -> [UInt8] {
    if newline { writer.byte(0x0A) }
    return writer.finish()
  }

  mutating func map(_ fields: Fields, level: Int) {
    if fields.isEmpty {
      writer.literal("{}")
      return
    }
    writer.byte(0x7B)
    fields.entries.withUnsafeBufferPointer { entries in
      for index in 0..<entries.count {
        key(entries[index].key, level: level + 1, isFirst: index == 0)
        // Most values are strings: told apart here, their cases need no copy of the whole value.
        if case .string(let text) = entries[index].value {
          writer.string(text)
        } else {
          value(entries[index].value, level: level + 1)
        }
      }
    }
    writer.newline(indent: level)
    writer.byte(0x7D)
  }

  /// A user's own key that starts with `$` gets one more.
  @inline(__always) private mutating func key(_ key: String, level: Int, isFirst: Bool) {
    // Native strings lend their bytes; only a bridged one needs a copy.
    let done: Void? = key.utf8.withContiguousStorageIfAvailable { bytes in
      if bytes.first == 0x24 {
        writer.member("$" + key, indent: level, isFirst: isFirst)
      } else {
        writer.member(bytes, indent: level, isFirst: isFirst)
      }
    }
    if done == nil {
      writer.member(key.utf8.first == 0x24 ? "$" + key : key, indent: level, isFirst: isFirst)
    }
  }

  mutating func value(_ value: Value, level: Int) {
    switch value {
    case .null: writer.literal("null")
    case .boolean(let value): writer.literal(value ? "true" : "false")
    case .integer(let value): integer(value)
    case .double(let value): double(value)
    case .string(let text): writer.string(text)
    case .array(let elements):
      if elements.isEmpty {
        writer.literal("[]")
        return
      }
      writer.byte(0x5B)
      var isFirst = true
      for element in elements {
        if !isFirst { writer.byte(0x2C) }
        isFirst = false
        writer.newline(indent: level + 1)
        self.value(element, level: level + 1)
      }
      writer.newline(indent: level)
      writer.byte(0x5D)
    case .map(let fields): map(fields, level: level)
    case .timestamp(let time):
      // Microseconds are all that Firestore and the form hold.
      writer.literal("{ \"$timestamp\": \"")
      writer.raw(time.truncatedToMicroseconds().description)
      writer.literal("\" }")
    case .bytes(let bytes):
      writer.literal("{ \"$bytes\": \"")
      Base64.encode(bytes).withUnsafeBufferPointer { writer.raw($0) }
      writer.literal("\" }")
    case .reference(let reference):
      writer.literal("{ \"$reference\": ")
      writer.string(reference.description)
      writer.literal(" }")
    case .geoPoint(let point):
      writer.literal("{ \"$geoPoint\": { \"latitude\": ")
      double(point.latitude)
      writer.literal(", \"longitude\": ")
      double(point.longitude)
      writer.literal(" } }")
    case .vector(let numbers):
      writer.literal("{ \"$vector\": [")
      var isFirst = true
      for number in numbers {
        if !isFirst { writer.literal(", ") }
        isFirst = false
        double(number)
      }
      writer.literal("] }")
    }
  }

  /// Beyond 2^53−1 as text, because jq and JavaScript destroy the plain form.
  private mutating func integer(_ value: Int64) {
    guard value.magnitude > 9_007_199_254_740_991 else {
      writer.integer(value)
      return
    }
    writer.literal("{ \"$integer\": \"")
    writer.integer(value)
    writer.literal("\" }")
  }

  private mutating func double(_ value: Double) {
    guard !value.isFinite else {
      writer.double(value)
      return
    }
    writer.literal("{ \"$double\": ")
    writer.double(value)
    writer.literal(" }")
  }
}
