import JSON
import Reactor

/// What `Package.swift` declares, in its order.
struct Manifest: Equatable {
    /// One target.
    struct Room: Equatable {
        let name: String
        /// The folder of `Sources/` that it lies in; nil for tests.
        let floor: String?
        let path: String
        let dependencies: [String]
        let isTest: Bool
        let isExecutable: Bool
    }

    let rooms: [Room]
    /// Packages that it depends on.
    let packages: Int

    var sources: [Room] { rooms.filter { $0.floor != nil } }

    init(rooms: [Room], packages: Int = 0) {
        self.rooms = rooms
        self.packages = packages
    }

    /// Reads what `swift package dump-package` prints.
    init(parsing text: [UInt8]) throws {
        let root = try JSONDocument(parsing: text).root
        rooms = try (root["targets"]?.array).map { targets in try targets.map(Room.init) } ?? []
        packages = root["dependencies"]?.array?.count ?? 0
    }

    /// Asks the package manager about this package.
    ///
    /// The scratch path of its own keeps it from waiting for the lock of the build that runs these tests.
    static func load() async throws -> Manifest {
        let scratch = "/tmp/comport-architecture-\(ProcessEnvironment.processIdentifier)"
        var command = ChildCommand("swift", ["package", "--scratch-path", scratch, "dump-package"])
        command.directory = SourceTree.packageRoot
        command.environment = .inherited
        let result = try await LoopGroup.runOne { [command] loop in
            try await ChildProcess.collect(command, limit: 16 << 20, on: loop)
        }
        _ = try await LoopGroup.runOne { loop in
            try await ChildProcess.collect(ChildCommand("rm", ["-rf", scratch]), on: loop)
        }
        guard result.exit.isSuccess else {
            throw UnreadableManifest(reason: String(decoding: result.error, as: UTF8.self))
        }
        return try Manifest(parsing: result.output)
    }
}

/// Why the manifest could not be understood.
struct UnreadableManifest: Error {
    let reason: String
}

extension Manifest.Room {
    fileprivate init(_ target: JSONValue) throws {
        guard let name = target["name"]?.string, let path = target["path"]?.string, let type = target["type"]?.string
        else { throw UnreadableManifest(reason: "expected a target with name, path and type") }
        let parts = path.split(separator: "/")
        self.init(
            name: name,
            floor: parts.first == "Sources" && parts.count == 3 ? String(parts[1]) : nil,
            path: path,
            dependencies: target["dependencies"]?.array?.compactMap { $0["byName"]?[0]?.string } ?? [],
            isTest: type == "test",
            isExecutable: type == "executable"
        )
    }
}
