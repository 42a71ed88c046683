import Reactor
import Testing

@testable import Storage

@Suite struct FileLockTests {
    @Test func `lets one in at a time`() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "lock"
        do {
            let lock = try FileLock(file)
            expectFailure(.locked) { () throws(StorageError) in try FileLock(file) }
            expectFailure(.locked) { () throws(StorageError) in try FileLock(file, mode: .shared) }
            #expect(lock.path == file)
        }
        let lock = try FileLock(file)
        #expect(lock.path == file)
    }

    @Test func `lets readers in together`() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "lock"
        let first = try FileLock(file, mode: .shared)
        let second = try FileLock(file, mode: .shared)
        expectFailure(.locked) { () throws(StorageError) in try FileLock(file) }
        #expect(first.path == second.path)
    }

    @Test func `waits until a deadline`() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "lock"
        let lock = try FileLock(file)
        do throws(StorageError) {
            _ = try await FileLock.acquire(file, until: .after(.milliseconds(5)))
            Issue.record("it was locked twice")
        } catch { #expect(error.code == .interrupted) }
        #expect(lock.path == file)
    }

    @Test func `goes to the next when it is released`() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.path / "lock"
        var lock: FileLock? = try FileLock(file)
        let waiting = Task { try await FileLock.acquire(file).path }
        let isHeld = lock.take() != nil
        #expect(try await waiting.value == file && isHeld)
    }
}
