// swift-tools-version: 6.2
import PackageDescription

let switches: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// A package of its own, so that what is measured against (Foundation) burdens nobody who builds funnel.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "funnel", path: "..")],
  targets: [
    .target(name: "Timing", swiftSettings: switches),
    .executableTarget(
      name: "codec",
      dependencies: [
        "Timing",
        .product(name: "JSON", package: "funnel"),
        .product(name: "JSONSchema", package: "funnel"),
        .product(name: "FirestoreModel", package: "funnel"),
        .product(name: "DocumentCodec", package: "funnel"),
      ],
      swiftSettings: switches,
      // What Hashing and JSONSchema need and only Git names.
      linkerSettings: [.linkedLibrary(":libpcre2-8.a"), .linkedLibrary(":libmbedcrypto.a")]),
    .executableTarget(
      name: "differ",
      dependencies: [
        "Timing",
        .product(name: "Changes", package: "funnel"),
        .product(name: "JSON", package: "funnel"),
        .product(name: "FirestoreModel", package: "funnel"),
        .product(name: "DocumentCodec", package: "funnel"),
      ],
      swiftSettings: switches,
      linkerSettings: [.linkedLibrary(":libmbedcrypto.a")]),
    .executableTarget(
      name: "validator",
      dependencies: [
        "Timing",
        .product(name: "JSON", package: "funnel"),
        .product(name: "JSONSchema", package: "funnel"),
      ],
      swiftSettings: switches,
      linkerSettings: [.linkedLibrary(":libpcre2-8.a")]),
  ],
  swiftLanguageModes: [.v6]
)
