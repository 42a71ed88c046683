import Glibc
import Testing

@testable import Reactor

@Suite(.serialized, .timeLimit(.minutes(1))) struct SignalWatcherTests {
    @Test func `signals arrive in order and the program lives on`() async throws {
        try await LoopGroup.runOne { loop in
            let watcher = try SignalWatcher([.user1, .hangUp], on: loop)
            kill(getpid(), SIGUSR1)
            #expect(await watcher.next() == .user1)
            kill(getpid(), SIGHUP)
            #expect(await watcher.next() == .hangUp)
            watcher.close()
            watcher.close()
        }
    }

    @Test func `an interrupt means exit code 130`() { #expect(Signal.interrupt.exitCode == 130) }
}
