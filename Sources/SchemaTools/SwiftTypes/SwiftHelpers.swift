/// What generated Swift needs beside its own types, written only where it is used.
enum SwiftHelpers {
  static let box = """
    /// A value in a place of its own, so that a type can hold itself.
    public indirect enum Box<Value: Codable & Sendable & Hashable>: Codable, Sendable, Hashable {
      case value(Value)

      public init(from decoder: any Decoder) throws { self = .value(try Value(from: decoder)) }

      public func encode(to encoder: any Encoder) throws {
        switch self {
        case .value(let value): try value.encode(to: encoder)
        }
      }
    }
    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

  static let anyValue = """
    /// Any value of JSON.
    public indirect enum AnyValue: Codable, Sendable, Hashable {
      case null
      case boolean(Bool)
      case integer(Int)
      case number(Double)
      case text(String)
      case list([AnyValue])
      case map([String: AnyValue])

      public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
          self = .null
        } else if let value = try? container.decode(Bool.self) {
          self = .boolean(value)
        } else if let value = try? container.decode(Int.self) {
          self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
          self = .number(value)
        } else if let value = try? container.decode(String.self) {
          self = .text(value)
        } else if let value = try? container.decode([AnyValue].self) {
          self = .list(value)
        } else {
          self = .map(try container.decode([String: AnyValue].self))
        }
      }

      public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .boolean(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .map(let value): try container.encode(value)
        }
      }
    }
    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
