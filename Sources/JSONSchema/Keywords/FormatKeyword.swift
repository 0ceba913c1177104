import JSON

/// `format` (validation §7), asserted where the options say so.
struct FormatKeyword: Keyword {
  let format: Format

  static func compile(_ value: JSONNode, _ context: SchemaContext, _ compiler: inout Compiler) -> Instruction?
  {
    guard let name = value.string else {
      compiler.wrongValue("format", "the name of a format", value)
      return nil
    }
    // A meta-schema that asks for assertion overrules the options, and then unknown formats must not pass (§7.2.3).
    let isAsserted = compiler.index.resources[context.resource].vocabularies.contains(.formatAssertion)
    guard let format = Format(rawValue: name) else {
      if compiler.options.unknownKeywords == .refuse || isAsserted {
        compiler.fault(
          "keyword/format", "\(Words.quoted(name)) is not a known format", value,
          hint: Spelling.nearest(to: name, among: Format.allCases.map(\.rawValue)).map {
            "did you mean \($0)?"
          })
      }
      return nil
    }
    return compiler.options.assertFormats || isAsserted ? .format(FormatKeyword(format: format)) : nil
  }

  func accepts(_ node: Int, _ machine: inout Machine, _ frame: Int) -> Bool {
    guard machine.tape.nodes[node].kind == .string else { return true }
    let format = format
    return machine.withString(node) { format.accepts($0) }
  }

  func explain(_ node: Int, _ site: Site, _ explainer: inout Explainer) {
    guard !accepts(node, &explainer.machine, Machine.noFrame) else { return }
    let found = Words.value(explainer.tape, node)
    // The equal pattern, wherever it stands in the schema, would say the same again.
    explainer.drafts.removeAll {
      $0.node == node && $0.code == "schema/pattern" && $0.site.block == site.block
    }
    explainer.add(
      "format", "\(explainer.subject) must be \(format.phrase), found \(found)", node, site,
      expected: format.phrase, found: found, hint: explainer.repair(node, .format))
  }
}
