internal import Diagnostics
internal import JSON
internal import JSONSchema

/// Refuses schemas that apply themselves to the very value that they judge: zod would never come back from them.
enum SameValueLoops {
  /// Schemas that one value may have around each other.
  private static let depthLimit = 500

  static func refuse(in program: ZodProgram, schema: JSONNode) throws(SchemaError) {
    /// 0 while unseen, -1 while open, else how many schemas lie inside each other from here on.
    var depths = [Int](repeating: 0, count: program.nodes.count)
    for start in program.nodes.indices where depths[start] == 0 {
      var open: [(node: Int, next: Int)] = [(start, 0)]
      depths[start] = -1
      while let top = open.last {
        let inner = self.inner(program.nodes[top.node], program)
        guard top.next < inner.count else {
          depths[top.node] = 1 + (inner.map { depths[$0] }.max() ?? 0)
          open.removeLast()
          continue
        }
        open[open.count - 1].next += 1
        let node = inner[top.next]
        if depths[node] == -1 {
          throw fault("keyword/loop", "a $ref leads back to its own schema without going deeper", schema)
        }
        if depths[node] == 0 {
          depths[node] = -1
          open.append((node, 0))
        }
      }
      if depths[start] > depthLimit {
        throw fault(
          "keyword/size", "more than \(depthLimit) unions and intersections lie inside each other", schema)
      }
    }
  }

  private static func fault(_ code: String, _ message: String, _ schema: JSONNode) -> SchemaError {
    SchemaError([Finding(code: code, message: message, location: schema.location())])
  }

  /// The schemas that a schema applies to its own value.
  private static func inner(_ node: ZodNode, _ program: ZodProgram) -> [Int] {
    switch node {
    case .nullable(let inner), .defaulted(let inner): [inner]
    case .union(let list), .exclusive(let list), .intersection(let list): program.lists[list]
    case .discriminated(let rule): program.discriminators[rule].choices.map(\.node)
    default: []
    }
  }
}
