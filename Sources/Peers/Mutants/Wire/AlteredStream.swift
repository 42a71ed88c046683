import JSON
import Reactor

/// What a defect does to the bytes of one connection; it may remember, and is used by the connection's loop only.
struct StreamAlteration {
    /// Changes what this side sends; the bytes of one write come together.
    var outgoing: (([UInt8]) -> [UInt8])?
    /// Changes what the peer sent, as it was read.
    var incoming: (([UInt8]) -> [UInt8])?
    /// How long the end of what the peer sends is kept secret.
    var endDelay: Duration?

    /// Changes pieces that this side sends.
    static func pieces(_ change: @escaping (WirePiece) -> [UInt8]) -> StreamAlteration {
        var cutter = WireCutter()
        return StreamAlteration(outgoing: { bytes in cutter.take(bytes).flatMap(change) })
    }

    /// Changes lines that this side sends; what is returned is written as it is, line end included.
    static func lines(_ change: @escaping ([UInt8]) -> [UInt8]) -> StreamAlteration {
        pieces { piece in
            guard case .line(let line) = piece else { return piece.bytes }
            return change(line)
        }
    }

    /// Changes pieces that the peer sent.
    static func receivedPieces(_ change: @escaping (WirePiece) -> [UInt8]) -> StreamAlteration {
        var cutter = WireCutter()
        return StreamAlteration(incoming: { bytes in cutter.take(bytes).flatMap(change) })
    }

    /// Changes the heads of HTTP requests that the peer sent; each waits for its body.
    static func receivedRequests(_ change: @escaping (inout HeadLines, JSON?) -> Void) -> StreamAlteration {
        receivedPieces(withBodies(change))
    }

    /// Changes the heads of HTTP responses that this side sends; each waits for its body, where that has a length.
    static func sentResponses(_ change: @escaping (inout HeadLines, JSON?) -> Void) -> StreamAlteration {
        pieces(withBodies(change))
    }

    private static func withBodies(_ change: @escaping (inout HeadLines, JSON?) -> Void) -> (WirePiece) -> [UInt8] {
        var held: HeadLines?
        return { piece in
            switch piece {
            case .head(var head):
                if head["Content-Length"].flatMap({ Int($0) }) ?? 0 > 0 {
                    held = head
                    return []
                }
                change(&head, nil)
                return head.bytes
            case .body(let body):
                guard var head = held else { return body }
                held = nil
                change(&head, try? JSON(parsing: body))
                return head.bytes + body
            default: return piece.bytes
            }
        }
    }
}

/// A stream whose bytes are not what they were.
///
/// `@unchecked Sendable`: confined to the thread of the stream's loop, as streams are.
final class AlteredStream: ByteStream, @unchecked Sendable {
    private let stream: any ByteStream
    private let alteration: StreamAlteration

    init(_ stream: any ByteStream, _ alteration: StreamAlteration) {
        (self.stream, self.alteration) = (stream, alteration)
    }

    var loop: EventLoop { stream.loop }
    var localAddress: SocketAddress? { stream.localAddress }
    var peerAddress: SocketAddress? { stream.peerAddress }

    func read(into buffer: inout InputBuffer, until deadline: Deadline) async throws(ReactorError) -> Int {
        guard alteration.incoming != nil || alteration.endDelay != nil else {
            return try await stream.read(into: &buffer, until: deadline)
        }
        while true {
            var piece = InputBuffer()
            guard try await stream.read(into: &piece, until: deadline) > 0 else {
                if let delay = alteration.endDelay { _ = await loop.sleep(until: .after(delay)) }
                return 0
            }
            let bytes = piece.takeAll()
            let changed = alteration.incoming.map { $0(bytes) } ?? bytes
            guard !changed.isEmpty else { continue }
            buffer.append(changed)
            return changed.count
        }
    }

    func write(_ bytes: [UInt8], until deadline: Deadline) async throws(ReactorError) {
        let changed = alteration.outgoing.map { $0(bytes) } ?? bytes
        if !changed.isEmpty { try await stream.write(changed, until: deadline) }
    }

    func tryWrite(_ bytes: [UInt8]) -> Bool {
        guard let outgoing = alteration.outgoing else { return stream.tryWrite(bytes) }
        // A defect may remember, so it is asked only when its answer will be sent.
        guard stream.mayQueue(2 * bytes.count) else { return false }
        let changed = outgoing(bytes)
        return changed.isEmpty || stream.tryWrite(changed)
    }

    func mayQueue(_ count: Int) -> Bool { stream.mayQueue(count) }
    func flush(until deadline: Deadline) async throws(ReactorError) { try await stream.flush(until: deadline) }
    func finishWriting(until deadline: Deadline) async throws(ReactorError) {
        try await stream.finishWriting(until: deadline)
    }
    func waitForDisconnect() async throws(ReactorError) { try await stream.waitForDisconnect() }
    func whenDisconnected(_ action: (@Sendable () -> Void)?) { stream.whenDisconnected(action) }
    func close() { stream.close() }
    func reset() { stream.reset() }
}
