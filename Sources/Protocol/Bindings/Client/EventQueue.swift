package import Reactor

/// What several streams of one connection bring, in one bounded line for the one who reads.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
package final class EventQueue: @unchecked Sendable {
    private let loop: EventLoop
    private let capacity: Int
    private var events: [BindingEvent] = []
    private var head = 0
    private var isFinished = false
    private let filled = WaitPoint()
    private let drained = WaitPoint()

    /// An empty line with a bound.
    package init(on loop: EventLoop, capacity: Int = 256) { (self.loop, self.capacity) = (loop, capacity) }

    /// Adds an event; waits while the reader is behind, which holds the stream back that brought it.
    package func put(_ event: BindingEvent) async {
        while events.count - head >= capacity, !isFinished {
            guard await drained.wait(on: loop) == .ready else { return }
        }
        putNow(event)
    }

    /// Adds an event that there are only few of.
    package func putNow(_ event: BindingEvent) {
        guard !isFinished else { return }
        events.append(event)
        filled.wakeAll()
    }

    /// The next event; nil when there will be none, or when the task is cancelled.
    package func next() async -> BindingEvent? {
        while head == events.count {
            guard !isFinished, await filled.wait(on: loop) == .ready else { return nil }
        }
        let event = events[head]
        head += 1
        if head == events.count {
            events.removeAll(keepingCapacity: true)
            head = 0
        }
        drained.wakeAll()
        return event
    }

    /// Takes no more events; those that wait are still read.
    package func finish() {
        isFinished = true
        filled.wakeAll()
        drained.wakeAll()
    }
}
