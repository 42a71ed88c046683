import Reactor
import Testing
import Text

@testable import Storage

@Suite struct FileSystemTests {
    @Test func `says what a file is`() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "f"
        try FileSystem.create(file, with: [1, 2, 3], permissions: .readableByAll)
        try FileSystem.makeLink(directory.path / "l", to: "f")
        let status = try FileSystem.status(of: file)
        #expect(status.kind == .regular && status.size == 3)
        #expect(try #require(status.modified).unixSeconds > 1_600_000_000)
        #expect(try FileSystem.status(of: directory.path / "l").identity == status.identity)
        #expect(try FileSystem.status(of: directory.path / "l", followsLinks: false).kind == .symbolicLink)
        #expect(try FileSystem.status(of: directory.path).kind == .directory)
        #expect(try FileSystem.status(of: "/dev/null").kind == .other)
        #expect(try FileSystem.status(of: directory.path).permissions == .ownerOnlyDirectory)
        try FileSystem.setPermissions(.ownerOnly, of: file)
        #expect(try FileSystem.status(of: file).permissions == .ownerOnly)
        #expect(!FilePermissions.ownerOnly.includesOthers && FilePermissions.readableByAll.includesOthers)
    }

    @Test func `says what failed, where, why and what helps`() {
        let error = expectFailure(.notFound) { () throws(StorageError) in try FileSystem.read("/nowhere/x") }
        #expect(error?.description == "open /nowhere/x: ENOENT: No such file or directory; check the path")
        expectFailure(.invalidPath) { () throws(StorageError) in try FileSystem.read("") }
        expectFailure(.invalidPath) { () throws(StorageError) in try FileSystem.read(FilePath(bytes: [0x61, 0])) }
        expectFailure(.wrongKind) { () throws(StorageError) in try FileSystem.read("/tmp") }
        expectFailure(.wrongKind) { () throws(StorageError) in try FileSystem.read("/dev/null/x") }
        let long = FilePath(String(repeating: "x", count: 300))
        expectFailure(.invalidPath) { () throws(StorageError) in try FileSystem.status(of: long) }
    }

    @Test func `keeps paths inside a directory, through links as well`() throws {
        let directory = try TemporaryDirectory()
        let root = directory.path / "root"
        try FileSystem.makeDirectory(root / "in/side", parents: true)
        try FileSystem.makeLink(root / "out", to: "..")
        try FileSystem.makeLink(root / "etc", to: "/etc")
        try FileSystem.makeLink(root / "fine", to: "in")
        for path: FilePath in ["in", "in/side/new", "fine/side", "in/../in", ".", "new/deep", root / "in"] {
            let real = try FileSystem.resolve(path, inside: root)
            #expect(real.isInside(try FileSystem.resolve(root)), "\(path)")
        }
        for path: FilePath in [
            "..", "../root2", "out", "out/x", "etc/passwd", "in/../../x", "/etc/passwd", "fine/../../x",
            "out/root/../..",
        ] {
            expectFailure(.outside) { () throws(StorageError) in try FileSystem.resolve(path, inside: root) }
        }
    }

    @Test func `works off the loop`() async throws {
        let size = try await LoopGroup.runOne { _ in
            try await FileSystem.offLoop { () throws(StorageError) in try FileSystem.read("/proc/self/stat").count }
        }
        #expect(size > 0)
        await #expect(throws: StorageError.self) {
            try await FileSystem.offLoop { () throws(StorageError) in try FileSystem.read("/nowhere") }
        }
    }
}
