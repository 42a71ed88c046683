import Testing

@testable import Storage

@Suite struct ReplacingTests {
    @Test func `replaces contents and keeps permissions`() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "settings.json"
        try FileSystem.replace(file, with: Array("one".utf8))
        #expect(try FileSystem.status(of: file).permissions == .ownerOnly)
        try FileSystem.setPermissions(.readableByAll, of: file)
        try FileSystem.replace(file, with: Array("two".utf8))
        #expect(try FileSystem.readText(file) == "two")
        #expect(try FileSystem.status(of: file).permissions == .readableByAll)
        try FileSystem.replace(file, with: [], permissions: .ownerOnly)
        #expect(try FileSystem.status(of: file).permissions == .ownerOnly)
        #expect(try FileSystem.list(directory.path).map(\.path) == [file])
    }

    @Test func `leaves no temporary file behind when it fails`() throws {
        let directory = try TemporaryDirectory()
        try FileSystem.makeDirectory(directory.path / "d")
        expectFailure(.wrongKind) { () throws(StorageError) in
            try FileSystem.replace(directory.path / "d", with: [1])
        }
        #expect(try FileSystem.list(directory.path).count == 1)
        expectFailure(.notFound) { () throws(StorageError) in
            try FileSystem.replace(directory.path / "no/f", with: [1])
        }
        expectFailure(.invalidPath) { () throws(StorageError) in try FileSystem.replace("/", with: [1]) }
    }

    @Test func `shows readers the old or the new contents and nothing else`() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "f"
        try FileSystem.replace(file, with: [UInt8](repeating: 0, count: 5000))
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for value in UInt8(1)...50 {
                    try FileSystem.replace(file, with: [UInt8](repeating: value, count: 5000))
                }
            }
            group.addTask {
                for _ in 0..<200 {
                    let bytes = try FileSystem.read(file)
                    #expect(bytes.count == 5000 && Set(bytes).count == 1)
                }
            }
        }
    }

    @Test func `creates only what does not exist`() throws {
        let directory = try TemporaryDirectory()
        try FileSystem.create(directory.path / "f", with: [1])
        expectFailure(.alreadyExists) { () throws(StorageError) in
            try FileSystem.create(directory.path / "f", with: [2])
        }
        try FileSystem.rename(directory.path / "f", to: directory.path / "g")
        #expect(try FileSystem.read(directory.path / "g") == [1])
        try FileSystem.removeFile(directory.path / "g")
        expectFailure(.notFound) { () throws(StorageError) in try FileSystem.removeFile(directory.path / "g") }
    }
}
