import Crypto
import HTTPWire
import Reactor

/// The connections of a client: those that are idle, and how many there are to each origin.
///
/// `@unchecked Sendable`: confined to the thread of the loop.
final class HTTPConnectionPool: @unchecked Sendable {
    private struct Idle {
        let connection: HTTPClientConnection
        let timer: LoopTimer
    }

    private struct Place {
        var idle: [Idle] = []
        var open = 0
        let freed = WaitPoint()
    }

    private let loop: EventLoop
    private let options: HTTPClientOptions
    private var places: [HTTPOrigin: Place] = [:]
    private var isClosed = false
    private var context: TLSContext?

    init(_ loop: EventLoop, _ options: HTTPClientOptions) { (self.loop, self.options) = (loop, options) }

    /// How many connections are open, idle ones included.
    var openConnections: Int { places.values.reduce(0) { $0 + $1.open } }

    /// A connection for one exchange: an idle one, or a new one when there is none or `fresh` is asked for.
    func take(
        _ origin: HTTPOrigin,
        fresh: Bool,
        until deadline: Deadline
    ) async throws(HTTPError) -> (connection: HTTPClientConnection, isReused: Bool) {
        while true {
            guard !isClosed else {
                throw HTTPError(.misuse, operation: "connect to \(origin)", detail: "the client is closed")
            }
            if !fresh, let connection = takeIdle(origin) { return (connection, true) }
            let open = places[origin]?.open ?? 0
            if open < options.maximumConnectionsPerOrigin { break }
            if fresh, let connection = takeIdle(origin) {
                // Its place is needed more than it is.
                release(connection, origin, reuse: false)
                continue
            }
            try await waitForPlace(origin, deadline)
        }
        places[origin, default: Place()].open += 1
        do throws(HTTPError) {
            return (HTTPClientConnection(try await connect(origin, deadline), options), false)
        } catch {
            giveUpPlace(origin)
            throw error
        }
    }

    /// Takes a connection back after an exchange.
    func release(_ connection: HTTPClientConnection, _ origin: HTTPOrigin, reuse: Bool) {
        guard reuse, !isClosed, options.keepIdle > .zero else {
            connection.close()
            return giveUpPlace(origin)
        }
        let timer = loop.schedule(at: .after(options.keepIdle)) { [unowned self] in drop(connection, origin) }
        places[origin, default: Place()].idle.append(Idle(connection: connection, timer: timer))
        connection.stream.whenDisconnected { [weak self] in self?.drop(connection, origin) }
        places[origin]?.freed.wakeFirst()
    }

    /// A connection left the client's hands: it counts no more.
    func forget(_ origin: HTTPOrigin) { giveUpPlace(origin) }

    func close() {
        isClosed = true
        for (origin, place) in places {
            for idle in place.idle { drop(idle.connection, origin) }
            place.freed.wakeAll()
        }
    }

    private func takeIdle(_ origin: HTTPOrigin) -> HTTPClientConnection? {
        guard let idle = places[origin]?.idle.popLast() else { return nil }
        loop.cancel(idle.timer)
        idle.connection.stream.whenDisconnected(nil)
        return idle.connection
    }

    /// Ends an idle connection that is too old or that the server closed.
    private func drop(_ connection: HTTPClientConnection, _ origin: HTTPOrigin) {
        guard let position = places[origin]?.idle.firstIndex(where: { $0.connection === connection }),
            let idle = places[origin]?.idle.remove(at: position)
        else { return }
        loop.cancel(idle.timer)
        connection.close()
        giveUpPlace(origin)
    }

    private func giveUpPlace(_ origin: HTTPOrigin) {
        guard let place = places[origin] else { return }
        places[origin]?.open -= 1
        if !place.freed.wakeFirst(), place.open == 1 { places[origin] = nil }
    }

    private func waitForPlace(_ origin: HTTPOrigin, _ deadline: Deadline) async throws(HTTPError) {
        guard let place = places[origin] else { return }
        switch await place.freed.wait(on: loop, until: deadline) {
        case .ready, .closed: return
        case .cancelled:
            throw HTTPError(
                ReactorError(.cancelled, operation: "wait for a connection"),
                operation: "connect to \(origin)"
            )
        case .timedOut:
            throw HTTPError(
                .timedOut,
                operation: "connect to \(origin)",
                detail: "all \(options.maximumConnectionsPerOrigin) connections stayed busy until the deadline"
            )
        }
    }

    /// Made once, when it is first needed: it reads the system's authorities.
    private func tlsContext() throws(HTTPError) -> TLSContext {
        if let context { return context }
        do throws(TLSError) {
            let new = try TLSContext(options.tls)
            context = new
            return new
        } catch {
            throw HTTPError(error, operation: "set TLS up")
        }
    }

    private func connect(_ origin: HTTPOrigin, _ deadline: Deadline) async throws(HTTPError) -> any ByteStream {
        let deadline = min(deadline, .after(options.connectTimeout))
        let stream = try await HTTPConnector.connect(
            to: origin,
            on: loop,
            until: deadline,
            tls: origin.isSecure ? try tlsContext() : nil
        )
        let watched = options.tap?(stream).map { TappedStream(stream, $0) } ?? stream
        return options.wrapStream?(watched) ?? watched
    }
}
