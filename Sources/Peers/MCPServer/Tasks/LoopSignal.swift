internal import Reactor

/// Wakes work on one loop, from any thread.
///
/// Whoever waits looks first at what it waits for, which is behind a lock elsewhere: a signal that comes between the look
/// and the wait is delivered by the loop, which cannot run before the wait has begun.
final class LoopSignal: Sendable {
    let loop: EventLoop
    private let point = WaitPoint()

    init(on loop: EventLoop) { self.loop = loop }

    func raise() {
        if loop.isCurrent { return point.wakeAll() }
        loop.execute { self.point.wakeAll() }
    }

    func wait(until deadline: Deadline = .never) async -> WakeReason { await point.wait(on: loop, until: deadline) }
}
