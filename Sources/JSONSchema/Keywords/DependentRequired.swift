import JSON

/// `dependentRequired` (validation §6.5.4): if a name is there, others must be too.
struct DependentRequired: Keyword {
  let dependencies: Extent

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    guard value.kind == .object else {
      compiler.wrongValue("dependentRequired", "an object of lists of names", value)
      return nil
    }
    var dependencies: [Dependency] = []
    for (key, list) in value.members {
      guard let names = compiler.nameList("dependentRequired", list) else { continue }
      let required = compiler.addNames(names)
      let name = compiler.tables.names.add(key.stringBytes ?? [])
      dependencies.append(Dependency(name: name, required: required, block: -1))
    }
    return .dependentRequired(DependentRequired(dependencies: compiler.addDependencies(dependencies)))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .object else { return true }
    for index in dependencies.range {
      let dependency = machine.program.tables.dependencies[index]
      guard machine.member(Int(dependency.name), of: node) >= 0 else { continue }
      for entry in dependency.required.range where machine.member(entry, of: node) < 0 { return false }
    }
    return true
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard explainer.tape.nodes[node].kind == .object else { return }
    for index in dependencies.range {
      let dependency = explainer.tables.dependencies[index]
      guard explainer.machine.member(Int(dependency.name), of: node) >= 0 else { continue }
      explainer.explainMissing(dependency, node, site, keyword: "dependentRequired")
    }
  }
}

extension Explainer {
  /// The names that must be there because another one is.
  mutating func explainMissing(_ dependency: Dependency, _ node: Int, _ site: Site, keyword: String) {
    for entry in dependency.required.range where machine.member(entry, of: node) < 0 {
      let cause = Words.name(tables.names.string(Int(dependency.name)))
      let name = Words.name(tables.names.string(entry))
      add(keyword, "\(name) is required when \(cause) is there", node, site, expected: name)
    }
  }
}
