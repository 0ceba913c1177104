import JSON

/// `dependentSchemas` (core §10.2.2.4): if a name is there, the whole object must fit a subschema.
struct DependentSchemas: Keyword {
  let dependencies: Extent

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    guard value.kind == .object else {
      compiler.wrongValue("dependentSchemas", "an object of schemas", value)
      return nil
    }
    var dependencies: [Dependency] = []
    for (key, schema) in value.members {
      let name = compiler.tables.names.add(key.stringBytes ?? [])
      dependencies.append(Dependency(name: name, required: Extent(), block: compiler.block(schema, context)))
    }
    return .dependentSchemas(DependentSchemas(dependencies: compiler.addDependencies(dependencies)))
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .object else { return true }
    var accepted = true
    for index in dependencies.range {
      let dependency = machine.program.tables.dependencies[index]
      guard machine.member(Int(dependency.name), of: node) >= 0 else { continue }
      // Of `dependencies`: a list of names instead of a schema.
      for entry in dependency.required.range where machine.member(entry, of: node) < 0 { return false }
      if dependency.block >= 0, !machine.check(dependency.block, node, frame) {
        if !machine.isLenient { return false }
        accepted = false
      }
    }
    return accepted
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard explainer.tape.nodes[node].kind == .object else { return }
    for index in dependencies.range {
      let dependency = explainer.tables.dependencies[index]
      guard explainer.machine.member(Int(dependency.name), of: node) >= 0 else { continue }
      explainer.explainMissing(dependency, node, site, keyword: "dependencies")
      if dependency.block >= 0 { explainer.explain(dependency.block, node) }
    }
  }
}
