/// A parsed JSON text: its bytes and a flat tape of its tokens.
///
/// Strict RFC 8259: valid UTF-8 (a byte order mark at the start is accepted, so is CRLF), no lone surrogates, no key
/// twice in an object, nothing after the value. Parsing costs one pass; line and column are computed from offsets
/// when somebody asks.
public final class JSONText: Sendable {
  /// The text as it was given.
  public let bytes: [UInt8]
  /// Written by the initialiser only and freed by `deinit`; immutable in between, which is what makes sharing safe.
  @usableFromInline nonisolated(unsafe) let nodes: UnsafeMutablePointer<JSONTapeNode>
  /// Nodes on the tape.
  public let nodeCount: Int

  /// - Throws: `JSONError` with the place of the first fault.
  public init(parsing bytes: [UInt8], options: JSONOptions = .init()) throws(JSONError) {
    var tape = TapeBuffer(forByteCount: bytes.count)
    let fault: JSONFault?
    do throws(JSONFault) {
      try bytes.withUnsafeBufferPointer { (buffer) throws(JSONFault) in
        try TapeParser.parse(buffer, into: &tape, options: options)
      }
      fault = nil
    } catch {
      fault = error
    }
    if let fault { throw JSONError(fault, in: bytes) }
    self.bytes = bytes
    nodeCount = tape.count
    nodes = tape.take()
  }

  deinit { nodes.deallocate() }

  /// The whole value.
  @inlinable public var root: JSONNode { JSONNode(text: self, index: 0) }

  /// The node at an index of the tape, as `JSONTape` counts them.
  @inlinable public func node(index: Int) -> JSONNode {
    precondition(index >= 0 && index < nodeCount, "no such node on the tape")
    return JSONNode(text: self, index: index)
  }

  /// Lends the tape to a loop that cannot afford to count references.
  @inlinable public func withTape<Result, Failure: Error>(
    _ body: (JSONTape) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) in
      // A parsed text is never empty, so the base address is there.
      try body(JSONTape(bytes: buffer.baseAddress.unsafelyUnwrapped, nodes: UnsafePointer(nodes)))
    }
  }

  /// The node that an RFC 6901 pointer names, or nil. A key that stands twice is met by its last place.
  public func node(at pointer: String) -> JSONNode? {
    JSONPointer(pointer)?.resolve(from: root)
  }
}
