import HTTPWire
import Reactor

extension HTTPServerConnection {
    /// How a response goes on that is not all in memory.
    private enum Pieces {
        case none
        case stream(@Sendable (HTTPResponseWriter) async throws -> Void, HTTPResponseWriter?, keepsAlive: Bool)
        case upgrade(@Sendable (HTTPUpgradedConnection) async throws -> Void)
        case late(@Sendable (HTTPResponder) async throws -> HTTPResponse)
    }

    /// Writes a response that is not all in memory; false when the connection ends after it.
    func respondInPieces() async throws(HTTPError) -> Bool {
        switch try beginPieces() {
        case .none: return false
        case .stream(let write, let writer, let keepsAlive): return try await stream(write, writer, keepsAlive)
        case .upgrade(let run): return try await handOver(run)
        case .late(let run): return try await respondLate(run)
        }
    }

    /// Puts the head in front of what is written.
    ///
    /// What was received and what the handler answered is let go of as soon as nothing needs it any more: a stream may
    /// last for days.
    @inline(never)
    private func beginPieces() throws(HTTPError) -> Pieces {
        guard let request = received?.head, let response else { return .none }
        switch response.content {
        case .bytes: return .none
        case .stream(let length, let write):
            let (writer, keepsAlive) = try beginStream(request, response, length)
            (self.response, received) = (nil, nil)
            return .stream(write, writer, keepsAlive: keepsAlive)
        case .upgrade(let run):
            try appendHead(response.head, .asInFields, request.version >= .http11)
            return .upgrade(run)
        case .raw(let run): return .upgrade(run)
        case .deferred(let run):
            self.response = nil
            return .late(run)
        }
    }

    /// Puts the head of a chunked response, or of one that ends with the connection, in front of what is written.
    func beginStream(_ response: HTTPResponse) throws(HTTPError) -> (HTTPResponseWriter, keepsAlive: Bool) {
        stream.loop.takeStorage(of: &input.buffer)
        let isChunked = (received?.head.version ?? .http11) >= .http11
        let keepsAlive = isChunked && keepsAlive(response)
        try appendHead(response.head, isChunked ? .chunked : .asInFields, keepsAlive)
        received = nil
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

    /// The same for a response whose content a closure writes; without a writer when there is no content to write.
    private func beginStream(
        _ request: HTTPRequestHead,
        _ response: HTTPResponse,
        _ length: Int?
    ) throws(HTTPError) -> (HTTPResponseWriter?, keepsAlive: Bool) {
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
        guard !hasNoContent else { return (nil, keepsAlive) }
        // Nothing is read while the stream lasts.
        stream.loop.takeStorage(of: &input.buffer)
        return (HTTPResponseWriter(self, number: number, left: length, isChunked: framing == .chunked), keepsAlive)
    }

    private func stream(
        _ write: @Sendable (HTTPResponseWriter) async throws -> Void,
        _ writer: HTTPResponseWriter?,
        _ keepsAlive: Bool
    ) async throws(HTTPError) -> Bool {
        if let writer {
            do {
                beginWriting()
                defer { endWriting() }
                try await write(writer)
                try writer.finish()
            } catch {
                server.options.report?(isCancelled ? .disconnected : .handlerFailed(error))
                throw writingFailed(error)
            }
        }
        let mayRead = body.isComplete ? try endMessage() : try await drainBody()
        if input.buffer.isEmpty { try await sendOutput() }
        if !mayRead { try await endWithLinger() }
        return keepsAlive && mayRead
    }

    /// The failure of a closure that wrote a response.
    @inline(never)
    func writingFailed(_ error: any Error) -> HTTPError {
        error as? HTTPError
            ?? HTTPError(.connection, operation: "write a response", detail: "the handler failed: \(error)")
    }

    /// Gives the connection to a closure that speaks another protocol.
    private func handOver(
        _ run: @Sendable (HTTPUpgradedConnection) async throws -> Void
    ) async throws(HTTPError) -> Bool {
        _ = body.isComplete ? try endMessage() : try await drainBody()
        try await sendOutput()
        stream.whenDisconnected(nil)
        guard let connection = upgraded() else { return false }
        do {
            try await run(connection)
        } catch {
            server.options.report?(.handlerFailed(error))
            throw error as? HTTPError
                ?? HTTPError(.connection, operation: "run an upgraded connection", detail: "\(error)")
        }
        return false
    }

    @inline(never)
    private func upgraded() -> HTTPUpgradedConnection? {
        guard let request = received?.head, let response = response?.head else { return nil }
        (received, self.response) = (nil, nil)
        return HTTPUpgradedConnection(
            stream: stream,
            buffered: input.takeBuffer(),
            request: request,
            response: response
        )
    }
}
