/// Watches a descriptor that is not a stream: a pidfd, a signalfd, an inotify or a timer descriptor.
///
/// `@unchecked Sendable`: every member is confined to the thread of `loop`.
package final class ReadinessSource: ReadinessTarget, @unchecked Sendable {
    private let loop: EventLoop
    private var descriptor: Int32
    private var key = RegistrationKey.none
    private var isReady = false
    private let waiters = WaitPoint()

    /// Takes a descriptor over and watches it for input on `loop`, which must be the current one.
    package init(_ descriptor: consuming Descriptor, on loop: EventLoop) throws(ReactorError) {
        self.loop = loop
        self.descriptor = descriptor.number
        do throws(Errno) {
            let events: Readiness = [.readable, .edgeTriggered]
            key = try loop.register(descriptor.number, self, events: events.rawValue)
            _ = descriptor.release()
        } catch {
            throw ReactorError(error, operation: "watch a descriptor")
        }
    }

    /// The kernel's number, while the source is open.
    package var number: Int32? { descriptor >= 0 ? descriptor : nil }

    /// Waits until there is something to read since the last call.
    package func wait(until deadline: Deadline = .never) async -> WakeReason {
        loop.preconditionOnLoop()
        guard descriptor >= 0 else { return .closed }
        if !isReady {
            let reason = await waiters.wait(on: loop, until: deadline)
            guard reason == .ready else { return reason }
        }
        isReady = false
        return .ready
    }

    /// Ends watching and closes the descriptor.
    package func close() {
        loop.preconditionOnLoop()
        guard descriptor >= 0 else { return }
        loop.unregister(key)
        DescriptorCalls.close(descriptor)
        descriptor = -1
        loop.descriptorWasClosed()
        waiters.wakeAll(.closed)
    }

    func becameReady(_ readiness: Readiness) {
        isReady = true
        waiters.wakeAll()
    }

    func loopStops() { close() }
}
