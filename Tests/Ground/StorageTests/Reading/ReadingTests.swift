import Reactor
import TestKit
import Testing
import Text

@testable import Storage

@Suite struct ReadingTests {
    @Test func `reads whole files up to a limit`() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "f"
        var random = SeededRandom(seed: 1)
        for size in [0, 1, 4095, 4096, 100_000] {
            let bytes = [UInt8].random(count: size, using: &random)
            try FileSystem.replace(file, with: bytes)
            #expect(try FileSystem.read(file, limit: size) == bytes)
            if size > 0 {
                expectFailure(.limit) { () throws(StorageError) in try FileSystem.read(file, limit: size - 1) }
            }
        }
        try FileSystem.replace(file, with: [0xFF])
        expectFailure(.wrongKind) { () throws(StorageError) in try FileSystem.readText(file) }
    }

    @Test func `reads files that do not say how long they are`() throws {
        #expect(try !FileSystem.readText("/proc/self/status").isEmpty)
        expectFailure(.limit) { () throws(StorageError) in try FileSystem.read("/proc/self/status", limit: 10) }
        expectFailure(.limit) { () throws(StorageError) in try FileSystem.read("/dev/zero", limit: 100_000) }
    }

    @Test func `reads in pieces of bounded size`() throws {
        let directory = try TemporaryDirectory()
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
        try FileSystem.create(directory.path / "f", with: bytes)
        for size in [1, 7, 4096, 10_000, 20_000] {
            var reader = try FileReader(directory.path / "f", chunkSize: size)
            var read: [UInt8] = []
            while try reader.advance() {
                let count = reader.chunk.count
                #expect(count <= size)
                reader.chunk.withUnsafeBytes { read.append(contentsOf: $0) }
            }
            #expect(read == bytes && reader.offset == 10_000)
        }
    }

    @Test func `awaits pieces on a loop`() async throws {
        let directory = try TemporaryDirectory()
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        try FileSystem.create(directory.path / "f", with: bytes)
        let path = directory.path / "f"
        let read = try await LoopGroup.runOne { _ in
            var read: [UInt8] = []
            for try await chunk in FileChunks(path, chunkSize: 3000) { read += chunk }
            return read
        }
        #expect(read == bytes)
    }

    @Test func `reads lines across pieces`() throws {
        let directory = try TemporaryDirectory()
        let lines = (0..<40_000).map { "line number \($0)" }
        try FileSystem.create(directory.path / "f", with: Array((lines.joined(separator: "\n") + "\n").utf8))
        var read: [String] = []
        try FileSystem.readLines(directory.path / "f") { (line, bytes) throws(StorageError) in
            #expect(line.number == read.count + 1)
            read.append(bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
            return true
        }
        #expect(read == lines)
        var count = 0
        try FileSystem.readLines(directory.path / "f") { (_, _) throws(StorageError) in
            count += 1
            return count < 10
        }
        #expect(count == 10)
        expectFailure(.limit) { () throws(StorageError) in
            try FileSystem.readLines(directory.path / "f", options: .init(lengthLimit: 12)) { _, _ in true }
        }
    }
}
