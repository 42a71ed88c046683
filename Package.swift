// swift-tools-version: 6.2
import PackageDescription

// Floors are folders of `Sources/`; a room may depend on rooms of floors below and on rooms to its left on its own
// floor. `ArchitectureTests` reads this manifest and holds it to that order.
let package = Package(
    name: "comport",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "comport", targets: ["comport"]),
        .executable(name: "benchmarks", targets: ["Benchmarks"]),
    ],
    targets: [
        // Ground: no MCP.
        room("Ground", "CLinux"),
        room("Ground", "Text"),
        room("Ground", "JSON", ["Text"]),
        room("Ground", "Patterns"),
        room("Ground", "JSONSchema", ["Text", "JSON", "Patterns"]),
        room("Ground", "HTTPWire"),
        room("Ground", "WebSocketWire", ["Text", "HTTPWire"]),
        room("Ground", "Histogram", ["Text"]),
        room("Ground", "SystemLibraries"),
        room("Ground", "Reactor", ["CLinux"]),
        room("Ground", "Storage", ["Text", "Reactor"]),
        room("Ground", "Crypto", ["SystemLibraries", "Reactor"]),
        room("Ground", "HTTP", ["Text", "HTTPWire", "Reactor", "Crypto"]),
        room(
            "Ground",
            "WebSocket",
            ["Text", "HTTPWire", "WebSocketWire", "SystemLibraries", "Reactor", "Crypto", "HTTP"]
        ),

        // Protocol: what MCP says, and how it travels.
        room("Protocol", "JSONRPC", ["Text", "JSON"]),
        room("Protocol", "MCP", ["Text", "JSON", "HTTPWire", "JSONRPC"]),
        room("Protocol", "Eras", ["JSON", "JSONRPC", "MCP"]),
        room(
            "Protocol",
            "Carriers",
            ["Text", "JSON", "HTTPWire", "WebSocketWire", "Reactor", "Storage", "Crypto", "HTTP", "WebSocket"]
        ),
        room(
            "Protocol",
            "Bindings",
            [
                "Text", "JSON", "HTTPWire", "WebSocketWire", "Reactor", "Crypto", "HTTP", "WebSocket", "JSONRPC", "MCP",
                "Carriers",
            ]
        ),

        // Peers: the reference implementation.
        room(
            "Peers",
            "MCPClient",
            ["Text", "JSON", "JSONSchema", "HTTPWire", "Reactor", "HTTP", "JSONRPC", "MCP", "Carriers", "Bindings"]
        ),
        room(
            "Peers",
            "MCPServer",
            ["Text", "JSON", "JSONSchema", "HTTPWire", "Reactor", "Crypto", "JSONRPC", "MCP", "Bindings"]
        ),
        room(
            "Peers",
            "Fixtures",
            ["Text", "JSON", "Reactor", "Crypto", "JSONRPC", "MCP", "Bindings", "MCPServer"]
        ),
        room(
            "Peers",
            "ConformanceClient",
            ["JSON", "JSONSchema", "Reactor", "MCP", "MCPClient"]
        ),
        room(
            "Peers",
            "Mutants",
            [
                "JSON", "HTTPWire", "WebSocketWire", "Reactor", "HTTP", "JSONRPC", "MCP", "Carriers", "Bindings",
                "MCPClient",
            ]
        ),

        // Tool: the command.
        room("Tool", "CommandLineOptions"),
        room(
            "Tool",
            "Commands",
            [
                "Text", "JSON", "JSONSchema", "HTTPWire", "WebSocketWire", "Reactor", "Storage", "Crypto", "HTTP",
                "JSONRPC", "MCP", "Carriers", "Bindings", "MCPClient", "MCPServer", "Mutants", "Fixtures",
                "ConformanceClient",
                "CommandLineOptions",
            ]
        ),
        .executableTarget(name: "comport", dependencies: ["Commands"], path: "Sources/Tool/comport"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Text", "JSON", "Patterns", "JSONSchema", "HTTPWire", "WebSocketWire", "Histogram", "SystemLibraries",
                "Reactor", "Storage", "Crypto", "HTTP", "WebSocket", "Carriers", "Bindings", "MCPServer", "Fixtures",
                "CommandLineOptions",
            ],
            path: "Sources/Tool/Benchmarks"
        ),

        // Tests mirror Sources.
        .target(name: "TestKit", dependencies: ["Text"], path: "Tests/TestKit"),
        suite("Ground", "Text"),
        suite("Ground", "JSON", ["Text"]),
        suite("Ground", "Patterns"),
        suite("Ground", "JSONSchema", ["Text", "JSON", "Patterns"]),
        suite("Ground", "HTTPWire"),
        suite("Ground", "WebSocketWire", ["Text", "HTTPWire"]),
        suite("Ground", "Histogram", ["Text", "SystemLibraries"]),
        suite("Ground", "SystemLibraries"),
        suite("Ground", "Reactor", ["CLinux", "Text"]),
        suite("Ground", "Storage", ["Text", "Reactor"]),
        suite("Ground", "Crypto", ["Text", "SystemLibraries", "Reactor"]),
        suite("Ground", "HTTP", ["Text", "HTTPWire", "Reactor", "Crypto"]),
        suite(
            "Ground",
            "WebSocket",
            ["Text", "HTTPWire", "WebSocketWire", "SystemLibraries", "Reactor", "Crypto", "HTTP"]
        ),
        suite("Protocol", "JSONRPC", ["JSON"]),
        suite(
            "Protocol",
            "Carriers",
            ["HTTPWire", "WebSocketWire", "Reactor", "Storage", "Crypto", "HTTP", "WebSocket"]
        ),
        suite("Protocol", "MCP", ["JSON", "JSONSchema", "HTTPWire", "JSONRPC"]),
        suite("Protocol", "Eras", ["JSON", "JSONRPC", "MCP"]),
        suite(
            "Protocol",
            "Bindings",
            [
                "JSON", "HTTPWire", "WebSocketWire", "Reactor", "Crypto", "HTTP", "WebSocket", "JSONRPC", "MCP",
                "Carriers",
            ]
        ),
        suite(
            "Peers",
            "MCPClient",
            ["JSON", "HTTPWire", "Reactor", "HTTP", "JSONRPC", "MCP", "Carriers", "Bindings"]
        ),
        suite("Peers", "MCPServer", ["JSON", "HTTPWire", "Reactor", "Crypto", "JSONRPC", "MCP", "Bindings"]),
        suite(
            "Peers",
            "Mutants",
            [
                "JSON", "WebSocketWire", "Reactor", "JSONRPC", "MCP", "Carriers", "Bindings", "MCPClient", "MCPServer",
                "Fixtures",
            ]
        ),
        suite("Peers", "Fixtures", ["JSON", "Reactor", "JSONRPC", "MCP", "Bindings", "MCPServer"]),
        suite("Peers", "ConformanceClient", ["JSON", "HTTPWire", "Reactor", "HTTP", "MCP", "Carriers", "MCPClient"]),
        suite("Tool", "CommandLineOptions", ["Reactor"]),
        suite(
            "Tool",
            "Commands",
            [
                "JSON", "HTTPWire", "WebSocketWire", "Reactor", "Storage", "Crypto", "HTTP", "Carriers", "Bindings",
                "MCPClient",
                "Mutants", "Fixtures",
            ]
        ),
        suite("Tool", "Benchmarks", ["JSON"]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "comport", "Text", "JSON", "HTTPWire", "Reactor", "Storage", "HTTP", "JSONRPC", "MCP", "Carriers",
                "Bindings", "MCPClient", "MCPServer", "Fixtures", "TestKit",
            ],
            path: "Tests/EndToEnd"
        ),
        .testTarget(
            name: "ArchitectureTests",
            dependencies: ["JSON", "Reactor"],
            path: "Tests/ArchitectureTests"
        ),
    ],
    swiftLanguageModes: [.v6]
)

func room(_ floor: String, _ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(floor)/\(name)")
}

func suite(_ floor: String, _ room: String, _ others: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(room)Tests",
        dependencies: [.byName(name: room), "TestKit"] + others,
        path: "Tests/\(floor)/\(room)Tests"
    )
}

for target in package.targets where target.name != "CLinux" {
    var settings = target.swiftSettings ?? []
    settings += [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableExperimentalFeature("Lifetimes"),
        // Without it a call across rooms costs five times what it costs inside one; package functions need
        // @inlinable as well. -enable-cmo-everything would spare that, but then two rooms that use the same
        // generic code of the standard library both export it, and nothing links.
        .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
    ]
    target.swiftSettings = settings
}
