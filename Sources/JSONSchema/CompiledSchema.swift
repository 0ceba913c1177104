public import Diagnostics
public import JSON

/// A JSON Schema 2020-12, compiled once into a flat program that validates any number of documents, from any thread.
public final class CompiledSchema: Sendable {
  private let program: Program
  /// Of the whole schema: the program's first block.
  private let start: BlockIndex = 0

  /// Codes of the findings that say "given up at a limit", where there is no verdict: too deep, too much work, or a
  /// pattern that backtracks without an end.
  public static let undecidedCodes: Set<String> = ["schema/depth", "schema/work", "schema/steps"]

  private init(_ program: Program) { self.program = program }

  /// Compiles a schema and all that it refers to. Costs time by the size of what is reachable, not of the registry.
  ///
  /// - Parameter uri: of a source in the registry; a fragment (`#/$defs/timestamp`, `#anchor`) picks a part of it.
  /// - Throws: `SchemaError` with every fault of the schema and its reachable parts, at their places in the files.
  public static func compile(
    _ uri: String, in registry: SchemaRegistry, options: SchemaOptions = .init()
  ) throws(SchemaError) -> CompiledSchema {
    var compiler = Compiler(registry: registry, options: options)
    let program = try compiler.compile(uri)
    return CompiledSchema(program)
  }

  /// The URIs of the sources that its meaning may depend on, its own first; some may turn out not to matter.
  public var sources: [String] { program.tables.sources.map(\.uri) }

  /// Whether the value fits. The fast reading: it decides and collects nothing.
  public func isValid(_ instance: JSONNode) -> Bool {
    instance.text.withTape { tape in
      Machine.run(program, tape) { $0.check(start, instance.index, Machine.noFrame) && $0.undecided == nil }
    }
  }

  /// Every finding about the value, in the order of the document; empty if it fits.
  ///
  /// Costs the fast reading alone when the value fits. A check that met a limit (a pattern that backtracks without an
  /// end) is a finding too.
  ///
  /// - Parameter file: the name that findings give the document.
  /// - Returns: findings with code `schema/<keyword>`, pointer, line, column, length and the keyword's location;
  ///   of a union, those of the alternative that came nearest. Where they were cut at a thousand, the last one says so
  ///   (`schema/more`).
  public func validate(_ instance: JSONNode, file: String? = nil) -> [Finding] {
    instance.text.withTape { tape in
      Machine.run(program, tape) { machine in
        if machine.check(start, instance.index, Machine.noFrame), machine.undecided == nil { return [] }
        machine.depth = 0
        machine.marks = []
        var explainer = Explainer(machine)
        explainer.explain(start, instance.index, isRefused: true)
        explainer.addUndecided(instance.text)
        explainer.removeCascades()
        explainer.addVerdictIfEmpty(instance.index)
        return explainer.withLimitNote(explainer.findings(file: file, text: instance.text))
      }
    }
  }
}
