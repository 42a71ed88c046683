import MCP
import Reactor

/// A legacy session over Streamable HTTP: the endpoint's state, and its streams.
final class HTTPSession: SessionOutlet, Sendable {
    struct State {
        var session: (any ServerSession)?
        var channels: [EventChannel] = []
        var lastChannel = 0
        /// Messages for a stream that belongs to no request, while there is none.
        var pending: [[UInt8]] = []
        var pendingBytes = 0
        var work: [ObjectIdentifier: WorkCancellation] = [:]
        var lastUse = MonotonicInstant.now
        var isClosed = false
    }

    /// The name that clients bring back.
    let id: String
    /// Who opened it; nobody else may use it.
    let principal: String?
    private let limits: ServingLimits
    let state = Locked(State())

    init(id: String, principal: String?, _ limits: ServingLimits) {
        (self.id, self.principal, self.limits) = (id, principal, limits)
    }

    /// Gives the session its state on the endpoint's side, which needs the session first.
    func begin(_ session: any ServerSession) { state.withLock { $0.session = session } }

    /// The endpoint's side; nil when the session is over.
    ///
    /// Notes that the session is in use.
    func use(at now: MonotonicInstant = .now) -> (any ServerSession)? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            state.lastUse = now
            return state.session
        }
    }

    /// Whether nobody has used it for so long, and nothing of it is under way.
    func isIdle(since limit: MonotonicInstant) -> Bool {
        state.withLock { state in
            state.lastUse < limit && state.work.isEmpty && !state.channels.contains(where: \.isAttached)
        }
    }

    /// Ends the session and all that belongs to it.
    func close() {
        let (session, channels, work) = state.withLock { state in
            defer { (state.session, state.channels, state.work, state.isClosed) = (nil, [], [:], true) }
            state.pending = []
            return (state.session, state.channels, state.work)
        }
        session?.close()
        for cancellation in work.values { cancellation.cancel() }
        for channel in channels { channel.end() }
    }

    // MARK: Streams

    /// A stream for so many replies, or, with 0, for messages that belong to no request; nil when there are too many.
    func openChannel(repliesDue: Int) -> EventChannel? {
        state.withLock { state -> EventChannel? in
            guard !state.isClosed else { return nil }
            state.forgetOldChannels(limits)
            guard state.channels.count < limits.streamsPerSession else { return nil }
            state.lastChannel += 1
            let channel = EventChannel(number: state.lastChannel, repliesDue: repliesDue, limits)
            state.channels.append(channel)
            return channel
        }
    }

    /// The stream of this number, if it is still known.
    func channel(_ number: Int) -> EventChannel? {
        state.withLock { $0.channels.first { $0.number == number } }
    }

    /// Ends the streams that belong to no request.
    func endStandaloneStreams() {
        for channel in state.withLock({ $0.channels }) where channel.isStandalone { channel.end() }
    }

    /// Forgets a stream to which nobody can come back.
    func forget(_ channel: EventChannel) { state.withLock { $0.channels.removeAll { $0 === channel } } }

    /// Hands messages that waited for a stream to the one that is there now.
    func deliverPending() {
        let messages = state.withLock { state in
            defer { (state.pending, state.pendingBytes) = ([], 0) }
            return state.pending
        }
        for message in messages { post(message) }
    }

    /// Takes back what a stream did not send.
    func putBack(_ messages: [[UInt8]]) {
        guard !messages.isEmpty else { return }
        state.withLock { state in
            state.pending = messages + state.pending
            state.pendingBytes += messages.reduce(0) { $0 + $1.count }
            state.trimPending(limits)
        }
        deliverPending()
    }

    // MARK: Work

    /// Notes work that ends with the session.
    func add(_ work: WorkCancellation) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.work[ObjectIdentifier(work)] = work }
            return state.isClosed
        }
        if isClosed { work.cancel() }
    }

    /// Notes that work has ended, which counts as use of the session.
    func remove(_ work: WorkCancellation) {
        state.withLock { state in
            state.work[ObjectIdentifier(work)] = nil
            state.lastUse = .now
        }
    }

    // MARK: Outlet

    func post(_ message: [UInt8]) {
        let streams = state.withLock { $0.channels.filter(\.isStandalone) }
        for stream in streams where stream.post(message) { return }
        state.withLock { state in
            guard !state.isClosed else { return }
            state.pending.append(message)
            state.pendingBytes += message.count
            state.trimPending(limits)
        }
    }

    /// True as well while no stream was ever opened: the client may be about to open one.
    func canPost() -> Bool {
        state.withLock { state in
            let streams = state.channels.filter(\.isStandalone)
            return !state.isClosed && (streams.isEmpty || streams.contains { !$0.isEnded })
        }
    }
}

extension HTTPSession.State {
    /// Without a stream the newest messages are kept.
    fileprivate mutating func trimPending(_ limits: ServingLimits) {
        while pendingBytes > limits.queuedBytes || pending.count > limits.queuedMessages, pending.count > 1 {
            pendingBytes -= pending.removeFirst().count
        }
    }

    /// Makes room by forgetting streams that have ended, and streams without a request to which nobody came back.
    fileprivate mutating func forgetOldChannels(_ limits: ServingLimits) {
        var stored = channels.reduce(0) { $0 + $1.storedBytes }
        while channels.count >= limits.streamsPerSession / 2 || stored > limits.queuedBytes {
            guard let place = channels.firstIndex(where: { !$0.isAttached && ($0.isEnded || $0.isStandalone) }) else {
                return
            }
            stored -= channels.remove(at: place).storedBytes
        }
    }
}
