public import HTTPWire

/// What a handler answers.
public struct HTTPResponse: Sendable {
    /// What follows the head.
    public enum Content: Sendable {
        /// These bytes, in one write with the head.
        case bytes([UInt8])
        /// What the closure writes; with a length exactly so many bytes, without one as chunks.
        ///
        /// A closure that throws resets the connection, so that the client sees that something is missing.
        case stream(length: Int?, @Sendable (HTTPResponseWriter) async throws -> Void)
        /// Decided later: the closure runs as the handler does, is cancelled with it, and either returns a response or
        /// begins a stream and writes it; what it returns is dropped then.
        case deferred(@Sendable (HTTPResponder) async throws -> HTTPResponse)
        /// Nothing that is HTTP: after the head the connection belongs to the closure, and is closed after it.
        case upgrade(@Sendable (HTTPUpgradedConnection) async throws -> Void)
        /// Exact bytes, head included: the connection belongs to the closure, and is closed after it.
        case raw(@Sendable (HTTPUpgradedConnection) async throws -> Void)
    }

    /// Status and fields; the server adds Date, the length and what it says about the connection.
    public var head: HTTPResponseHead
    /// What follows the head.
    public var content: Content
    /// Whether the connection ends after the response.
    public var closesConnection = false

    /// A response with content in memory.
    public init(_ status: HTTPStatus = .ok, fields: HTTPFields = HTTPFields(), bytes: [UInt8] = []) {
        head = HTTPResponseHead(status, fields: fields)
        content = .bytes(bytes)
    }

    /// A response with text; the type is `text/plain` unless the fields name another.
    public init(_ status: HTTPStatus = .ok, fields: HTTPFields = HTTPFields(), text: String) {
        var fields = fields
        if !fields.contains("Content-Type") { fields.append("Content-Type", "text/plain; charset=utf-8") }
        self.init(status, fields: fields, bytes: Array(text.utf8))
    }

    /// A response with any content.
    public init(_ status: HTTPStatus = .ok, fields: HTTPFields = HTTPFields(), content: Content) {
        head = HTTPResponseHead(status, fields: fields)
        self.content = content
    }

    /// A response whose content is written piece by piece.
    public static func stream(
        _ status: HTTPStatus = .ok,
        fields: HTTPFields = HTTPFields(),
        length: Int? = nil,
        _ write: @escaping @Sendable (HTTPResponseWriter) async throws -> Void
    ) -> HTTPResponse {
        HTTPResponse(status, fields: fields, content: .stream(length: length, write))
    }

    /// An event stream: the head goes out at once, and what the closure writes goes out as it is written.
    public static func events(
        fields: HTTPFields = HTTPFields(),
        _ write: @escaping @Sendable (HTTPResponseWriter) async throws -> Void
    ) -> HTTPResponse {
        var fields = fields
        if !fields.contains("Content-Type") { fields.append("Content-Type", "text/event-stream") }
        if !fields.contains("Cache-Control") { fields.append("Cache-Control", "no-cache") }
        return stream(fields: fields) { writer in
            try await writer.flush()
            try await write(writer)
        }
    }

    /// `101 (Switching Protocols)`: the connection belongs to the closure.
    public static func upgrade(
        to name: String,
        fields: HTTPFields = HTTPFields(),
        _ run: @escaping @Sendable (HTTPUpgradedConnection) async throws -> Void
    ) -> HTTPResponse {
        var fields = fields
        fields.append("Connection", "Upgrade")
        fields.append("Upgrade", name)
        return HTTPResponse(.switchingProtocols, fields: fields, content: .upgrade(run))
    }

    /// Exact bytes instead of a response, for those who test clients.
    public static func raw(
        _ run: @escaping @Sendable (HTTPUpgradedConnection) async throws -> Void
    ) -> HTTPResponse {
        HTTPResponse(.ok, content: .raw(run))
    }
}
