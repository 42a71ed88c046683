import Reactor
import Testing

@testable import Storage

@Suite struct AppendWriterTests {
    @Test func `appends through its buffer`() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "f"
        var writer = try AppendWriter(file, options: .init(sync: .every(bytes: 10), bufferSize: 8))
        try writer.append(Array("abc".utf8))
        #expect(writer.pendingCount == 3 && FileSystem.exists(file))
        #expect(try FileSystem.read(file).isEmpty)
        try writer.append(Array("defgh".utf8))
        #expect(writer.pendingCount == 0)
        #expect(try FileSystem.readText(file) == "abcdefgh")
        try writer.append(Array("i".utf8))
        try writer.close()
        #expect(try FileSystem.readText(file) == "abcdefghi")
        var again = try AppendWriter(file)
        try again.append(Array("j".utf8))
        try again.close()
        #expect(try FileSystem.readText(file) == "abcdefghij")
        #expect(try FileSystem.status(of: file).permissions == .ownerOnly)
    }

    @Test func `writes what it has when it is let go`() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "f"
        do {
            var writer = try AppendWriter(file)
            try writer.append([0x61])
        }
        #expect(try FileSystem.readText(file) == "a")
    }

    @Test func `repairs the line that a crash tore`() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "f"
        let long = String(repeating: "x", count: 200_000)
        let examples: [(String, AppendWriter.TornLine, String)] = [
            ("a\nb", .keep, "a\nb+"), ("a\nb", .cut, "a\n+"), ("a\nb", .end, "a\nb\n+"), ("a\n", .cut, "a\n+"),
            ("a\n", .end, "a\n+"), ("", .end, "+"), ("ab", .cut, "+"), ("ab", .end, "ab\n+"),
            ("a\n" + long, .cut, "a\n+"),
            (long, .cut, "+"),
        ]
        for (before, torn, after) in examples {
            try FileSystem.replace(file, with: Array(before.utf8))
            var writer = try AppendWriter(file, options: .init(tornLine: torn))
            try writer.append(Array("+".utf8))
            try writer.close()
            #expect(try FileSystem.readText(file) == after, "\(before.prefix(10)) \(torn)")
        }
    }

    @Test func `keeps what could not be written, and says why`() throws {
        var writer = try AppendWriter("/dev/full", options: .init(bufferSize: 4))
        let error = expectFailure(.noSpace) { () throws(StorageError) in try writer.append(Array("abcd".utf8)) }
        #expect(error?.description.contains("free some space") == true)
        #expect(writer.pendingCount == 4)
        expectFailure(.noSpace) { () throws(StorageError) in try writer.flush() }
    }

    @Test func `does not mind what has no disk`() throws {
        var writer = try AppendWriter("/dev/null", options: .init(sync: .everyFlush))
        try writer.append([1])
        try writer.close()
    }

    @Test func `appends from many tasks without mixing what belongs together`() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "f"
        let appender = try await BackgroundAppender.open(file, pendingLimit: 1000)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for index in 0..<500 { try await appender.append(Array("task \(task) line \(index)\n".utf8)) }
                }
            }
            try await group.waitForAll()
        }
        try await appender.close()
        var next = [Int](repeating: 0, count: 8)
        try FileSystem.readLines(file) { (_, bytes) throws(StorageError) in
            let words = bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }.split(separator: " ")
            guard words.count == 4, let task = Int(words[1]), let index = Int(words[3]), next[task] == index else {
                Issue.record("torn or out of order: \(words)")
                return false
            }
            next[task] += 1
            return true
        }
        #expect(next.allSatisfy { $0 == 500 })
        await #expect(throws: StorageError.self) { try await appender.append([1]) }
    }

    @Test func `reports a failure of the background to whoever comes next`() async throws {
        let appender = try await BackgroundAppender.open("/dev/full", options: .init(bufferSize: 1))
        try await appender.append([1])
        await #expect(throws: StorageError.self) { try await appender.flush() }
        #expect(throws: StorageError.self) { try appender.tryAppend([1]) }
        await #expect(throws: StorageError.self) { try await appender.close() }
    }
}
