internal import ECMARegex
public import JSON
public import JSONSchema

/// A schema of zod 4, read from the JSON Schema that `z.toJSONSchema` writes for it, that judges as zod does.
///
/// The verdict is zod's, not JSON Schema's: numbers are doubles, lengths of strings count code points, unknown keys are
/// those of the shape, `format` decides by zod's own checks. What several zod schemas write alike is read as the
/// plainest of them (docs/decisions/0010-zod-reading.md).
public final class ZodSchema: Sendable {
  let program: ZodProgram

  init(_ program: ZodProgram) { self.program = program }

  /// Reads a schema; costs one pass over it.
  ///
  /// - Parameter schema: what `z.toJSONSchema(schema, { io: "input" })` wrote for the target draft 2020-12. It may stand
  ///   inside a larger text: `#` is this node.
  /// - Throws: `SchemaError` for a schema that `z.toJSONSchema` does not write, or one that is broken: an unknown `$ref`,
  ///   a `$ref` that leads back to itself, a pattern that is none.
  public static func compile(_ schema: JSONNode) throws(SchemaError) -> ZodSchema {
    var compiler = ZodCompiler(schema)
    return ZodSchema(try compiler.compile())
  }

  /// zod's issues with a document, in zod's order; empty when it fits.
  ///
  /// A document that cannot be judged within the limits of steps, depth and issues (10,000) has one issue with `ZodIssue.undecidedCode`.
  public func issues(_ instance: JSONNode) -> [ZodIssue] {
    instance.text.withTape { tape in
      var runner = ZodRunner(
        program, tape, valueCount: Int(tape.nodes[instance.index].next) - instance.index,
        byteCount: instance.rawBytes.count)
      var found: [RawIssue] = []
      runner.run(program.root, .node(instance.index), &found)
      if let stop = runner.stop { return [ZodIssue(undecided: stop)] }
      return found.map(ZodIssue.init)
    }
  }

  /// Whether a document fits: the same answer as `issues(_:).isEmpty`.
  public func isValid(_ instance: JSONNode) -> Bool { issues(instance).isEmpty }
}
