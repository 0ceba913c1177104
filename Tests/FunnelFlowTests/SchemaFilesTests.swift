import FirestoreModel
import FunnelFlow
import JSON
import Testing

/// The schema files themselves: closed, labelled, annotated only where annotations are read.
@Suite struct SchemaFilesTests {
  static let keywords: Set<String> = [
    "$schema", "$ref", "$defs", "$comment", "title", "description", "type", "enum", "const", "allOf", "anyOf",
    "oneOf",
    "not", "if", "then", "else", "properties", "patternProperties", "additionalProperties",
    "unevaluatedProperties",
    "propertyNames", "required", "items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength",
    "pattern",
    "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minProperties", "maxProperties",
    "default", "examples", "x-funnel",
  ]
  static let annotations: Set<String> = [
    "id", "ref", "personal", "volatile", "counter", "latest", "set", "key", "type",
  ]

  @Test func theKeywordsAreTheOnesThatWeUse() throws {
    for place in try SchemaFile.all().flatMap({ $0.places() }) {
      for (key, _) in place.node.members {
        #expect(Self.keywords.contains(key.string ?? ""), "\(key.string ?? "") at \(place.label)")
      }
    }
  }

  @Test func annotationsStandWhereTheyAreRead() throws {
    for place in try SchemaFile.all().flatMap({ $0.places() }) {
      guard let annotation = place.node.member("x-funnel") else { continue }
      #expect(place.isStatic, "x-funnel at \(place.label)")
      for (key, _) in annotation.members {
        let name = key.string ?? ""
        #expect(
          Self.annotations.contains(name) || (name == "collection" && place.pointer.isEmpty),
          "\(name) at \(place.label)")
      }
      #expect(
        annotation.member("volatile") == nil || !place.pointer.contains("/items"),
        "volatile in an array: \(place.label)")
    }
  }

  @Test func objectsAreClosedAndPropertiesHaveLabels() throws {
    let files = try SchemaFile.all()
    for place in files.flatMap({ $0.places() }) where place.isStatic {
      guard let properties = place.node.member("properties") else { continue }
      #expect(place.node.member("unevaluatedProperties")?.kind == .boolean, "open: \(place.label)")
      #expect(place.node.member("unevaluatedProperties")?.isTrue == false, "open: \(place.label)")
      let required = place.node.member("required")?.elements.compactMap(\.string) ?? []
      for (key, schema) in properties.members {
        let name = key.string ?? ""
        #expect(
          schema.member("title") != nil || schema.member("$ref") != nil, "no title: \(place.label)/\(name)")
        if schema.member("x-funnel")?.member("volatile") != nil {
          #expect(!required.contains(name), "volatile and required: \(place.label)/\(name)")
        }
      }
      for name in required {
        #expect(properties.member(name) != nil, "required and unknown: \(place.label)/\(name)")
      }
    }
  }

  @Test func everyFormatHasAPattern() throws {
    for place in try SchemaFile.all().flatMap({ $0.places() }) where place.node.member("format") != nil {
      #expect(place.node.member("pattern") != nil, "\(place.label)")
    }
  }

  @Test func everyReferenceLeadsSomewhere() throws {
    let files = try SchemaFile.all()
    for file in files {
      for place in file.places() {
        guard let reference = place.node.member("$ref")?.string else { continue }
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        let target = parts[0].isEmpty ? file : files.first { $0.name == parts[0] }
        #expect(
          target?.text.node(at: parts.count > 1 ? parts[1] : "") != nil, "\(reference) at \(place.label)")
      }
    }
  }

  @Test func theCollectionsInCodeAreThoseOfTheSchemas() throws {
    let patterns = try SchemaFile.all().compactMap { $0.collection?.joined(separator: "/") }.sorted()
    #expect(patterns == FunnelFlowCollections.patterns)
    #expect(FunnelFlowCollections.usageEvents.description == "analytics")
    #expect(
      try FunnelFlowCollections.personas(of: "ada").document("night-owl").description
        == "users/ada/personas/night-owl")
    #expect(try FunnelFlowCollections.apiKeys(of: "ada").description == "users/ada/apiKeys")
    #expect(try FunnelFlowCollections.analyses(of: "ada").description == "users/ada/analyses")
    #expect(try FunnelFlowCollections.subscription(of: "ada").description == "subscriptions/ada")
  }

  @Test func volatileFieldsAreCountersAndTimes() throws {
    let files = try SchemaFile.all()
    let volatile = files.flatMap { file in
      file.collection == nil ? [] : file.paths(marked: "volatile", in: files).map { "\(file.name) \($0)" }
    }
    #expect(
      volatile.sorted() == [
        "apiKey.json lastUsedAt",
        "persona.json metadata.lastUsedAt",
        "persona.json metadata.usageCount",
        "personaTemplate.json metadata.lastUsedAt",
        "personaTemplate.json metadata.usageCount",
        "user.json lastLoginAt",
        "user.json metadata.lastAnalysisAt",
        "user.json metadata.totalAnalyses",
        "user.json metadata.totalCopyGenerations",
      ])
  }

  /// An index on a field that no document has would be built for nothing and found by no query.
  @Test func indexesNameFieldsThatTheSchemasKnow() throws {
    let files = try SchemaFile.all()
    let root = try StoreFolder.text("firestore.indexes.json").root
    let groups = try ["indexes", "fieldOverrides"].flatMap { try #require(root.member($0)).elements }
    #expect(groups.count > 10)
    for group in groups {
      let id = try #require(group.member("collectionGroup")?.string)
      let file = try #require(
        files.first { ($0.collection ?? []).dropLast().last == id }, "no collection \(id)")
      let known = Set(file.properties(in: files).map(\.path))
      let fields = group.member("fields")?.elements.compactMap { $0.member("fieldPath")?.string }
      for field in fields ?? [group.member("fieldPath")?.string ?? ""] {
        #expect(known.contains(field), "\(id): \(field)")
      }
    }
  }
}
