/// What `$dynamicRef` would find (core §8.2.3.2), worked out while compiling.
///
/// A dynamic reference goes to the outermost resource entered so far that has the anchor. Which resources have been
/// entered depends only on the way through the schemas, so a subschema is compiled once for each distinct set of
/// "anchor → outermost place" that can reach it, and the running program needs no scope at all. Schemas without dynamic
/// anchors have the one empty scope.
struct DynamicScopes {
  /// Where an anchor leads.
  struct Target: Equatable {
    var source: Int32
    var node: Int
    var resource: Int
  }

  /// Scopes that are kept apart at most; a schema with more is refused rather than compiled without an end.
  static let limit = 1_000

  private typealias Scope = [(name: [UInt8], target: Target)]
  /// The first is the empty one. Names are sorted.
  private var scopes: [Scope] = [[]]

  /// What entering a resource of many anchors came to: by scope and resource.
  private var entered: [UInt64: Int] = [:]

  /// The scope after entering a resource.
  mutating func entering(_ resource: Resource, number: Int, from scope: Int) -> Int {
    guard resource.hasDynamicAnchors else { return scope }
    let key = UInt64(scope) << 32 | UInt64(number)
    if let known = entered[key] { return known }
    let next = enter(resource, number: number, from: scope)
    entered[key] = next
    return next
  }

  private mutating func enter(_ resource: Resource, number: Int, from scope: Int) -> Int {
    var anchors = scopes[scope]
    var names = NameMap()
    for (place, anchor) in anchors.enumerated() { names.insert(anchor.name, place) }
    for anchor in resource.anchors where anchor.isDynamic && names[anchor.name] == nil {
      names.insert(anchor.name, anchors.count)
      anchors.append((anchor.name, Target(source: resource.source, node: anchor.node, resource: number)))
    }
    guard anchors.count > scopes[scope].count else { return scope }
    anchors.sort { $0.name.lexicographicallyPrecedes($1.name) }
    let known = scopes.firstIndex {
      $0.elementsEqual(anchors) { $0.name == $1.name && $0.target == $1.target }
    }
    if let known { return known }
    guard scopes.count < Self.limit else { return scope }
    scopes.append(anchors)
    return scopes.count - 1
  }

  /// The outermost place of an anchor.
  func target(_ anchor: [UInt8], in scope: Int) -> Target? {
    var from = 0
    var to = scopes[scope].count
    while from < to {
      let middle = (from + to) / 2
      if scopes[scope][middle].name.lexicographicallyPrecedes(anchor) {
        from = middle + 1
      } else {
        to = middle
      }
    }
    guard from < scopes[scope].count, scopes[scope][from].name == anchor else { return nil }
    return scopes[scope][from].target
  }
}
