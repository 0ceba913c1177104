/// What `$dynamicRef` would find (core §8.2.3.2), worked out while compiling.
///
/// A dynamic reference goes to the outermost resource entered so far that has the anchor. Which resources have been
/// entered depends only on the way through the schemas, so a subschema is compiled once for each distinct set of
/// "anchor → outermost place" that can reach it, and the running program needs no scope at all. Schemas without dynamic
/// anchors have the one empty scope.
struct DynamicScopes {
  /// Where an anchor leads.
  struct Target: Hashable {
    var source: Int32
    var node: Int
    var resource: Int
  }

  /// Scopes that are kept apart at most; a schema with more is refused rather than compiled without an end.
  static let limit = 1_000

  private var scopes: [[[UInt8]: Target]] = [[:]]
  private var numbers: [[[UInt8]: Target]: Int] = [[:]: 0]

  /// The scope after entering a resource.
  mutating func entering(_ resource: Resource, number: Int, from scope: Int) -> Int {
    guard !resource.dynamicAnchors.isEmpty else { return scope }
    var anchors = scopes[scope]
    for (name, node) in resource.dynamicAnchors where anchors[name] == nil {
      anchors[name] = Target(source: resource.source, node: node, resource: number)
    }
    if let known = numbers[anchors] { return known }
    guard scopes.count < Self.limit else { return scope }
    scopes.append(anchors)
    numbers[anchors] = scopes.count - 1
    return scopes.count - 1
  }

  /// The outermost place of an anchor.
  func target(_ anchor: [UInt8], in scope: Int) -> Target? { scopes[scope][anchor] }
}
