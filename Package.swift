// swift-tools-version: 6.2
import PackageDescription

/// The language mode and the checks that every target is built with.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
  of name: String, _ more: [Target.Dependency] = [], excluding exclude: [String] = []
) -> Target {
  .testTarget(
    name: name.prefix(1).uppercased() + name.dropFirst() + "Tests",
    dependencies: [.byName(name: name)] + more, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "offramp",
  products: [
    .executable(name: "offramp", targets: ["offramp"]),
    // For Benchmarks/, a package of its own.
    .library(name: "TraceIO", targets: ["TraceIO"]),
  ],
  dependencies: [
    // The command line: help, validation and exit codes as users know them.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // The event queue (Heap) and full queues (Deque) of the simulation.
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    // Digests of input files (SHA-256).
    .package(url: "https://github.com/apple/swift-crypto", from: "3.12.3"),
    // Scenarios are YAML, and errors in them name the line.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    room("CounterRandom"),
    room("StateCoding"),
    room("TraceIO", ["CZstd", "CounterRandom"]),
    room(
      "InputFiles",
      ["TraceIO", "NearestName", .product(name: "Crypto", package: "swift-crypto"), "Yams"]),
    room("Catalog", ["TraceIO", "InputFiles"]),
    room("EdgeModel"),
    room("NearestName"),
    room("Controllers", ["EdgeModel", "CounterRandom", "NearestName"]),
    room(
      "Simulation",
      [
        "EdgeModel", "CounterRandom", "StateCoding",
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "DequeModule", package: "swift-collections"),
      ]),
    room(
      "Replay",
      [
        "TraceIO", "InputFiles", "Controllers", "Simulation", "EdgeModel", "CounterRandom",
        "StateCoding", "Yams",
      ]),
    room(
      "Tuning",
      [
        "Replay", "TraceIO", "InputFiles", "Controllers", "Simulation", "EdgeModel", "CounterRandom",
        "NearestName",
      ]),
    room("Report", ["Tuning", "Replay", "TraceIO"]),
    .executableTarget(
      name: "offramp",
      dependencies: [
        "Tuning", "Replay", "Report", "TraceIO", "Catalog", "Controllers", "EdgeModel",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    // Benchmarks of what is not public, so here and not in the package Benchmarks.
    .executableTarget(
      name: "decide-bench",
      dependencies: ["Replay", "Controllers", "EdgeModel", "CounterRandom"],
      path: "Benchmarks/Sources/decide-bench", swiftSettings: settings),
    .executableTarget(
      name: "world-bench",
      dependencies: ["Simulation", "Replay", "EdgeModel", "CounterRandom"],
      path: "Benchmarks/Sources/world-bench", swiftSettings: settings),
    .executableTarget(
      name: "survey",
      dependencies: ["Replay", "Controllers", "EdgeModel", "CounterRandom", "TestSupport"],
      path: "Benchmarks/Sources/survey", swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["EdgeModel", "CounterRandom"], path: "Tests/TestSupport",
      swiftSettings: settings),
    tests(of: "CounterRandom"),
    tests(of: "StateCoding"),
    tests(of: "TraceIO", ["CounterRandom"]),
    tests(of: "InputFiles", ["TestSupport"]),
    tests(
      of: "Catalog", ["TraceIO", "InputFiles", "TestSupport"], excluding: ["range_server.py"]),
    tests(of: "EdgeModel", ["TestSupport"]),
    tests(of: "Controllers", ["EdgeModel", "NearestName", "StateCoding", "TestSupport"]),
    tests(of: "Simulation", ["EdgeModel", "CounterRandom", "StateCoding"]),
    tests(of: "Replay", ["TraceIO", "InputFiles", "Controllers", "Simulation", "EdgeModel", "TestSupport"]),
    tests(
      of: "Tuning", ["Replay", "Controllers", "Simulation", "EdgeModel", "CounterRandom", "TestSupport"]),
    tests(of: "Report", ["Tuning", "Replay", "TraceIO", "TestSupport"]),
    tests(of: "offramp", ["TraceIO", "CounterRandom", "TestSupport"]),
  ]
)
