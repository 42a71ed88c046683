import Reactor

/// One stream of a legacy session: what the server says on it, whoever writes it to a connection, and what is kept for a
/// client that comes back for the rest.
///
/// Messages come from any thread; the connection that writes them may change, and its loop with it.
final class EventChannel: Sendable {
    /// The connection that writes the stream now; a new one takes the place of the one before.
    final class Writer: Sendable {
        let loop: EventLoop
        let news = WaitPoint()
        init(_ loop: EventLoop) { self.loop = loop }

        func wake() {
            if loop.isCurrent { return news.wakeAll() }
            loop.execute { self.news.wakeAll() }
        }
    }

    /// What a writer has to do next.
    enum Step {
        /// Write these messages.
        case write([EventLog.Event])
        /// Wait for news.
        case wait
        /// Nothing was sent before the replies, of which there may be none: answer with them.
        case answer([Reply])
        /// The stream has ended.
        case end
        /// End the connection; the client comes back after so long.
        case suspend(retry: Duration)
        /// Another connection writes the stream now, or nobody should.
        case replaced
    }

    struct State {
        var log: EventLog
        /// The last message that was handed to a writer.
        var sent = 0
        var writer: Writer?
        /// Replies that came while nothing had been sent.
        var held: [Reply] = []
        var repliesDue: Int
        /// Whether there is a stream, and no answer without one any more.
        var hasBegun = false
        var unsentBytes = 0
        var isEnded = false
        /// When the client shall come back, and after which message.
        var suspension: (retry: Duration, sequence: Int)?
        var waitingSenders: [Writer] = []
    }

    /// Names the stream within its session.
    let number: Int
    /// Whether it belongs to no request.
    let isStandalone: Bool
    let state: Locked<State>

    /// A stream that ends after so many replies; 0 for one that belongs to no request.
    init(number: Int, repliesDue: Int, _ limits: ServingLimits) {
        self.number = number
        isStandalone = repliesDue == 0
        let log = EventLog(maximumBytes: limits.queuedBytes, maximumMessages: limits.queuedMessages)
        state = Locked(State(log: log, repliesDue: repliesDue))
    }

    /// The name of a message, unique in the session.
    func identifier(_ sequence: Int) -> String { "\(number)_\(sequence)" }

    /// How many bytes are kept.
    var storedBytes: Int { state.withLock { $0.log.bytes } }
    /// Whether nothing will be added any more.
    var isEnded: Bool { state.withLock { $0.isEnded } }
    /// Whether a connection writes it.
    var isAttached: Bool { state.withLock { $0.writer != nil } }

    /// Whether everything behind a message is still kept.
    func hasAll(after sequence: Int) -> Bool { state.withLock { $0.log.events(after: sequence) != nil } }

    // MARK: The server's side

    /// Sends a message before the reply; waits while its reader is slow.
    func send(_ message: [UInt8], from loop: EventLoop, until deadline: Deadline) async throws(BindingError) {
        let sender = Writer(loop)
        while true {
            let isSent = state.withLock { state -> Bool? in
                guard !state.isEnded else { return nil }
                let isFull = state.writer != nil && state.unsentBytes >= state.log.maximumBytes / 4
                if isFull { state.waitingSenders.append(sender) } else { state.append(message) }
                return !isFull
            }
            guard let isSent else { throw BindingError(.closed, "expected an open stream, saw one that has ended") }
            if isSent { return }
            switch await sender.news.wait(on: loop, until: deadline) {
            case .cancelled: throw BindingError(.cancelled, "sending was cancelled")
            case .timedOut: throw BindingError(.overflow, "expected a client that reads, saw one that does not")
            case .ready, .closed: break
            }
        }
    }

    /// Queues a message if a connection takes it now.
    ///
    /// False when none does. A connection whose queue is full is cut, and the message is for the next.
    func post(_ message: [UInt8]) -> Bool {
        state.withLock { state in
            guard !state.isEnded, let writer = state.writer else { return false }
            guard state.unsentBytes + message.count <= state.log.maximumBytes else {
                state.writer = nil
                writer.wake()
                return false
            }
            state.append(message)
            return true
        }
    }

    /// Notes the answer of one request, or that there is none.
    func deliver(_ reply: Reply?) {
        state.withLock { state in
            guard !state.isEnded else { return }
            if let reply {
                if state.hasBegun { state.append(reply.bytes) } else { state.held.append(reply) }
            }
            state.repliesDue -= 1
            if state.repliesDue <= 0 { state.end() }
        }
    }

    /// Ends the connection that writes the stream, which goes on.
    func suspend(retry: Duration) {
        state.withLock { state in
            guard !state.isEnded else { return }
            state.beginStream()
            state.suspension = (retry, state.log.last)
            state.writer?.wake()
        }
    }

    /// Ends the stream.
    func end() { state.withLock { $0.end() } }

    // MARK: The connection's side

    /// Makes a connection the writer of what comes after a message; false when messages behind it were dropped.
    func attach(_ writer: Writer, after sequence: Int) -> Bool {
        state.withLock { state in
            guard let missing = state.log.events(after: sequence) else { return false }
            let before = state.writer
            state.writer = writer
            state.sent = sequence
            state.unsentBytes = missing.reduce(0) { $0 + $1.message.count }
            state.suspension = nil
            state.beginStream()
            before?.wake()
            return true
        }
    }

    /// Makes a connection the first writer, which may still answer without a stream.
    func attachFirst(_ writer: Writer) { state.withLock { $0.writer = writer } }

    /// The connection is gone; returns what it did not take of a stream that belongs to no request.
    func detach(_ writer: Writer) -> [[UInt8]] {
        state.withLock { state in
            guard state.writer === writer || state.writer == nil else { return [] }
            state.writer = nil
            state.wakeSenders()
            return isStandalone ? state.log.takeBack(after: state.sent) : []
        }
    }

    /// What a writer has to do next.
    func next(for writer: Writer) -> Step {
        state.withLock { state in
            guard state.writer === writer else { return .replaced }
            let last = state.suspension?.sequence ?? state.log.last
            if last > state.sent, let events = state.log.events(after: state.sent) {
                let events = events.prefix { $0.sequence <= last }
                state.sent = last
                state.unsentBytes -= events.reduce(0) { $0 + $1.message.count }
                state.wakeSenders()
                return .write(Array(events))
            }
            if let retry = state.suspension?.retry {
                state.writer = nil
                return .suspend(retry: retry)
            }
            guard state.isEnded else { return .wait }
            state.writer = nil
            guard !state.hasBegun else { return .end }
            defer { state.held = [] }
            return .answer(state.held)
        }
    }

    /// The connection begins a stream although nothing was sent yet.
    func beginStream() { state.withLock { $0.beginStream() } }
}

extension EventChannel.State {
    fileprivate mutating func append(_ message: [UInt8]) {
        beginStream()
        put(message)
        writer?.wake()
    }

    fileprivate mutating func beginStream() {
        guard !hasBegun else { return }
        hasBegun = true
        let replies = held
        held = []
        for reply in replies { put(reply.bytes) }
    }

    private mutating func put(_ message: [UInt8]) {
        log.append(message, keepingAfter: writer == nil ? nil : sent)
        unsentBytes += message.count
    }

    fileprivate mutating func end() {
        isEnded = true
        writer?.wake()
        wakeSenders()
    }

    fileprivate mutating func wakeSenders() {
        for sender in waitingSenders { sender.wake() }
        waitingSenders = []
    }
}
