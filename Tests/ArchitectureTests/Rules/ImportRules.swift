/// Which room may import what.
enum ImportRules {
    /// Rooms without input, output, clock and lock.
    static let pure: Set<String> = [
        "Text", "JSON", "Patterns", "JSONSchema", "HTTPWire", "WebSocketWire", "Histogram", "CommandLineOptions",
        "JSONRPC", "MCP", "Eras", "Verdicts",
    ]

    /// What a pure room may import all the same, and why.
    static let pureExceptions = [
        "Patterns": ["Synchronization": "an automaton is built when it is first asked for; nobody waits for a lock"]
    ]

    /// Modules of the system, and the only rooms that may import them; the reason stands beside each.
    static let allowed: [String: [String: String]] = [
        "Glibc": [
            "Reactor": "all system calls",
            "SystemLibraries": "dlopen",
            "Benchmarks": "children and /proc are measured without the rooms under test",
        ],
        "CLinux": ["Reactor": "all system calls", "SystemLibraries": "calls that Swift cannot import"],
        "Foundation": ["Benchmarks": "a peer to compare with"],
        "Dispatch": [:],
        "XCTest": [:],
    ]

    static func findings(in files: [SourceTree.File], of room: Manifest.Room, all rooms: [Manifest.Room]) -> [String] {
        files.flatMap { file in
            SwiftCode.imports(file.code).compactMap { module in
                finding(module, room, rooms).map { "\(file.path) imports \(module): \($0)" }
            }
        }
    }

    /// Dependencies of a room that none of its files imports.
    static func unused(by files: [SourceTree.File], of room: Manifest.Room) -> [String] {
        let imported = Set(files.flatMap { SwiftCode.imports($0.code) })
        return room.dependencies.filter { !imported.contains($0) }
            .map { "\(room.name) declares \($0) and imports it nowhere" }
    }

    private static func finding(_ module: String, _ room: Manifest.Room, _ rooms: [Manifest.Room]) -> String? {
        if pureExceptions[room.name]?[module] != nil { return nil }
        if pure.contains(room.name), !rooms.contains(where: { $0.name == module }) || module == "CLinux" {
            return "a pure room imports nothing but rooms"
        }
        if room.floor != nil, let rooms = allowed[module] {
            return rooms[room.name] == nil ? "only \(rooms.keys.sorted()) may" : nil
        }
        if rooms.contains(where: { $0.name == module }) {
            return room.dependencies.contains(module) ? nil : "the manifest does not declare it"
        }
        let system = room.floor == nil ? ["Glibc", "Synchronization", "Testing"] : ["Synchronization"]
        return system.contains(module) ? nil : "it is no room, and no module of the system that may be used"
    }
}
