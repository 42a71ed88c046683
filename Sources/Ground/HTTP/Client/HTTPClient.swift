public import HTTPWire
public import Reactor

/// Sends requests over connections that it keeps for later ones.
///
/// A client belongs to one loop, and is used on it; a program with several loops has one on each. Cancelling a task
/// closes the connection that it uses.
///
/// `@unchecked Sendable`: confined to the thread of the loop.
public final class HTTPClient: @unchecked Sendable {
    /// The loop that the client belongs to.
    public let loop: EventLoop
    /// How the client behaves.
    public let options: HTTPClientOptions
    private let pool: HTTPConnectionPool

    /// A client without connections.
    public init(on loop: EventLoop, _ options: HTTPClientOptions = HTTPClientOptions()) {
        self.loop = loop
        self.options = options
        pool = HTTPConnectionPool(loop, options)
    }

    /// How many connections are open, idle ones included.
    public var openConnections: Int { pool.openConnections }

    /// Closes idle connections, and each other one after its exchange.
    public func close() { pool.close() }

    /// Sends a request and runs `body` with the response.
    ///
    /// What `body` does not read of a small response is passed over to keep the connection; otherwise it is closed.
    public func send<Result>(
        _ request: HTTPClientRequest,
        _ body: (HTTPClientResponse) async throws -> Result
    ) async throws -> Result {
        loop.preconditionOnLoop()
        let deadline = options.totalTimeout.map { Deadline.after($0) } ?? .never
        var request = request
        var redirects = 0
        while true {
            switch try await exchange(request, deadline, redirects < options.maximumRedirects, body) {
            case .result(let result): return result
            case .redirect(let next):
                redirects += 1
                request = next
            case .tooMany:
                throw HTTPError(
                    .tooManyRedirects,
                    operation: "request \(request.url)",
                    detail: "expected at most \(options.maximumRedirects) redirects, saw another"
                )
            }
        }
    }

    /// Sends a request and returns the whole response.
    public func fetch(
        _ request: HTTPClientRequest,
        upTo limit: Int = 16 << 20
    ) async throws -> (head: HTTPResponseHead, content: [UInt8], trailers: HTTPFields?) {
        try await send(request) { response in
            let content = try await response.collectBody(upTo: limit)
            return (response.head, content, response.trailers)
        }
    }

    /// Sends a request that asks for another protocol, and gives the connection away when the server agrees.
    ///
    /// The caller adds `Connection: Upgrade` and `Upgrade`, and closes the stream in the end.
    public func upgrade(_ request: HTTPClientRequest) async throws -> HTTPUpgradedConnection {
        loop.preconditionOnLoop()
        let deadline = options.totalTimeout.map { Deadline.after($0) } ?? .never
        let origin = request.url.origin
        let (connection, _) = try await pool.take(origin, fresh: true, until: deadline)
        // It will not come back, whatever happens.
        pool.forget(origin)
        do {
            let response = try await HTTPExchange(request, connection, deadline).run { response in response }
            let isTunnel = request.method == .connect && response.status.isSuccess
            guard response.status == .switchingProtocols || isTunnel else {
                throw HTTPError(
                    .upgradeRefused,
                    operation: "upgrade at \(request.url)",
                    detail: "expected 101 (Switching Protocols), saw \(response.status)"
                )
            }
            return HTTPUpgradedConnection(
                stream: connection.stream,
                buffered: connection.input.buffer,
                request: HTTPRequestHead(request.method, request.url.target, fields: request.fields),
                response: response.head
            )
        } catch {
            connection.close()
            throw error
        }
    }

    // MARK: One exchange

    private enum Outcome<Result> {
        case result(Result)
        case redirect(HTTPClientRequest)
        case tooMany
    }

    private func exchange<Result>(
        _ request: HTTPClientRequest,
        _ deadline: Deadline,
        _ mayFollow: Bool,
        _ body: (HTTPClientResponse) async throws -> Result
    ) async throws -> Outcome<Result> {
        let origin = request.url.origin
        var isRetry = false
        while true {
            let (connection, isReused) = try await pool.take(origin, fresh: isRetry, until: deadline)
            do {
                let outcome = try await HTTPExchange(request, connection, deadline).run {
                    response async throws -> Outcome<Result> in
                    if options.maximumRedirects > 0, let next = try request.redirected(by: response.head) {
                        return mayFollow ? .redirect(next) : .tooMany
                    }
                    return .result(try await body(response))
                }
                await passOver(connection)
                pool.release(connection, origin, reuse: connection.isReusable)
                return outcome
            } catch {
                pool.release(connection, origin, reuse: false)
                guard isReused, !isRetry, mayRetry(request, connection, error) else { throw error }
                isRetry = true
            }
        }
    }

    /// Whether the server had closed a kept connection before it could see the request (RFC 9112 section 9.3.1).
    private func mayRetry(_ request: HTTPClientRequest, _ connection: HTTPClientConnection, _ error: any Error) -> Bool
    {
        guard let error = error as? HTTPError, error.code == .connection else { return false }
        return !connection.hasReceived && request.isRepeatable && request.method.isIdempotent
    }

    private func passOver(_ connection: HTTPClientConnection) async {
        var dropped = 0
        while !connection.isComplete, connection.keepsAlive, dropped <= options.maximumDrainedBytes {
            guard let bytes = try? await connection.readBody() else { return }
            dropped += bytes.count
        }
    }
}
