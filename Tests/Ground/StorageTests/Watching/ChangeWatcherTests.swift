import Reactor
import Testing

@testable import Storage

@Suite struct ChangeWatcherTests {
    @Test func `reports many changes at once as one`() async throws {
        let directory = try TemporaryDirectory()
        let root = directory.path
        try await LoopGroup.runOne { loop in
            let watcher = try ChangeWatcher([root], settle: .milliseconds(5), on: loop)
            for name: FilePath in ["b", "a"] { try FileSystem.create(root / name, with: [1]) }
            let change = await watcher.next(until: .after(.seconds(10)))
            #expect(change?.paths == [root / "a", root / "b"] && change?.mayBeMore == false)
            try FileSystem.removeFile(root / "a")
            let next = await watcher.next(until: .after(.seconds(10)))
            #expect(next?.paths == [root / "a"])
            watcher.close()
        }
    }

    @Test func `sees a watched file replaced, and nothing of its neighbours`() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "settings"
        let neighbour = directory.path / "neighbour"
        try await LoopGroup.runOne { loop in
            let watcher = try ChangeWatcher([file], settle: .milliseconds(5), on: loop)
            try FileSystem.create(neighbour, with: [1])
            #expect(await watcher.next(until: .after(.milliseconds(10))) == nil)
            try FileSystem.replace(file, with: [1])
            #expect(await watcher.next(until: .after(.seconds(10)))?.paths == [file])
            try FileSystem.replace(file, with: [2])
            #expect(await watcher.next(until: .after(.seconds(10)))?.paths == [file])
            watcher.close()
        }
    }

    @Test func `ends when it is cancelled or closed, or the directory goes`() async throws {
        let directory = try TemporaryDirectory()
        let root = directory.path / "d"
        try FileSystem.makeDirectory(root)
        try await LoopGroup.runOne { loop in
            let watcher = try ChangeWatcher([root], settle: .milliseconds(5), on: loop)
            let task = Task(executorPreference: loop) { @Sendable in
                await loop.run { await watcher.next() == nil }
            }
            task.cancel()
            #expect(await task.value)
            try FileSystem.removeAll(root)
            #expect(await watcher.next(until: .after(.seconds(10)))?.mayBeMore == true)
            watcher.close()
            for await _ in watcher { Issue.record("a closed watcher saw something") }
            #expect(throws: StorageError.self) { try ChangeWatcher([root / "x"], on: loop) }
        }
    }
}
