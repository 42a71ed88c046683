public import Reactor

/// A connection that carries whole messages in both directions, whatever they say.
///
/// One task receives; any number may send. Everything happens on the carrier's loop, and the order of `send` and `post`
/// is the order on the wire.
public protocol MessageCarrier: AnyObject, Sendable {
    /// The loop that the carrier belongs to.
    var loop: EventLoop { get }

    /// Sends a message; waits while the peer is slow to take it, for as long as the carrier's options allow.
    func send(_ message: [UInt8]) async throws(CarrierError)

    /// Queues a message without waiting; false, and nothing queued, when the queue is full or the carrier closed.
    func post(_ message: [UInt8]) -> Bool

    /// The next message; nil at the end.
    ///
    /// A deadline that passes, cancellation and a violation are errors after which receiving may go on.
    func receive(until deadline: Deadline) async throws(CarrierError) -> [UInt8]?

    /// Ends the connection as its transport wants it, within a bounded time. Harmless when repeated.
    func close() async
}

extension MessageCarrier {
    /// The next message, however long it takes; nil at the end.
    public func receive() async throws(CarrierError) -> [UInt8]? { try await receive(until: .never) }
}

/// A step of an exact transmission, for those who must send what no transport allows.
public enum RawStep: Sendable, Equatable {
    /// Sends exactly these bytes, and waits until the kernel has them.
    case bytes([UInt8])
    /// Sends these bytes in pieces of at most so many, each in a write of its own.
    case pieces([UInt8], of: Int)
    /// Sends nothing for a while.
    case pause(Duration)
    /// Sends the end of the stream; receiving goes on.
    case finish
    /// Resets the connection where the transport can, else closes it.
    case reset
}

extension RawStep {
    /// Performs the step on a stream.
    func perform(on stream: any ByteStream, until deadline: Deadline) async throws(CarrierError) {
        do throws(ReactorError) {
            switch self {
            case .bytes(let bytes):
                try await stream.write(bytes, until: deadline)
                try await stream.flush(until: deadline)
            case .pieces(let bytes, let size):
                let size = max(1, size)
                var start = 0
                while start < bytes.count {
                    let end = min(start + size, bytes.count)
                    try await stream.write(Array(bytes[start..<end]), until: deadline)
                    try await stream.flush(until: deadline)
                    start = end
                }
            case .pause(let duration):
                guard await stream.loop.sleep(until: min(deadline, .after(duration))) else {
                    throw ReactorError(.cancelled, operation: "pause")
                }
            case .finish: try await stream.finishWriting(until: deadline)
            case .reset: stream.reset()
            }
        } catch {
            throw CarrierError(error, operation: "send raw bytes")
        }
    }
}
