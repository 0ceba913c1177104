internal import Hashing
internal import JSON

/// The first line of a generated file: which command made it, and of what.
public struct GeneratedHeader: Sendable, Equatable {
  /// `to-zod`, `to-typescript`, `to-swift`.
  public var command: String
  /// The schemas asked for.
  public var names: [String]
  /// A digest of the schema files that the text was made of.
  public var digest: String

  private static let opening = "// Made by `funnel schema "
  private static let middle = "`; do not edit it. Schemas: "

  /// The line, without line break.
  public var line: String {
    Self.opening + ([command] + names).joined(separator: " ") + Self.middle + digest
  }

  /// What a file's first line says; nil when funnel did not make it.
  public init?(of text: String) {
    let line = text.prefix { $0 != "\n" && $0 != "\r\n" }
    guard line.hasPrefix(Self.opening), let end = line.firstRange(of: Self.middle) else { return nil }
    let words = line[line.index(line.startIndex, offsetBy: Self.opening.count)..<end.lowerBound].split(
      separator: " ")
    guard let command = words.first else { return nil }
    self.command = String(command)
    names = words.dropFirst().map(String.init)
    digest = String(line[end.upperBound...])
  }

  init(command: String, names: [String], files: [(name: String, bytes: [UInt8])]) {
    self.command = command
    self.names = names
    var bytes: [UInt8] = []
    for file in files.sorted(by: { $0.name < $1.name }) {
      bytes += Array("\(file.name)\n\(file.bytes.count)\n".utf8) + file.bytes
    }
    let digits = Array("0123456789abcdef".utf8)
    digest = String(
      decoding: Digest.sha256(bytes).prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self)
  }
}
