internal import HTTPWire
internal import Reactor

/// The two steps of HTTP that an opening handshake needs.
enum HandshakeStream {
    /// Reads until `parse` has found a head, and leaves the bytes behind it in `received`.
    static func head<Head>(
        _ stream: any ByteStream,
        _ received: inout InputBuffer,
        until deadline: Deadline,
        _ parse: (Span<UInt8>) throws(HTTPWireError) -> HTTPStep<Head>
    ) async throws(WebSocketError) -> Head {
        while true {
            do throws(HTTPWireError) {
                let step = try parse(received.readable)
                received.consume(step.consumed)
                if case .head(let head) = step.event { return head }
                if step.consumed > 0 { continue }
            } catch {
                throw WebSocketError(error)
            }
            let count: Int
            do throws(ReactorError) { count = try await stream.read(into: &received, until: deadline) } catch {
                throw WebSocketError(error)
            }
            if count == 0 {
                throw WebSocketError(
                    .http,
                    "expected the head of a handshake, saw the end of the connection after \(received.count) bytes"
                )
            }
        }
    }

    /// Writes what `fill` appends.
    static func write(
        _ stream: any ByteStream,
        until deadline: Deadline,
        _ fill: (inout [UInt8]) throws(HTTPWireError) -> Void
    ) async throws(WebSocketError) {
        var bytes: [UInt8] = []
        do throws(HTTPWireError) { try fill(&bytes) } catch { throw WebSocketError(error) }
        do throws(ReactorError) { try await stream.write(bytes, until: deadline) } catch {
            throw WebSocketError(error)
        }
    }
}
