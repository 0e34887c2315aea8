// swift-tools-version: 6.2
import PackageDescription

/// The language mode and the checks of the package that is measured.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "offramp-benchmarks",
  dependencies: [.package(name: "offramp", path: "..")],
  targets: [
    .executableTarget(
      name: "ingest-bench", dependencies: [.product(name: "TraceIO", package: "offramp")],
      swiftSettings: settings)
  ]
)
