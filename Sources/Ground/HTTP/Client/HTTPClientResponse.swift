public import HTTPWire
public import Reactor

/// A response that a client received; good within the closure that it was given to.
public final class HTTPClientResponse: Sendable {
    /// Status and fields.
    public let head: HTTPResponseHead
    /// The interim responses that came before.
    public let interimHeads: [HTTPResponseHead]
    /// The URL that answered: another than was asked for after redirects.
    public let url: HTTPURL
    let connection: HTTPClientConnection
    private let number: Int

    init(
        _ head: HTTPResponseHead,
        interim: [HTTPResponseHead],
        url: HTTPURL,
        _ connection: HTTPClientConnection
    ) {
        self.head = head
        interimHeads = interim
        self.url = url
        self.connection = connection
        number = connection.number
    }

    /// The status.
    public var status: HTTPStatus { head.status }
    /// The fields.
    public var fields: HTTPFields { head.fields }
    /// The fields behind a chunked content, once it was read to its end.
    public var trailers: HTTPFields? { connection.trailers }
    /// The connection itself, for those who must know more about it.
    public var stream: any ByteStream { connection.stream }

    /// The rules that the response broke since the last call; only a tolerant reading notes any.
    public func takeViolations() -> [HTTPViolation] { connection.input.parser.takeViolations() }

    /// Closes the connection: nobody wants the rest of the response, nor the connection for another request.
    public func close() { connection.close() }

    /// The next bytes of the content, nil at its end; nothing is read ahead.
    public func readBody() async throws(HTTPError) -> [UInt8]? { try await readBody(within: nil) }

    /// As without a deadline, which takes the place of the idle timeout; when it passes, reading may go on.
    public func readBody(until deadline: Deadline) async throws(HTTPError) -> [UInt8]? {
        try await readBody(within: deadline)
    }

    private func readBody(within limit: Deadline?) async throws(HTTPError) -> [UInt8]? {
        guard number == connection.number else {
            throw HTTPError(
                .misuse,
                operation: HTTPClientConnection.readingBody,
                detail: "the connection carries another exchange by now"
            )
        }
        return try await connection.readBody(until: limit)
    }

    /// The whole content, which may have at most `limit` bytes.
    public func collectBody(upTo limit: Int = .max) async throws(HTTPError) -> [UInt8] {
        var collected: [UInt8] = []
        while let bytes = try await readBody() {
            guard bytes.count <= limit - collected.count else {
                throw HTTPError(
                    .limitReached,
                    operation: HTTPClientConnection.readingBody,
                    detail: "expected at most \(limit) bytes, saw more"
                )
            }
            if collected.isEmpty { collected = bytes } else { collected += bytes }
        }
        return collected
    }

    /// The content as an event stream.
    public func events(
        _ options: EventStreamOptions = EventStreamOptions(),
        lastEventID: String = ""
    ) -> HTTPEventStream {
        HTTPEventStream(self, options, lastEventID: lastEventID)
    }
}
