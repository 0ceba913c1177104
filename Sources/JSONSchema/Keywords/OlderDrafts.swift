import JSON

/// Keywords of drafts before 2020-12, put into its instructions.
enum OlderDrafts {
  /// `items` as a list (validation §9.3.1.1 of 2019-09): what is `prefixItems` now.
  static let items: KeywordTable.Compile = { value, context, compiler in
    value.kind == .array
      ? value.count == 0 ? nil : PrefixItems.compile(value, context, &compiler)
      : .items(Items(block: compiler.block(value, context), from: 0, isUnevaluated: false))
  }

  /// `additionalItems`: the elements after those of a list in `items`; without one it says nothing.
  static let additionalItems: KeywordTable.Compile = { value, context, compiler in
    let block = compiler.block(value, context)
    guard let list = context.node.member("items"), list.kind == .array else { return nil }
    return .items(Items(block: block, from: Int32(list.count), isUnevaluated: false))
  }

  /// `$recursiveRef` (core §8.2.4.2.1 of 2019-09): always `#`.
  static let recursiveRef: KeywordTable.Compile = { value, context, compiler in
    compiler.reference("$recursiveRef", value, context).map { .ref(Ref(block: $0)) }
  }
}

/// `dependencies`, the older drafts' `dependentRequired` and `dependentSchemas` in one; 2020-12 lets it be read still
/// (validation appendix A).
extension DependentSchemas {
  static let dependencies: KeywordTable.Compile = { value, context, compiler in
    guard value.kind == .object else {
      compiler.wrongValue("dependencies", "an object of schemas and lists of names", value)
      return nil
    }
    var dependencies: [Dependency] = []
    for (key, dependent) in value.members {
      var required = Extent()
      var block: BlockIndex = -1
      if dependent.kind == .array {
        guard let names = compiler.nameList("dependencies", dependent) else { continue }
        required = compiler.addNames(names)
      } else {
        block = compiler.block(dependent, context)
      }
      let name = compiler.tables.names.add(key.stringBytes ?? [])
      dependencies.append(Dependency(name: name, required: required, block: block))
    }
    return .dependentSchemas(DependentSchemas(dependencies: compiler.addDependencies(dependencies)))
  }
}
