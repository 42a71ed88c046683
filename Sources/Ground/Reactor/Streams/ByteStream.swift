/// A stream of bytes in both directions, bound to one event loop: a socket, a pipe, or a secure channel over one.
///
/// Every method runs on the stream's loop. One task reads; any number may write, and each write stays whole.
public protocol ByteStream: AnyObject, Sendable {
    /// The loop that the stream belongs to.
    var loop: EventLoop { get }
    /// The near address, for sockets.
    var localAddress: SocketAddress? { get }
    /// The far address, for sockets.
    var peerAddress: SocketAddress? { get }

    /// Appends at least one byte to `buffer` and returns how many; 0 when the peer will send no more.
    ///
    /// While it waits with an empty buffer it takes the buffer's storage back, so idle streams cost little.
    func read(into buffer: inout InputBuffer, until deadline: Deadline) async throws(ReactorError) -> Int

    /// Sends bytes, in order with other writes; returns when they are sent or few enough wait to be sent.
    ///
    /// The caller keeps the array: nothing holds on to it afterwards.
    func write(_ bytes: [UInt8], until deadline: Deadline) async throws(ReactorError)

    /// Queues bytes without waiting; false, and nothing queued, when too many wait already or the stream is closed.
    func tryWrite(_ bytes: [UInt8]) -> Bool

    /// Whether `tryWrite` would queue so many bytes now; for streams over other streams, which must not undo their work.
    func mayQueue(_ count: Int) -> Bool

    /// Waits until everything that was written has been handed to the kernel.
    func flush(until deadline: Deadline) async throws(ReactorError)

    /// Sends what waits and then the end of the stream; reading goes on.
    func finishWriting(until deadline: Deadline) async throws(ReactorError)

    /// Waits, without reading, until the peer closes or resets; returns as well when this side closes.
    ///
    /// It ends with an error only for cancellation.
    func waitForDisconnect() async throws(ReactorError)

    /// Calls `action`, once and on the loop, when the peer closes or resets; at once when it has done so already.
    ///
    /// A new action takes the place of the one before, and nil takes it away. A stream that cannot tell ignores it.
    func whenDisconnected(_ action: (@Sendable () -> Void)?)

    /// Closes both directions now; what was not sent is lost. Harmless when repeated.
    func close()

    /// Closes now and lets the peer see a reset (RST), where the transport can.
    func reset()
}

extension ByteStream {
    /// Takes a stream at its word that it queues what it is given.
    public func mayQueue(_ count: Int) -> Bool { true }

    /// Ignores the action, for streams that cannot tell.
    public func whenDisconnected(_ action: (@Sendable () -> Void)?) {}

    /// Reads without a deadline.
    public func read(into buffer: inout InputBuffer) async throws(ReactorError) -> Int {
        try await read(into: &buffer, until: .never)
    }

    /// Writes without a deadline.
    public func write(_ bytes: [UInt8]) async throws(ReactorError) { try await write(bytes, until: .never) }

    /// Flushes without a deadline.
    public func flush() async throws(ReactorError) { try await flush(until: .never) }

    /// Finishes without a deadline.
    public func finishWriting() async throws(ReactorError) { try await finishWriting(until: .never) }
}
