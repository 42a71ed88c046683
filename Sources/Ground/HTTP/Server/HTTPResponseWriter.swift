public import HTTPWire
import Reactor

/// Writes the content of one response piece by piece.
///
/// Each call returns when the bytes are sent or few enough wait: a client that reads slowly holds the handler back.
///
/// `@unchecked Sendable`: confined to the thread of the connection's loop.
public final class HTTPResponseWriter: @unchecked Sendable {
    private let connection: HTTPServerConnection
    private let number: Int
    private let isChunked: Bool
    private var left: Int?
    private var trailers = HTTPFields()
    private var isFinished = false

    init(_ connection: HTTPServerConnection, number: Int, left: Int?, isChunked: Bool) {
        self.connection = connection
        self.number = number
        self.left = left
        self.isChunked = isChunked
    }

    /// Sends bytes, as one chunk where the response is chunked.
    public func write(_ bytes: [UInt8]) async throws(HTTPError) {
        try checkIsOpen()
        if let left {
            guard bytes.count <= left else {
                throw HTTPError(
                    .misuse,
                    operation: Self.writing,
                    detail: "expected at most \(left) more bytes, saw \(bytes.count)"
                )
            }
            self.left = left - bytes.count
        }
        if isChunked {
            try wire { () throws(HTTPWireError) in
                try HTTPSerializer.appendChunk(bytes.span, to: &connection.output)
            }
        } else {
            connection.output += bytes
        }
        try await connection.sendOutput()
    }

    /// Queues bytes without waiting; false when too many wait already or the response has ended.
    public func tryWrite(_ bytes: [UInt8]) -> Bool {
        guard !isFinished, number == connection.number, !connection.isCancelled, left == nil else { return false }
        var framed = connection.output
        do throws(HTTPWireError) {
            if isChunked { try HTTPSerializer.appendChunk(bytes.span, to: &framed) } else { framed += bytes }
        } catch {
            return false
        }
        guard connection.stream.tryWrite(framed) else { return false }
        connection.releaseOutput()
        return true
    }

    /// Sends bytes soon, together with others that come in the same turn of the loop; waits when many wait already.
    public func writeSoon(_ bytes: [UInt8]) async throws(HTTPError) {
        try append(bytes)
        guard connection.output.count < Self.mostWaiting else { return try await connection.sendOutput() }
        connection.flushWhenTheHandlerWaits()
    }

    private static let mostWaiting = 16 * 1024

    /// Puts bytes behind what waits, to go out with the next write or the end.
    public func append(_ bytes: [UInt8]) throws(HTTPError) {
        try checkIsOpen()
        guard left == nil else {
            throw HTTPError(.misuse, operation: Self.writing, detail: "bytes of a known length are written at once")
        }
        guard isChunked else { return connection.output += bytes }
        try wire { () throws(HTTPWireError) in
            try HTTPSerializer.appendChunk(bytes.span, to: &connection.output)
        }
    }

    /// Sends text.
    public func write(_ text: String) async throws(HTTPError) { try await write(Array(text.utf8)) }

    /// Sends one event of an event stream.
    public func writeEvent(
        _ data: [UInt8],
        type: String? = nil,
        id: String? = nil,
        retryMilliseconds: Int? = nil
    ) async throws(HTTPError) {
        var bytes: [UInt8] = []
        try wire { () throws(HTTPWireError) in
            try EventStreamWriter.append(
                data: data.span,
                type: type,
                id: id,
                retryMilliseconds: retryMilliseconds,
                to: &bytes
            )
        }
        try await write(bytes)
    }

    /// Sends a comment in an event stream, which keeps a silent connection alive.
    public func writeComment(_ text: String) async throws(HTTPError) {
        var bytes: [UInt8] = []
        EventStreamWriter.appendComment(text, to: &bytes)
        try await write(bytes)
    }

    /// Sends the head, and whatever else waits, at once.
    public func flush() async throws(HTTPError) {
        try checkIsOpen()
        try await connection.sendOutput()
    }

    /// Sets the fields that follow a chunked content; without chunks they are dropped.
    public func setTrailers(_ fields: HTTPFields) { trailers = fields }

    /// Resets the connection: the client sees that the response is not whole.
    public func abort() {
        isFinished = true
        connection.stream.reset()
    }

    /// Waits until the client goes away; ends with an error then, or when the server stops.
    public func waitForDisconnect() async throws(HTTPError) {
        do throws(ReactorError) { try await connection.stream.waitForDisconnect() } catch {
            throw HTTPError(error, operation: "wait for the client to leave")
        }
        throw HTTPServerConnection.disconnected
    }

    private static let writing = "write a response"

    private func checkIsOpen() throws(HTTPError) {
        guard !isFinished, number == connection.number else {
            throw HTTPError(.misuse, operation: Self.writing, detail: "its end was written already")
        }
        if connection.isCancelled { throw HTTPServerConnection.disconnected }
    }

    private func wire(_ body: () throws(HTTPWireError) -> Void) throws(HTTPError) {
        do throws(HTTPWireError) { try body() } catch { throw HTTPError(error, operation: Self.writing) }
    }

    /// Puts the end of the content behind what waits.
    func finish() throws(HTTPError) {
        guard !isFinished else {
            throw HTTPError(.misuse, operation: Self.writing, detail: "the handler aborted the response")
        }
        isFinished = true
        if let left, left > 0 {
            throw HTTPError(.misuse, operation: Self.writing, detail: "expected \(left) more bytes, saw the end")
        }
        guard isChunked else { return }
        try wire { () throws(HTTPWireError) in
            try HTTPSerializer.appendLastChunk(trailers: trailers, to: &connection.output)
        }
    }
}
