import Testing

@testable import Reactor

@Suite(.timeLimit(.minutes(1))) struct EventLoopTests {
    @Test func `a task that prefers a loop runs on it and comes back to it`() async throws {
        try await LoopGroup.runOne { loop in
            #expect(loop.isCurrent)
            await Task.yield()
            #expect(loop.isCurrent)
            await loop.sleep(until: .after(.milliseconds(1)))
            #expect(loop.isCurrent)
        }
    }

    @Test func `an actor can live on a loop`() async throws {
        try await LoopGroup.runOne { loop in
            let counter = LoopCounter(loop)
            for _ in 0..<100 { await counter.increment() }
            #expect(await counter.count == 100)
        }
    }

    @Test func `closures run in order and from any thread`() async throws {
        try await LoopGroup.run(count: 2) { group in
            let seen = Locked<[Int]>([])
            let loop = group.loops[0]
            for number in 0..<1_000 { loop.execute { seen.withLock { $0.append(number) } } }
            await withCheckedContinuation { continuation in loop.execute { continuation.resume() } }
            #expect(seen.withLock { $0 } == Array(0..<1_000))
        }
    }

    @Test func `a sleep ends at its deadline and not before`() async throws {
        try await LoopGroup.runOne { loop in
            let start = MonotonicInstant.now
            #expect(await loop.sleep(until: .after(.milliseconds(3))))
            #expect(MonotonicInstant.now - start >= .milliseconds(3))
        }
    }

    @Test func `a cancelled sleep ends at once`() async throws {
        try await LoopGroup.runOne { loop in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { #expect(await loop.sleep(until: .never) == false) }
                await Task.yield()
                group.cancelAll()
            }
        }
    }

    @Test func `a task that was cancelled before it waits does not hang`() async throws {
        try await LoopGroup.runOne { loop in
            await withTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { #expect(await loop.sleep(until: .never) == false) }
            }
        }
    }

    @Test func `a scheduled closure fires, a cancelled one does not`() async throws {
        try await LoopGroup.runOne { loop in
            let point = WaitPoint()
            let late = loop.schedule(at: .after(.milliseconds(1))) { Issue.record("was cancelled") }
            loop.cancel(late)
            _ = loop.schedule(at: .after(.milliseconds(2))) { point.wakeAll() }
            #expect(await point.wait(on: loop) == .ready)
        }
    }

    @Test func `waiters are woken in the order they came`() async throws {
        try await LoopGroup.runOne { loop in
            let point = WaitPoint()
            let order = await withTaskGroup(of: Int.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        _ = await point.wait(on: loop)
                        return number
                    }
                    await Task.yield()
                }
                while point.wakeFirst() { await Task.yield() }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(order == [0, 1, 2, 3])
        }
    }

    @Test func `a deadline wakes only its own waiter`() async throws {
        try await LoopGroup.runOne { loop in
            let point = WaitPoint()
            await withTaskGroup { group in
                group.addTask { #expect(await point.wait(on: loop) == .ready) }
                group.addTask {
                    #expect(await point.wait(on: loop, until: .after(.milliseconds(1))) == .timedOut)
                    point.wakeAll()
                }
            }
        }
    }

    @Test func `two loops wake each other many times`() async throws {
        try await LoopGroup.run(count: 2) { group in
            let (left, right) = (group.loops[0], group.loops[1])
            await withTaskGroup { tasks in
                tasks.addTask(executorPreference: left) {
                    for _ in 0..<2_000 {
                        await right.run { #expect(right.isCurrent) }
                        #expect(left.isCurrent)
                    }
                }
            }
        }
    }

    @Test func `a stopped group leaves no descriptor behind`() async throws {
        try await LoopGroup.run(count: 1) { _ in }
        let before = DescriptorCalls.openDescriptors().count
        for _ in 0..<20 { try await LoopGroup.run(count: 2) { _ in } }
        // Other suites open descriptors at the same time; forty loops would hold eighty.
        #expect(DescriptorCalls.openDescriptors().count < before + 40)
    }

    @Test func `the error of the body comes through`() async {
        struct Wanted: Error {}
        await #expect(throws: Wanted.self) { try await LoopGroup.run(count: 1) { _ in throw Wanted() } }
    }
}

private actor LoopCounter {
    private let loop: EventLoop
    private(set) var count = 0
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(_ loop: EventLoop) { self.loop = loop }

    func increment() {
        loop.preconditionOnLoop()
        count += 1
    }
}
