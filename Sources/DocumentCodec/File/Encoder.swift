internal import FirestoreModel
internal import JSON

/// Writes the canonical form into one buffer.
struct Encoder: ~Copyable {
  private var writer = JSONWriter()

  consuming func finish(newline: Bool) -> [UInt8] {
    if newline { writer.byte(0x0A) }
    return writer.finish()
  }

  mutating func map(_ fields: Fields, level: Int) {
    if fields.isEmpty {
      writer.raw("{}")
      return
    }
    writer.byte(0x7B)
    var isFirst = true
    for entry in fields.entries {
      if !isFirst { writer.byte(0x2C) }
      isFirst = false
      writer.newline(indent: level + 1)
      key(entry.key)
      value(entry.value, level: level + 1)
    }
    writer.newline(indent: level)
    writer.byte(0x7D)
  }

  /// A user's own key that starts with `$` gets one more.
  private mutating func key(_ key: String) {
    if key.utf8.first == 0x24 {
      writer.string("$" + key)
    } else {
      writer.string(key)
    }
    writer.raw(": ")
  }

  mutating func value(_ value: Value, level: Int) {
    switch value {
    case .null: writer.raw("null")
    case .boolean(let value): writer.raw(value ? "true" : "false")
    case .integer(let value): integer(value)
    case .double(let value): double(value)
    case .string(let text): writer.string(text)
    case .array(let elements):
      if elements.isEmpty {
        writer.raw("[]")
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
      writer.raw("{ \"$timestamp\": \"")
      writer.raw(time.truncatedToMicroseconds().description)
      writer.raw("\" }")
    case .bytes(let bytes):
      writer.raw("{ \"$bytes\": \"")
      Base64.encode(bytes).withUnsafeBufferPointer { writer.raw($0) }
      writer.raw("\" }")
    case .reference(let reference):
      writer.raw("{ \"$reference\": ")
      writer.string(reference.description)
      writer.raw(" }")
    case .geoPoint(let point):
      writer.raw("{ \"$geoPoint\": { \"latitude\": ")
      double(point.latitude)
      writer.raw(", \"longitude\": ")
      double(point.longitude)
      writer.raw(" } }")
    case .vector(let numbers):
      writer.raw("{ \"$vector\": [")
      var isFirst = true
      for number in numbers {
        if !isFirst { writer.raw(", ") }
        isFirst = false
        double(number)
      }
      writer.raw("] }")
    }
  }

  /// Beyond 2^53−1 as text, because jq and JavaScript destroy the plain form.
  private mutating func integer(_ value: Int64) {
    guard value.magnitude > 9_007_199_254_740_991 else {
      writer.integer(value)
      return
    }
    writer.raw("{ \"$integer\": \"")
    writer.integer(value)
    writer.raw("\" }")
  }

  private mutating func double(_ value: Double) {
    guard !value.isFinite else {
      writer.double(value)
      return
    }
    writer.raw("{ \"$double\": ")
    writer.double(value)
    writer.raw(" }")
  }
}
