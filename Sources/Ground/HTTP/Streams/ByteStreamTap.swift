public import Reactor

/// Watches the bytes of a connection; called on the connection's loop, and must not wait.
public protocol ByteStreamTap: Sendable {
    /// Bytes came from the peer.
    func received(_ bytes: [UInt8], at time: MonotonicInstant)
    /// Bytes were handed over to be sent to the peer.
    func sent(_ bytes: [UInt8], at time: MonotonicInstant)
    /// The peer will send no more.
    func peerFinished(at time: MonotonicInstant)
    /// This side closed, with a reset or without.
    func closed(withReset: Bool, at time: MonotonicInstant)
}

/// A stream that tells a tap of its bytes; nobody else pays for it.
public final class TappedStream: ByteStream {
    private let stream: any ByteStream
    private let tap: any ByteStreamTap

    /// Watches a stream.
    public init(_ stream: any ByteStream, _ tap: any ByteStreamTap) { (self.stream, self.tap) = (stream, tap) }

    /// The loop of the stream.
    public var loop: EventLoop { stream.loop }
    /// The near address.
    public var localAddress: SocketAddress? { stream.localAddress }
    /// The far address.
    public var peerAddress: SocketAddress? { stream.peerAddress }

    /// Reads, and tells of what came.
    public func read(into buffer: inout InputBuffer, until deadline: Deadline) async throws(ReactorError) -> Int {
        let count = try await stream.read(into: &buffer, until: deadline)
        if count == 0 {
            tap.peerFinished(at: .now)
        } else {
            tap.received(buffer.bytes(buffer.count - count..<buffer.count), at: .now)
        }
        return count
    }

    /// Tells of bytes and writes them.
    public func write(_ bytes: [UInt8], until deadline: Deadline) async throws(ReactorError) {
        tap.sent(bytes, at: .now)
        try await stream.write(bytes, until: deadline)
    }

    /// Tells of bytes that were queued.
    public func tryWrite(_ bytes: [UInt8]) -> Bool {
        guard stream.tryWrite(bytes) else { return false }
        tap.sent(bytes, at: .now)
        return true
    }

    /// Whether there is room.
    public func mayQueue(_ count: Int) -> Bool { stream.mayQueue(count) }

    /// Waits until everything is sent.
    public func flush(until deadline: Deadline) async throws(ReactorError) { try await stream.flush(until: deadline) }

    /// Sends the end of the stream.
    public func finishWriting(until deadline: Deadline) async throws(ReactorError) {
        try await stream.finishWriting(until: deadline)
    }

    /// Waits for the peer to go away.
    public func waitForDisconnect() async throws(ReactorError) { try await stream.waitForDisconnect() }

    /// Calls `action` when the peer goes away.
    public func whenDisconnected(_ action: (@Sendable () -> Void)?) { stream.whenDisconnected(action) }

    /// Closes.
    public func close() {
        tap.closed(withReset: false, at: .now)
        stream.close()
    }

    /// Closes with a reset.
    public func reset() {
        tap.closed(withReset: true, at: .now)
        stream.reset()
    }
}
