import HTTPWire
import Reactor

extension HTTPServerConnection {
    /// Writes a response that is not all in memory; false when the connection ends after it.
    func respondInPieces() async throws(HTTPError) -> Bool {
        guard let request = received?.head, let response else { return false }
        self.response = nil
        switch response.content {
        case .bytes: return false
        case .stream(let length, let write): return try await stream(request, response, length, write)
        case .upgrade(let run):
            try appendHead(response.head, .asInFields, request.version >= .http11)
            return try await handOver(request, response.head, run)
        case .raw(let run):
            return try await handOver(request, response.head, run)
        case .deferred(let run):
            return try await respondLate(run)
        }
    }

    /// Puts the head of a chunked response, or of one that ends with the connection, in front of what is written.
    func beginStream(_ response: HTTPResponse) throws(HTTPError) -> (HTTPResponseWriter, keepsAlive: Bool) {
        stream.loop.takeStorage(of: &input.buffer)
        let isChunked = (received?.head.version ?? .http11) >= .http11
        let keepsAlive = isChunked && keepsAlive(response)
        try appendHead(response.head, isChunked ? .chunked : .asInFields, keepsAlive)
        return (HTTPResponseWriter(self, number: number, left: nil, isChunked: isChunked), keepsAlive)
    }

    /// Writes the end of a stream; false when the connection ends after it.
    func finishStream(_ writer: HTTPResponseWriter, _ keepsAlive: Bool) async throws(HTTPError) -> Bool {
        try writer.finish()
        let mayRead = body.isComplete ? try endMessage() : try await drainBody()
        if input.buffer.isEmpty { try await sendOutput() }
        if !mayRead { try await endWithLinger() }
        return keepsAlive && mayRead && !workWasCancelled
    }

    private func stream(
        _ request: HTTPRequestHead,
        _ response: HTTPResponse,
        _ length: Int?,
        _ write: @Sendable (HTTPResponseWriter) async throws -> Void
    ) async throws(HTTPError) -> Bool {
        let hasNoContent = request.method == .head || response.head.status.neverHasContent
        let endsByClosing = length == nil && request.version < .http11
        let keepsAlive = !endsByClosing && keepsAlive(response)
        let framing: HTTPSerializer.Content =
            switch length {
            case let length? where !response.head.status.neverHasContent: .length(length)
            case nil where !hasNoContent && !endsByClosing: .chunked
            default: .asInFields
            }
        try appendHead(response.head, framing, keepsAlive)
        if !hasNoContent {
            // Nothing is read while the stream lasts, which may be long.
            stream.loop.takeStorage(of: &input.buffer)
            let writer = HTTPResponseWriter(self, number: number, left: length, isChunked: framing == .chunked)
            do {
                try await whileHandling { try await write(writer) }
                try writer.finish()
            } catch {
                server.options.report?(isCancelled ? .disconnected : .handlerFailed(error))
                throw error as? HTTPError
                    ?? HTTPError(.connection, operation: "write a response", detail: "the handler failed: \(error)")
            }
        }
        let mayRead = body.isComplete ? try endMessage() : try await drainBody()
        if input.buffer.isEmpty { try await sendOutput() }
        if !mayRead { try await endWithLinger() }
        return keepsAlive && mayRead
    }

    /// Gives the connection to a closure that speaks another protocol.
    private func handOver(
        _ request: HTTPRequestHead,
        _ response: HTTPResponseHead,
        _ run: @Sendable (HTTPUpgradedConnection) async throws -> Void
    ) async throws(HTTPError) -> Bool {
        _ = body.isComplete ? try endMessage() : try await drainBody()
        try await sendOutput()
        stream.whenDisconnected(nil)
        let connection = HTTPUpgradedConnection(
            stream: stream,
            buffered: input.buffer,
            request: request,
            response: response
        )
        input.buffer = InputBuffer()
        do {
            try await run(connection)
        } catch {
            server.options.report?(.handlerFailed(error))
            throw error as? HTTPError
                ?? HTTPError(.connection, operation: "run an upgraded connection", detail: "\(error)")
        }
        return false
    }
}
