import Testing

/// Holds this package to its own rules.
@Suite struct ArchitectureTests {
    private let manifest: Manifest

    init() async throws { manifest = try await Manifest.load() }

    @Test func `rooms depend on lower floors and on rooms to their left`() {
        #expect(manifest.sources.count > 10)
        #expect(FloorRules.findings(in: manifest) == [])
    }

    @Test func `every folder of a floor is a room of the manifest`() {
        for floor in SourceTree.entries(of: "Sources") {
            let rooms = manifest.sources.filter { $0.floor == floor }.map(\.name).sorted()
            #expect(SourceTree.entries(of: "Sources/\(floor)") == rooms, "\(floor)")
        }
    }

    @Test func `rooms import what they declare and may`() {
        for room in manifest.rooms {
            let files = SourceTree.swiftFiles(below: room.path)
            #expect(ImportRules.findings(in: files, of: room, all: manifest.rooms) == [])
        }
    }

    @Test func `rooms declare nothing that they do not import`() {
        for room in manifest.sources where !room.isExecutable {
            #expect(ImportRules.unused(by: SourceTree.swiftFiles(below: room.path), of: room) == [])
        }
    }

    @Test func `files are short, well named and free of what is forbidden`() {
        let files = SourceTree.swiftFiles(below: "Sources") + SourceTree.swiftFiles(below: "Tests")
        #expect(files.count > 50)
        #expect(files.flatMap(FileRules.findings) == [])
    }

    @Test func `every room that holds something has a suite with tests`() {
        let empty = manifest.sources.filter { room in
            SourceTree.swiftFiles(below: room.path).allSatisfy { $0.code.allSatisfy(\.isWhitespace) }
        }
        let tested = manifest.rooms.filter { room in
            room.isTest && SourceTree.swiftFiles(below: room.path).contains { $0.code.contains("@Test") }
        }
        let names = Set(tested.map { String($0.name.dropLast("Tests".count)) })
        #expect(LayoutRules.findings(suitesIn: manifest, testedRooms: names.union(empty.map(\.name))) == [])
    }

    @Test func `only what belongs there lies at the top`() {
        #expect(LayoutRules.findings(topLevel: SourceTree.entries(of: ".")) == [])
    }

    @Test func `every benchmark, every role and every verb stands in its registry`() {
        let benchmarks = "Sources/Tool/Benchmarks"
        let commands = "Sources/Tool/Commands"
        for (registry, folders) in [
            ("\(benchmarks)/Harness/Registry.swift", ["\(benchmarks)/Claims", "\(benchmarks)/Roles"]),
            ("\(commands)/Comport.swift", ["\(commands)/Verbs"]),
        ] {
            let code = SwiftCode.withoutCommentsAndStrings(SourceTree.read(registry))
            let files = folders.flatMap(SourceTree.swiftFiles)
            #expect(!files.isEmpty)
            #expect(LayoutRules.findings(registry: code, entries: files) == [])
        }
    }
}
