public import JSON
public import Diagnostics
public struct SchemaSource: Sendable { public let uri: String; public let text: JSONText
  public init(uri: String, text: JSONText) { self.uri = uri; self.text = text } }
public struct SchemaRegistry: Sendable { public init(_ s: [SchemaSource]) {} }
public struct SchemaError: Explained { public var code: String; public var message: String; public var kind: FaultKind; public var findings: [Finding] }
public final class CompiledSchema: Sendable {
  public static func compile(_ uri: String, in r: SchemaRegistry, assertFormats: Bool) throws(SchemaError) -> CompiledSchema { CompiledSchema() }
  public func isValid(_ n: JSONNode) -> Bool { true }
  public func validate(_ n: JSONNode, file: String?) -> [Finding] { [] }
}
