internal import Glibc
internal import Synchronization

/// Several event loops that share the work of a program, one thread each.
public final class LoopGroup: Sendable {
    /// The loops, at least one.
    public let loops: [EventLoop]
    private let turn = Atomic<Int>(0)

    private init(_ loops: [EventLoop]) { self.loops = loops }

    /// How many processors this program may use.
    public static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// Starts loops, runs `body` outside of them, and stops them when it is done.
    ///
    /// Tasks that prefer one of the loops must have ended by then, as child tasks of `body` have.
    public static func run<Result, Failure: Error>(
        count: Int = processorCount,
        _ body: (LoopGroup) async throws(Failure) -> Result
    ) async throws -> Result {
        let group = try await start(count: count)
        do {
            let result = try await body(group)
            await group.stop()
            return result
        } catch {
            await group.stop()
            throw error
        }
    }

    /// Starts one loop and runs `body` on it.
    public static func runOne<Result: Sendable>(
        _ body: @Sendable (EventLoop) async throws -> Result
    ) async throws -> Result {
        try await run(count: 1) { group in
            let loop = group.loops[0]
            return try await loop.run { try await body(loop) }
        }
    }

    /// The next loop in turn, to spread work that nobody else places.
    public func next() -> EventLoop {
        loops[Int(UInt(bitPattern: turn.add(1, ordering: .relaxed).newValue) % UInt(loops.count))]
    }

    /// The loop with the fewest open connections; the caller's own when it is as good as any.
    package func leastBusy(preferring own: EventLoop) -> EventLoop {
        var best = own
        var fewest = own.connections.load(ordering: .relaxed)
        for loop in loops where loop !== own {
            let count = loop.connections.load(ordering: .relaxed)
            // A hop costs some microseconds: one connection of difference is not worth it.
            if count + 1 < fewest { (best, fewest) = (loop, count) }
        }
        return best
    }

    private static func start(count: Int) async throws(ReactorError) -> LoopGroup {
        var loops: [EventLoop] = []
        do throws(ReactorError) {
            for index in 0..<max(1, count) { loops.append(try EventLoop.start(index: index)) }
        } catch {
            for loop in loops { await loop.stop() }
            throw error
        }
        return LoopGroup(loops)
    }

    private func stop() async {
        for loop in loops { await loop.stop() }
    }
}
