public import FirestoreModel

/// What a schema says of a field (design: `x-funnel` and `title`), and of the fields below it.
///
/// A cursor into a table that is built once a schema: going down costs a look-up, and schemas that refer to themselves
/// need no unfolding. A field that no schema knows has no traits.
public struct FieldTraits: Sendable {
  /// What is said of one field.
  public struct Notes: Sendable, Equatable {
    /// The label for people.
    public var title: String?
    /// Personal data: masked in reports unless asked for.
    public var isPersonal = false
    /// Lives below `live/`; folded away in diffs.
    public var isVolatile = false
    /// A number that is only added to: a merge adds both sides' deltas.
    public var isCounter = false
    /// A time that only moves forward: a merge takes the later one.
    public var isLatest = false
    /// An array whose order means nothing and whose elements are distinct.
    public var isSet = false
    /// The member that tells the objects of an array apart.
    public var key: String?
    /// The collection that a value is an id of.
    public var reference: String?

    public init() {}
  }

  /// One place of the schema. Indices refer to the table.
  public struct Node: Sendable {
    public var notes = Notes()
    /// By field name.
    public var members: [String: Int] = [:]
    /// Of an array's elements.
    public var items: Int?

    public init() {}
  }

  final class Table: Sendable {
    let nodes: [Node]
    init(_ nodes: [Node]) { self.nodes = nodes }
  }

  let table: Table?
  let index: Int

  /// Those of a document: the first node of a table.
  public init(_ nodes: [Node]) {
    table = nodes.isEmpty ? nil : Table(nodes)
    index = 0
  }

  private init(_ table: Table?, _ index: Int) {
    self.table = table
    self.index = index
  }

  /// Of a document, or a field, that no schema says anything of.
  public static let none = FieldTraits(nil, 0)

  private var node: Node? { table?.nodes[index] }

  /// What is said of this very field.
  public var notes: Notes { table?.nodes[index].notes ?? Notes() }

  /// Those of a map's field.
  public func member(_ name: String) -> FieldTraits {
    guard let table, let next = table.nodes[index].members[name] else { return .none }
    return FieldTraits(table, next)
  }

  /// Those of an array's elements.
  public var items: FieldTraits {
    guard let table, let next = table.nodes[index].items else { return .none }
    return FieldTraits(table, next)
  }

  /// Whether nothing is said of this field nor of any below it.
  public var isNone: Bool { table == nil }

  /// Whether the schema has a counter anywhere.
  package var hasCounters: Bool { table?.nodes.contains { $0.notes.isCounter } ?? false }

  /// Those of a field, through maps.
  public func at(_ path: FieldPath) -> FieldTraits {
    path.segments.reduce(self) { $0.member($1) }
  }

  /// Whether a field, or a map or array that it lies in, holds personal data.
  public func isPersonal(_ path: FieldPath) -> Bool {
    var current = self
    if current.notes.isPersonal { return true }
    for segment in path.segments {
      current = current.member(segment)
      if current.notes.isPersonal { return true }
    }
    return false
  }

  /// The labels on the way to a field, the raw name where a place has none: `["Demographics", "Age range"]`.
  public func labels(_ path: FieldPath) -> [String] {
    var current = self
    return path.segments.map { segment in
      current = current.member(segment)
      return current.notes.title ?? segment
    }
  }
}
