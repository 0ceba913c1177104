/// A keyword, compiled: plain numbers that point into the program's tables.
///
/// `accepts` is the fast yes/no and `explain` the slow account of the same rule. Both run over the tape.
protocol Keyword: Sendable {
  /// Whether the value at `node` obeys. Says yes to values of kinds that the keyword is not about.
  ///
  /// - Parameter frame: where to note evaluated members or elements; `Machine.noFrame` when nobody asks.
  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool
  /// Adds findings for the value at `node`; none if it obeys.
  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer)
}

/// One step of a program. The switches below only hand over: each rule lives in its keyword's file.
enum Instruction: Sendable {
  case type(TypeKeyword)
  case const(Const)
  case `enum`(Enum)
  case allOf(AllOf)
  case anyOf(AnyOf)
  case oneOf(OneOf)
  case not(Not)
  case conditional(If)
  case ref(Ref)
  case required(Required)
  case members(FusedMembers)
  case properties(Properties)
  case patternProperties(PatternProperties)
  case additionalProperties(AdditionalProperties)
  case propertyNames(PropertyNames)
  case propertyCount(PropertyCount)
  case dependentRequired(DependentRequired)
  case dependentSchemas(DependentSchemas)
  case unevaluatedProperties(UnevaluatedProperties)
  case prefixItems(PrefixItems)
  case items(Items)
  case contains(Contains)
  case itemCount(ItemCount)
  case uniqueItems(UniqueItems)
  case unevaluatedItems(UnevaluatedItems)
  case length(Length)
  case pattern(PatternKeyword)
  case format(FormatKeyword)
  case bound(Bound)
  case multipleOf(MultipleOf)

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    switch self {
    case .type(let keyword): keyword.accepts(node, &machine, frame)
    case .const(let keyword): keyword.accepts(node, &machine, frame)
    case .enum(let keyword): keyword.accepts(node, &machine, frame)
    case .allOf(let keyword): keyword.accepts(node, &machine, frame)
    case .anyOf(let keyword): keyword.accepts(node, &machine, frame)
    case .oneOf(let keyword): keyword.accepts(node, &machine, frame)
    case .not(let keyword): keyword.accepts(node, &machine, frame)
    case .conditional(let keyword): keyword.accepts(node, &machine, frame)
    case .ref(let keyword): keyword.accepts(node, &machine, frame)
    case .required(let keyword): keyword.accepts(node, &machine, frame)
    case .members(let keyword): keyword.accepts(node, &machine, frame)
    case .properties(let keyword): keyword.accepts(node, &machine, frame)
    case .patternProperties(let keyword): keyword.accepts(node, &machine, frame)
    case .additionalProperties(let keyword): keyword.accepts(node, &machine, frame)
    case .propertyNames(let keyword): keyword.accepts(node, &machine, frame)
    case .propertyCount(let keyword): keyword.accepts(node, &machine, frame)
    case .dependentRequired(let keyword): keyword.accepts(node, &machine, frame)
    case .dependentSchemas(let keyword): keyword.accepts(node, &machine, frame)
    case .unevaluatedProperties(let keyword): keyword.accepts(node, &machine, frame)
    case .prefixItems(let keyword): keyword.accepts(node, &machine, frame)
    case .items(let keyword): keyword.accepts(node, &machine, frame)
    case .contains(let keyword): keyword.accepts(node, &machine, frame)
    case .itemCount(let keyword): keyword.accepts(node, &machine, frame)
    case .uniqueItems(let keyword): keyword.accepts(node, &machine, frame)
    case .unevaluatedItems(let keyword): keyword.accepts(node, &machine, frame)
    case .length(let keyword): keyword.accepts(node, &machine, frame)
    case .pattern(let keyword): keyword.accepts(node, &machine, frame)
    case .format(let keyword): keyword.accepts(node, &machine, frame)
    case .bound(let keyword): keyword.accepts(node, &machine, frame)
    case .multipleOf(let keyword): keyword.accepts(node, &machine, frame)
    }
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    switch self {
    case .type(let keyword): keyword.explain(node, site, &explainer)
    case .const(let keyword): keyword.explain(node, site, &explainer)
    case .enum(let keyword): keyword.explain(node, site, &explainer)
    case .allOf(let keyword): keyword.explain(node, site, &explainer)
    case .anyOf(let keyword): keyword.explain(node, site, &explainer)
    case .oneOf(let keyword): keyword.explain(node, site, &explainer)
    case .not(let keyword): keyword.explain(node, site, &explainer)
    case .conditional(let keyword): keyword.explain(node, site, &explainer)
    case .ref(let keyword): keyword.explain(node, site, &explainer)
    case .required(let keyword): keyword.explain(node, site, &explainer)
    case .members(let keyword): keyword.explain(node, site, &explainer)
    case .properties(let keyword): keyword.explain(node, site, &explainer)
    case .patternProperties(let keyword): keyword.explain(node, site, &explainer)
    case .additionalProperties(let keyword): keyword.explain(node, site, &explainer)
    case .propertyNames(let keyword): keyword.explain(node, site, &explainer)
    case .propertyCount(let keyword): keyword.explain(node, site, &explainer)
    case .dependentRequired(let keyword): keyword.explain(node, site, &explainer)
    case .dependentSchemas(let keyword): keyword.explain(node, site, &explainer)
    case .unevaluatedProperties(let keyword): keyword.explain(node, site, &explainer)
    case .prefixItems(let keyword): keyword.explain(node, site, &explainer)
    case .items(let keyword): keyword.explain(node, site, &explainer)
    case .contains(let keyword): keyword.explain(node, site, &explainer)
    case .itemCount(let keyword): keyword.explain(node, site, &explainer)
    case .uniqueItems(let keyword): keyword.explain(node, site, &explainer)
    case .unevaluatedItems(let keyword): keyword.explain(node, site, &explainer)
    case .length(let keyword): keyword.explain(node, site, &explainer)
    case .pattern(let keyword): keyword.explain(node, site, &explainer)
    case .format(let keyword): keyword.explain(node, site, &explainer)
    case .bound(let keyword): keyword.explain(node, site, &explainer)
    case .multipleOf(let keyword): keyword.explain(node, site, &explainer)
    }
  }

  /// The largest `rank`.
  static let lastRank = 9

  /// Where the step goes in the fast reading: lower is cheaper. `unevaluated…` must come after everything else.
  var rank: Int {
    switch self {
    case .type, .propertyCount, .itemCount: 0
    case .const, .enum, .length, .bound: 1
    case .multipleOf, .format, .required, .dependentRequired: 2
    case .pattern, .members, .properties, .prefixItems: 3
    case .patternProperties, .additionalProperties, .propertyNames, .items: 4
    case .uniqueItems, .ref, .allOf, .conditional, .dependentSchemas, .not, .contains: 5
    case .anyOf, .oneOf: 6
    case .unevaluatedProperties, .unevaluatedItems: 9
    }
  }

  /// The subschemas that see the same value as the keyword itself: followed without an end, they make a loop.
  func inPlaceBlocks(_ tables: borrowing ProgramTables) -> [BlockIndex] {
    switch self {
    case .ref(let keyword): [keyword.block]
    case .allOf(let keyword): Array(tables.blockLists[keyword.blocks.range])
    case .anyOf(let keyword): Array(tables.blockLists[keyword.blocks.range])
    case .oneOf(let keyword): Array(tables.blockLists[keyword.blocks.range])
    case .not(let keyword): [keyword.block]
    case .conditional(let keyword): [keyword.condition, keyword.then, keyword.otherwise].filter { $0 >= 0 }
    case .dependentSchemas(let keyword):
      tables.dependencies[keyword.dependencies.range].map(\.block).filter { $0 >= 0 }
    default: []
    }
  }
}
