public import HTTP
public import HTTPWire
public import Reactor
public import WebSocketWire

/// The server's side of the opening handshake.
public enum WebSocketServer {
    /// What a server wants of compression: nothing where there is no zlib.
    public static var defaultCompression: DeflatePolicy? { ZlibCompression.isAvailable ? DeflatePolicy() : nil }

    /// Reads a request from a stream that serves nothing but WebSockets, and answers it.
    ///
    /// A request that breaks a rule is refused with the status that fits, the stream is closed, and the rule is thrown.
    public static func accept(
        _ stream: any ByteStream,
        _ answer: WebSocketAnswer,
        until deadline: Deadline = .after(.seconds(10))
    ) async throws(WebSocketError) -> OpenedWebSocket {
        var received = InputBuffer()
        var parser = HTTPRequestParser()
        do throws(WebSocketError) {
            let request = try await HandshakeStream.head(stream, &received, until: deadline) {
                bytes throws(HTTPWireError) in try parser.next(bytes)
            }
            return try await accept(request, stream, received, answer, until: deadline)
        } catch {
            if error.code == .http { await refuse(stream, HTTPResponseHead(.badRequest), until: deadline) }
            stream.close()
            throw error
        }
    }

    /// Answers a request that somebody else has read; `received` are the bytes behind it.
    public static func accept(
        _ request: HTTPRequestHead,
        _ stream: any ByteStream,
        _ received: InputBuffer,
        _ answer: WebSocketAnswer,
        until deadline: Deadline = .after(.seconds(10))
    ) async throws(WebSocketError) -> OpenedWebSocket {
        let agreement: WebSocketAgreement
        let response: HTTPResponseHead
        do throws(WebSocketHandshakeViolation) {
            (agreement, response) = try answer.accept(request)
        } catch {
            await refuse(stream, error.refusal, until: deadline)
            throw WebSocketError(error)
        }
        try await HandshakeStream.write(stream, until: deadline) { bytes throws(HTTPWireError) in
            try HTTPSerializer.append(response, to: &bytes)
        }
        return OpenedWebSocket(
            stream,
            .server,
            agreement,
            request: request,
            response: response,
            received: received
        )
    }

    /// The response of an HTTP server's handler: the upgrade, after which `run` has the connection, or a refusal.
    ///
    /// `run` should end with the connection closed; what it throws goes to the HTTP server's report.
    public static func response(
        to request: HTTPRequestHead,
        _ answer: WebSocketAnswer,
        _ run: @escaping @Sendable (OpenedWebSocket) async throws -> Void
    ) -> HTTPResponse {
        do throws(WebSocketHandshakeViolation) {
            let (agreement, head) = try answer.accept(request)
            let content = HTTPResponse.Content.upgrade { upgraded in
                let opened = OpenedWebSocket(
                    upgraded.stream,
                    .server,
                    agreement,
                    request: request,
                    response: upgraded.response,
                    received: upgraded.buffered
                )
                try await run(opened)
            }
            return HTTPResponse(.switchingProtocols, fields: head.fields, content: content)
        } catch {
            return HTTPResponse(
                error.rule.status,
                fields: error.refusal.fields,
                bytes: Array((error.description + "\n").utf8)
            )
        }
    }

    private static func refuse(_ stream: any ByteStream, _ refusal: HTTPResponseHead, until deadline: Deadline) async {
        var head = refusal
        if !head.fields.contains("Connection") { head.fields.append("Connection", "close") }
        do throws(WebSocketError) {
            try await HandshakeStream.write(stream, until: deadline) { bytes throws(HTTPWireError) in
                try HTTPSerializer.append(head, content: .length(0), to: &bytes)
            }
        } catch {
            // Whoever does not take the refusal is refused all the same.
        }
    }
}
