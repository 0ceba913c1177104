// swift-tools-version: 6.2
import PackageDescription

/// The switches that every Swift target is built with: existentials are spelt `any`, a member is visible only
/// where its module is imported, and an import is internal unless it says otherwise. A warning is an error.
let switches: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// A library target of ours. Its dependencies are the borders that `make lint` checks imports against.
func library(_ name: String, _ dependencies: [Target.Dependency] = [], linker: [LinkerSetting] = []) -> Target
{
  .target(name: name, dependencies: dependencies, swiftSettings: switches, linkerSettings: linker)
}

/// A test target; golden files lie beside the tests and are read from the source tree, never bundled.
func tests(_ name: String, _ dependencies: [Target.Dependency], besides folders: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: folders, swiftSettings: switches)
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "funnel",
  products: [
    .executable(name: "funnel", targets: ["funnel"]),
    .library(name: "JSON", targets: ["JSON"]),
    .library(name: "JSONSchema", targets: ["JSONSchema"]),
    .library(name: "Zod", targets: ["Zod"]),
    .library(name: "DocumentCodec", targets: ["DocumentCodec"]),
    .library(name: "Changes", targets: ["Changes"]),
    .library(name: "FirestoreModel", targets: ["FirestoreModel"]),
    .library(name: "Store", targets: ["Store"]),
    .library(name: "FunnelFlow", targets: ["FunnelFlow"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C libraries, each seen by exactly one target of ours.
    .systemLibrary(name: "CDeflate"),
    .systemLibrary(name: "CIDN2"),
    .systemLibrary(name: "CLibgit2"),
    .target(name: "CLibgit2Stubs"),
    .systemLibrary(name: "CMbedCrypto"),
    .systemLibrary(name: "CPCRE2"),
    .systemLibrary(name: "CZlib"),

    library("Diagnostics"),
    library("Hashing", ["CMbedCrypto"]),
    library("Platform", ["Diagnostics"]),
    library("JSON", ["Diagnostics"]),
    library("Reports", ["JSON", "Diagnostics"]),
    library("ECMARegex", ["CPCRE2"]),
    // libunistring serves libidn2 alone and must come after it.
    library(
      "IDNA", ["CIDN2"], linker: [.linkedLibrary(":libidn2.a"), .linkedLibrary(":libunistring.a")]),
    library("JSONSchema", ["JSON", "ECMARegex", "IDNA", "Diagnostics"]),
    library("Zod", ["JSON", "JSONSchema", "ECMARegex", "Diagnostics"]),
    library("SchemaTools", ["JSON", "JSONSchema", "Hashing", "Diagnostics"]),
    library("FirestoreModel", ["Diagnostics"]),
    library("DocumentCodec", ["FirestoreModel", "JSON", "Hashing", "Diagnostics"]),
    library("Conditions", ["FirestoreModel", "ECMARegex", "Diagnostics"]),
    library("Changes", ["DocumentCodec", "FirestoreModel", "JSON", "Diagnostics"]),
    library("Pages"),
    library("ChangePages", ["Changes", "Pages"]),
    // libgit2 is linked statically with its network transports left out: docs/decisions/0002-static-libgit2.md.
    // The archives are named once, here, in link order: SwiftPM keeps only the first mention of a library, and the
    // linker needs PCRE2 and mbedTLS after libgit2. Every product links Git.
    library(
      "Git", ["CLibgit2", "CLibgit2Stubs", "CZlib", "CDeflate", "Hashing", "Platform", "Diagnostics"],
      linker: [
        .linkedLibrary(":libgit2.a"), .linkedLibrary(":libpcre2-8.a"), .linkedLibrary(":libz.a"),
        .linkedLibrary(":libhttp_parser.a"), .linkedLibrary(":libmbedcrypto.a"),
        .linkedLibrary(":libdeflate.a"),
      ]),
    library(
      "Store",
      [
        "Git", "Changes", "DocumentCodec", "FirestoreModel", "JSONSchema", "Zod", "JSON", "Hashing",
        "Platform", "Diagnostics",
      ]),
    library(
      "FieldHistory",
      ["Store", "Changes", "Conditions", "Git", "DocumentCodec", "FirestoreModel", "Diagnostics"]),
    library(
      "Audit",
      [
        "Store", "Changes", "Conditions", "Git", "Pages", "Reports", "DocumentCodec", "FirestoreModel",
        "JSON",
        "Hashing", "Platform", "Diagnostics",
      ]),
    library(
      "Merging",
      ["Store", "Changes", "Git", "DocumentCodec", "FirestoreModel", "JSON", "Platform", "Diagnostics"]),
    library(
      "Review",
      [
        "Merging", "Store", "SchemaTools", "Git", "Changes", "ChangePages", "Conditions", "Pages", "Reports",
        "DocumentCodec", "FirestoreModel", "JSON", "Platform", "Diagnostics",
      ]),
    library("FunnelFlow", ["Store", "FirestoreModel", "DocumentCodec", "JSON", "Platform", "Diagnostics"]),
    .executableTarget(
      name: "funnel",
      dependencies: [
        "FunnelFlow", "Audit", "Review", "Merging", "Store", "FieldHistory", "SchemaTools", "Git", "Changes",
        "ChangePages",
        "Conditions", "Pages",
        "DocumentCodec",
        "FirestoreModel",
        "JSONSchema", "JSON",
        "Reports", "Zod",
        "Platform", "Diagnostics",
        argumentParser,
      ],
      swiftSettings: switches,
      // Wholly static: a third of the start-up time of a program is the dynamic loader's
      // (docs/decisions/0007-static-executable.md).
      linkerSettings: [
        .unsafeFlags(["-static-executable"], .when(platforms: [.linux], configuration: .release))
      ]),

    .target(
      name: "TestSupport", dependencies: ["FirestoreModel", "Platform", "Diagnostics"],
      path: "Tests/TestSupport",
      swiftSettings: switches),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("JSONTests", ["JSON", "Diagnostics"]),
    tests("ReportsTests", ["Reports", "JSON", "Diagnostics"]),
    tests("IDNATests", ["IDNA"]),
    tests("ECMARegexTests", ["ECMARegex"]),
    tests("JSONSchemaTests", ["JSONSchema", "ECMARegex", "JSON", "Diagnostics"], besides: ["Fixtures"]),
    tests("ZodTests", ["Zod", "JSON", "JSONSchema", "Diagnostics"]),
    tests(
      "SchemaToolsTests", ["SchemaTools", "JSON", "JSONSchema", "Platform", "Diagnostics"],
      besides: ["Golden", "Fixtures"]),
    tests(
      "FirestoreModelTests", ["FirestoreModel", "DocumentCodec", "JSON", "Diagnostics"], besides: ["Fixtures"]
    ),
    tests(
      "DocumentCodecTests", ["DocumentCodec", "FirestoreModel", "JSON", "Hashing", "Diagnostics"],
      besides: ["Golden"]),
    tests("ConditionsTests", ["Conditions", "FirestoreModel", "Diagnostics"]),
    tests("ChangesTests", ["Changes", "DocumentCodec", "FirestoreModel", "JSON", "Diagnostics"]),
    tests("PagesTests", ["Pages"]),
    tests("ChangePagesTests", ["ChangePages", "Changes", "Pages", "FirestoreModel"]),
    tests("GitTests", ["Git", "Hashing", "Platform", "Diagnostics"]),
    tests(
      "StoreTests",
      ["Store", "Changes", "Git", "Platform", "DocumentCodec", "FirestoreModel", "JSON", "Diagnostics"]),
    tests(
      "FieldHistoryTests",
      [
        "FieldHistory", "Store", "Changes", "Conditions", "Git", "Platform", "DocumentCodec",
        "FirestoreModel",
        "Diagnostics",
      ]),
    tests(
      "FunnelFlowTests",
      [
        "FunnelFlow", "Store", "DocumentCodec", "FirestoreModel", "JSONSchema", "JSON", "Hashing", "Platform",
        "Diagnostics",
      ]),
    tests(
      "AuditTests",
      [
        "Audit", "Store", "Git", "Pages", "Reports", "DocumentCodec", "FirestoreModel", "JSON", "Hashing",
        "Platform", "Diagnostics",
      ]),
    tests(
      "MergingTests",
      [
        "Merging", "Store", "Changes", "Git", "DocumentCodec", "FirestoreModel", "JSON", "Platform",
        "Diagnostics",
      ]),
    tests(
      "ReviewTests",
      [
        "Review", "Merging", "FieldHistory", "Store", "Git", "Changes", "Pages", "Reports", "FirestoreModel",
        "JSON", "Platform", "Diagnostics",
      ]),
    tests("CLITests", ["JSON", "Platform", "Diagnostics"]),
    tests("DocumentationTests", ["JSON", "Platform", "Diagnostics"]),
  ],
  swiftLanguageModes: [.v6]
)
