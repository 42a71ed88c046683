public import HTTPWire
import Reactor

/// Writes the content of one request piece by piece; a server that reads slowly holds the writer back.
///
/// `@unchecked Sendable`: confined to the thread of the connection's loop.
public final class HTTPRequestWriter: @unchecked Sendable {
    private let connection: HTTPClientConnection
    private let isChunked: Bool
    private var left: Int?
    private var trailers = HTTPFields()

    init(_ connection: HTTPClientConnection, length: Int?) {
        self.connection = connection
        left = length
        isChunked = length == nil
    }

    /// Sends bytes, as one chunk where the content is chunked.
    public func write(_ bytes: [UInt8]) async throws(HTTPError) {
        guard isChunked else {
            let room = left ?? 0
            guard bytes.count <= room else {
                throw HTTPError(
                    .misuse,
                    operation: "write a request",
                    detail: "expected at most \(room) more bytes, saw \(bytes.count)"
                )
            }
            left = room - bytes.count
            return try await connection.write(bytes)
        }
        var output: [UInt8] = []
        do throws(HTTPWireError) { try HTTPSerializer.appendChunk(bytes.span, to: &output) } catch {
            throw HTTPError(error, operation: "write a request")
        }
        if !output.isEmpty { try await connection.write(output) }
    }

    /// Sets the fields that follow a chunked content; without chunks they are dropped.
    public func setTrailers(_ fields: HTTPFields) { trailers = fields }

    func finish() async throws(HTTPError) {
        if let left, left > 0 {
            throw HTTPError(.misuse, operation: "write a request", detail: "expected \(left) more bytes, saw the end")
        }
        guard isChunked else { return }
        var output: [UInt8] = []
        do throws(HTTPWireError) { try HTTPSerializer.appendLastChunk(trailers: trailers, to: &output) } catch {
            throw HTTPError(error, operation: "write a request")
        }
        try await connection.write(output)
    }
}
