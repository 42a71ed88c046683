public import HTTPWire
public import Reactor

/// What a handler uses that decides late how it answers: with bytes, or with an event stream that it writes meanwhile.
///
/// `@unchecked Sendable`: confined to the thread of the connection's loop.
public final class HTTPResponder: @unchecked Sendable {
    private let connection: HTTPServerConnection
    private let number: Int
    /// The writer of the stream, once one was begun.
    public private(set) var writer: HTTPResponseWriter?
    private(set) var keepsAlive = false

    init(_ connection: HTTPServerConnection) {
        self.connection = connection
        number = connection.number
    }

    /// The loop of the connection.
    public var loop: EventLoop { connection.stream.loop }

    /// Begins a response of unknown length; its head goes out with the first bytes that are written.
    ///
    /// Afterwards the closure can return no other response.
    public func begin(_ status: HTTPStatus = .ok, fields: HTTPFields) throws(HTTPError) -> HTTPResponseWriter {
        guard writer == nil, number == connection.number, connection.received?.head.method != .head else {
            throw HTTPError(
                .misuse,
                operation: "begin a response",
                detail: "expected a request that has no response yet and wants its content, saw another"
            )
        }
        let (begun, keepsAlive) = try connection.beginStream(HTTPResponse(status, fields: fields))
        (writer, self.keepsAlive) = (begun, keepsAlive)
        return begun
    }

    /// Cancels the closure that answers, while the peer is still there: what it answers then is sent.
    ///
    /// Callable from any thread.
    public func cancel() {
        if loop.isCurrent { return connection.cancelWork(number) }
        loop.execute { [connection, number] in connection.cancelWork(number) }
    }
}

extension HTTPServerConnection {
    /// Runs a closure that answers late; false when the connection ends after it.
    @inline(never)
    func respondLate(
        _ run: @Sendable (HTTPResponder) async throws -> HTTPResponse
    ) async throws(HTTPError) -> Bool {
        let responder = HTTPResponder(self)
        do {
            beginWriting()
            defer { endWriting() }
            response = try await run(responder)
            if responder.writer != nil { response = nil }
        } catch {
            noteFailure(error)
            if responder.writer != nil {
                response = nil
                throw writingFailed(error)
            }
        }
        return try await endLate(responder)
    }

    /// Sends what the closure left to be sent.
    ///
    /// Not inlined: its frame is large, and would be held for as long as the closure runs.
    @inline(never)
    private func endLate(_ responder: HTTPResponder) async throws(HTTPError) -> Bool {
        if let writer = responder.writer { return try await finishStream(writer, responder.keepsAlive) }
        return try await respond()
    }
}
