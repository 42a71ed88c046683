import Testing

@testable import Storage

@Suite struct DirectoryTests {
    @Test func `walks in order, each directory before its contents`() throws {
        let directory = try TemporaryDirectory()
        let root = directory.path
        try FileSystem.makeDirectory(root / "b/c", parents: true)
        for name: FilePath in ["z", "a", "b/2", "b/c/x", "B"] { try FileSystem.create(root / name, with: []) }
        let walk = try FileSystem.walk(root)
        let expected: [FilePath] = ["B", "a", "b", "b/2", "b/c", "b/c/x", "z"]
        #expect(walk.map(\.path) == expected.map { root / $0 })
        #expect(walk.map(\.depth) == [0, 0, 0, 1, 1, 2, 0])
        #expect(try FileSystem.list(root).map(\.path) == ["B", "a", "b", "z"].map { root / $0 })
    }

    @Test func `reports links and does not follow them`() throws {
        let directory = try TemporaryDirectory()
        let root = directory.path
        try FileSystem.makeLink(root / "etc", to: "/etc")
        try FileSystem.makeLink(root / "self", to: ".")
        try FileSystem.makeLink(root / "gone", to: "nothing")
        #expect(try FileSystem.walk(root).map(\.kind) == [.symbolicLink, .symbolicLink, .symbolicLink])
    }

    @Test func `lists names that are not text`() throws {
        let directory = try TemporaryDirectory()
        let name = FilePath(bytes: [0x66, 0xFF, 0x0A])
        try FileSystem.create(directory.path / name, with: [7])
        let found = try #require(try FileSystem.list(directory.path).first)
        #expect(found.path.lastComponent == name)
        #expect(try FileSystem.read(found.path) == [7])
    }

    @Test func `stops at its limits with an error`() throws {
        let directory = try TemporaryDirectory()
        try FileSystem.makeDirectory(directory.path / "a/b/c", parents: true)
        #expect(try FileSystem.walk(directory.path, limits: .init(depth: 2)).count == 3)
        expectFailure(.limit) { () throws(StorageError) in
            try FileSystem.walk(directory.path, limits: .init(depth: 1))
        }
        for index in 0..<5 { try FileSystem.create(directory.path / FilePath("f\(index)"), with: []) }
        expectFailure(.limit) { () throws(StorageError) in try FileSystem.list(directory.path, limit: 5) }
        #expect(try FileSystem.list(directory.path, limit: 6).count == 6)
        expectFailure(.wrongKind) { () throws(StorageError) in try FileSystem.list(directory.path / "f0") }
    }

    @Test func `makes directories`() throws {
        let directory = try TemporaryDirectory()
        let root = directory.path
        try FileSystem.makeDirectory(root / "a/b", parents: true)
        try FileSystem.makeDirectory(root / "a/b", parents: true)
        expectFailure(.alreadyExists) { () throws(StorageError) in try FileSystem.makeDirectory(root / "a") }
        expectFailure(.notFound) { () throws(StorageError) in try FileSystem.makeDirectory(root / "x/y") }
        try FileSystem.create(root / "f", with: [])
        expectFailure(.alreadyExists) { () throws(StorageError) in
            try FileSystem.makeDirectory(root / "f", parents: true)
        }
        expectFailure(.notEmpty) { () throws(StorageError) in try FileSystem.removeDirectory(root / "a") }
    }

    @Test func `removes trees and nothing behind links`() throws {
        let directory = try TemporaryDirectory()
        let root = directory.path
        try FileSystem.makeDirectory(root / "keep")
        try FileSystem.create(root / "keep/f", with: [])
        try FileSystem.makeDirectory(root / "tree/deep/er", parents: true)
        try FileSystem.makeLink(root / "tree/deep/link", to: root / "keep")
        try FileSystem.create(root / "tree/deep/f", with: [])
        try FileSystem.makeLink(root / "link", to: "tree")
        try FileSystem.removeAll(root / "link")
        #expect(FileSystem.exists(root / "tree"))
        try FileSystem.removeAll(root / "tree")
        try FileSystem.removeAll(root / "tree")
        #expect(try FileSystem.walk(root).map(\.path) == [root / "keep", root / "keep/f"])
    }

    @Test func `removes a temporary directory with everything in it`() throws {
        let path: FilePath
        do {
            let directory = try TemporaryDirectory(prefix: "storage-tests")
            path = directory.path
            try FileSystem.makeDirectory(path / "a/b", parents: true)
            try FileSystem.create(path / "a/b/c", with: [])
        }
        #expect(!FileSystem.exists(path))
        let again = try TemporaryDirectory()
        let other = again.path
        try again.remove()
        #expect(!FileSystem.exists(other))
    }
}
