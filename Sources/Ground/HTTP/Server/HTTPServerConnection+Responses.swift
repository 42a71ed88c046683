import HTTPWire
import Reactor

extension HTTPServerConnection {
    /// Appends a whole response to what is to be written.
    func append(_ response: HTTPResponse, keepsAlive: Bool) throws(HTTPError) {
        guard case .bytes(let bytes) = response.content else { return }
        let hasNoContent = response.head.status.neverHasContent
        try appendHead(response.head, hasNoContent ? .asInFields : .length(bytes.count), keepsAlive)
        if received?.head.method != .head, !hasNoContent { output += bytes }
    }

    /// Appends a head with the fields that the server answers for.
    func appendHead(
        _ head: HTTPResponseHead,
        _ content: HTTPSerializer.Content,
        _ keepsAlive: Bool
    ) throws(HTTPError) {
        if output.capacity == 0 { output = state.takeOutput() }
        let fields = head.fields
        var content = content
        if !fields.isEmpty {
            switch content {
            case .length where fields.contains("Content-Length"): content = .asInFields
            case .chunked where fields.contains("Transfer-Encoding"): content = .asInFields
            default: break
            }
        }
        let extra = server.options.sendsDate && !fields.contains("Date") ? state.currentDateLine() : []
        do throws(HTTPWireError) {
            if keepsAlive == (received?.head.version ?? .http11 >= .http11) || fields.contains("Connection") {
                try HTTPSerializer.append(head, content: content, extra: extra, to: &output)
            } else {
                let connection = keepsAlive ? Self.keepAliveLine : Self.closeLine
                try HTTPSerializer.append(head, content: content, extra: extra + connection, to: &output)
            }
        } catch {
            throw HTTPError(error, operation: "write a response head")
        }
    }

    private static let keepAliveLine = Array("Connection: keep-alive\r\n".utf8)
    private static let closeLine = Array("Connection: close\r\n".utf8)

    /// Lets go of bytes that were queued, and of their storage: a stream that is idle owns none.
    func releaseOutput() {
        let bytes = output
        output = []
        state.giveOutput(bytes)
    }

    /// Writes what was put together.
    func sendOutput() async throws(HTTPError) {
        guard !output.isEmpty else { return }
        let bytes = output
        output = []
        do throws(ReactorError) {
            if isCancelled || workWasCancelled {
                let (stream, timeout) = (stream, server.options.writeTimeout)
                try await shieldedFromCancellation(on: stream.loop) { () async throws(ReactorError) in
                    try await stream.write(bytes, until: .after(timeout))
                }
            } else {
                try await stream.write(bytes, until: .after(server.options.writeTimeout))
            }
        } catch {
            throw HTTPError(error, operation: "write a response")
        }
        state.giveOutput(bytes)
    }

    /// Waits until the kernel has everything, since closing drops the rest.
    func flushBeforeClosing() async throws(HTTPError) {
        let (stream, timeout) = (stream, server.options.writeTimeout)
        do throws(ReactorError) {
            guard isCancelled || workWasCancelled else { return try await stream.flush(until: .after(timeout)) }
            try await shieldedFromCancellation(on: stream.loop) { () async throws(ReactorError) in
                try await stream.flush(until: .after(timeout))
            }
        } catch {
            throw HTTPError(error, operation: "write a response")
        }
    }

    // MARK: Endings

    /// Deals with the failure that ends the connection.
    func end(after error: HTTPError) async {
        guard let status = status(for: error) else {
            // In the middle of a response the client must see that something is missing.
            return isReadingHead ? stream.close() : stream.reset()
        }
        do throws(HTTPError) {
            received = nil
            try append(Self.refusal(status, error.description), keepsAlive: false)
            try await endWithLinger()
        } catch {
            stream.close()
        }
    }

    /// What the client is told; nil when there is nobody to tell, or it would garble a response.
    private func status(for error: HTTPError) -> HTTPStatus? {
        if let violation = error.wireError?.violation {
            server.options.report?(.refused(violation))
            return isReadingHead && violation.rule != .truncatedHead ? violation.status : nil
        }
        // A connection on which nothing was asked gets no answer.
        guard error.code == .timedOut, !isReadingHead || !input.buffer.isEmpty else { return nil }
        server.options.report?(.timedOut(error.operation))
        return isReadingHead ? .requestTimeout : nil
    }

    /// Sends what waits and the end, and reads on for a while: bytes that arrive at a closed socket would make the
    /// kernel reset the connection, and the client might lose the response.
    func endWithLinger() async throws(HTTPError) {
        try await sendOutput()
        let deadline = Deadline.after(server.options.lingerTimeout)
        do throws(ReactorError) {
            try await stream.finishWriting(until: .after(server.options.writeTimeout))
            var dropped = 0
            while dropped < 1 << 20 {
                input.buffer.consume(input.buffer.count)
                let count = try await stream.read(into: &input.buffer, until: deadline)
                if count == 0 { break }
                dropped += count
            }
        } catch {
            // The peer had its chance.
        }
        stream.close()
    }
}
