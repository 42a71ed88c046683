/// A running program, started in a process group of its own.
///
/// It dies when this program does, however that happens, and its whole group is ended by ``stop()``. Its end is known as
/// soon as the program itself ends, whoever else still holds its pipes.
///
/// `@unchecked Sendable`: every mutable member is confined to the thread of `loop`.
public final class ChildProcess: ReadinessTarget, @unchecked Sendable {
    /// The loop that watches the child and its streams.
    public let loop: EventLoop
    /// The number of the process, and of its group.
    public let processIdentifier: Int32
    /// What was started.
    public let command: ChildCommand
    /// Writes to the child; nil unless it was asked for.
    public let input: DescriptorStream?
    /// Reads what the child prints; nil unless it was asked for.
    public let output: DescriptorStream?
    /// Reads the child's diagnostics; nil unless it was asked for.
    public let error: DescriptorStream?
    /// How it ended; nil while it runs.
    public private(set) var exit: ChildExit?

    private var handle: Int32
    private var key = RegistrationKey.none
    private let ended = WaitPoint()

    private init(_ started: StartedChild, _ command: ChildCommand, on loop: EventLoop) throws(ReactorError) {
        self.loop = loop
        self.command = command
        processIdentifier = started.process
        handle = started.handle
        let streams: [DescriptorStream?]
        do throws(ReactorError) {
            streams = try Self.adopt(started.streams, limits: command.writeLimits, on: loop)
        } catch {
            DescriptorCalls.close(started.handle)
            throw error
        }
        (input, output, error) = (streams[0], streams[1], streams[2])
        do throws(Errno) {
            key = try loop.register(handle, self, events: Readiness.readable.rawValue)
        } catch {
            for stream in streams { stream?.close() }
            DescriptorCalls.close(started.handle)
            throw ReactorError(error, operation: "watch a process")
        }
    }

    /// Makes streams of descriptors; all of them are closed when one cannot be watched.
    private static func adopt(
        _ numbers: [Int32?],
        limits: WriteLimits,
        on loop: EventLoop
    ) throws(ReactorError) -> [DescriptorStream?] {
        var streams: [DescriptorStream?] = []
        for number in numbers {
            guard let number else {
                streams.append(nil)
                continue
            }
            do throws(ReactorError) {
                let descriptor = Descriptor(owning: number)
                streams.append(try DescriptorStream(descriptor, kind: .pipe, on: loop, limits: limits))
            } catch {
                for stream in streams { stream?.close() }
                for later in numbers[(streams.count + 1)...] { later.map(DescriptorCalls.close) }
                throw error
            }
        }
        return streams
    }

    /// Starts a program; whoever gets the child must ``stop()`` it.
    public static func start(_ command: ChildCommand, on loop: EventLoop) async throws -> ChildProcess {
        loop.preconditionOnLoop()
        ignoreBrokenPipeSignals()
        // Starting blocks until the program runs; and the child dies with the thread that starts it, so this must be one
        // that never ends.
        let started = try await BlockingPool.shared.run { () throws(ProcessError) in
            try StartedChild(of: command)
        }
        do {
            return try ChildProcess(started, command, on: loop)
        } catch {
            ProcessCalls.signal(group: started.process, .kill)
            let process = started.process
            await BlockingPool.shared.run { ProcessCalls.reapNow(process) }
            throw error
        }
    }

    /// Starts a program, runs `body` with it, and stops it however `body` ends.
    public static func with<Value>(
        _ command: ChildCommand,
        on loop: EventLoop,
        _ body: (ChildProcess) async throws -> Value
    ) async throws -> Value {
        let child = try await start(command, on: loop)
        do {
            let value = try await body(child)
            await child.stop()
            return value
        } catch {
            await child.stop()
            throw error
        }
    }

    // MARK: Its end

    /// Waits for the program's end; nil when the deadline passes or the task is cancelled first.
    public func waitForExit(until deadline: Deadline = .never) async -> ChildExit? {
        loop.preconditionOnLoop()
        while exit == nil {
            switch await ended.wait(on: loop, until: deadline) {
            case .ready, .closed: continue
            case .timedOut, .cancelled: return exit
            }
        }
        return exit
    }

    /// Sends a signal to the program; nothing happens when it has ended.
    public func signal(_ signal: Signal) {
        loop.preconditionOnLoop()
        if exit == nil { ProcessCalls.signal(handle: handle, signal) }
    }

    /// Ends the program by the command's ladder, then whatever is left of its group, and closes the streams.
    ///
    /// A cancelled task still waits for it: a child must not outlive its owner.
    @discardableResult
    public func stop() async -> ChildExit {
        loop.preconditionOnLoop()
        let ladder = Task(executorPreference: loop) { await self.descendLadder() }
        return await ladder.value
    }

    private func descendLadder() async -> ChildExit {
        input?.close()
        var exit = await waitForExit(until: .after(command.stopLadder.afterClosedInput))
        if exit == nil {
            ProcessCalls.signal(group: processIdentifier, .terminate)
            exit = await waitForExit(until: .after(command.stopLadder.afterRequest))
        }
        // Children of the child, too: they hold no claim to life once it is gone. When the group is empty its number
        // could have been given to a stranger only after a whole round of process numbers.
        if exit == nil || !hadNoGroupLeft { ProcessCalls.signal(group: processIdentifier, .kill) }
        while exit == nil { exit = await waitForExit() }
        output?.close()
        error?.close()
        return exit ?? .killed(signal: Signal.kill.rawValue)
    }

    /// Set when the child was reaped while it was the last of its group.
    private var hadNoGroupLeft = false

    // MARK: The loop's side

    func becameReady(_ readiness: Readiness) {
        guard exit == nil, let end = ProcessCalls.reap(handle) else { return }
        exit = end
        hadNoGroupLeft = !ProcessCalls.groupExists(processIdentifier)
        closeHandle()
        ended.wakeAll()
    }

    func loopStops() {
        guard exit == nil else { return }
        ProcessCalls.signal(group: processIdentifier, .kill)
        ProcessCalls.reapNow(processIdentifier)
        exit = .killed(signal: Signal.kill.rawValue)
        closeHandle()
        ended.wakeAll(.closed)
    }

    private func closeHandle() {
        loop.unregister(key)
        DescriptorCalls.close(handle)
        loop.descriptorWasClosed()
    }
}
