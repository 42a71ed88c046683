/// What lies where.
enum LayoutRules {
    static let topLevel: Set<String> = [
        "Package.swift", "Sources", "Tests", "conformance", "recordings", "reports", "README.md", "LICENSE",
        "CHANGELOG.md", "CONTRIBUTING.md", ".gitignore", ".swift-format", ".editorconfig", ".ci", ".github",
    ]

    /// What tools leave behind, all of it ignored by version control.
    static let leftBehind: Set<String> = [".git", ".build", ".swiftpm", ".ci-work"]

    static func findings(topLevel entries: [String]) -> [String] {
        let extra = entries.filter { !topLevel.contains($0) && !leftBehind.contains($0) }.map {
            "\($0) does not belong here"
        }
        return extra + topLevel.subtracting(entries).sorted().map { "\($0) is missing" }
    }

    /// Rooms that need no suite, and why.
    static let withoutSuite = [
        "CLinux": "declarations and thin calls, tested through Reactor",
        "comport": "one line, tested as a program by continuous integration",
    ]

    static func findings(suitesIn manifest: Manifest, testedRooms: Set<String>) -> [String] {
        manifest.sources.compactMap { room in
            if withoutSuite[room.name] != nil { return nil }
            let suite = manifest.rooms.first { $0.name == room.name + "Tests" && $0.isTest }
            guard let suite else { return "\(room.name) has no suite" }
            let path = "Tests/\(room.floor ?? "")/\(room.name)Tests"
            if suite.path != path { return "\(suite.name) lies in \(suite.path), expected \(path)" }
            return testedRooms.contains(room.name) ? nil : "\(suite.name) holds no test"
        }
    }

    /// Every file of some folders declares a type of its name, and the registry makes one of it.
    static func findings(registry: String, entries: [SourceTree.File]) -> [String] {
        entries.compactMap { file in
            let type = file.name.replacing(".swift", with: "")
            if type.contains("+") { return nil }
            if !file.code.contains("struct \(type)") { return "\(file.path) declares no \(type)" }
            return registry.contains("\(type)(") || registry.contains("\(type).command")
                ? nil : "\(type) does not stand in the registry"
        }
    }
}
