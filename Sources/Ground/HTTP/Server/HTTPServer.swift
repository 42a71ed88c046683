public import Crypto
public import Reactor
import Synchronization

/// Answers a request; runs on the loop of its connection.
///
/// It is cancelled when the client goes away. When it throws, the client gets `500 (Internal Server Error)`.
public typealias HTTPHandler = @Sendable (HTTPRequest) async throws -> HTTPResponse

/// Serves HTTP/1.1 on streams of any kind.
public final class HTTPServer: Sendable {
    /// How the server behaves.
    public let options: HTTPServerOptions
    let handler: HTTPHandler
    private let shared = Mutex(Shared())

    private struct Shared {
        var loops: [(loop: EventLoop, state: HTTPLoopState)] = []
        var listeners: [Listener] = []
        var isStopping = false
    }

    /// A server that answers with `handler`.
    public init(_ options: HTTPServerOptions = HTTPServerOptions(), _ handler: @escaping HTTPHandler) {
        self.options = options
        self.handler = handler
    }

    /// Serves the connections of a listener until ``stop(within:)`` or cancellation; returns when all have ended.
    ///
    /// With a context for TLS every connection must shake hands first, within the time for a head.
    public func serve(
        _ listener: Listener,
        on group: LoopGroup,
        tls context: TLSContext? = nil
    ) async {
        let isStopping = shared.withLock { shared in
            shared.listeners.append(listener)
            return shared.isStopping
        }
        if isStopping { listener.stopAccepting() }
        guard let context else { return await listener.serve(on: group) { await self.serve($0, isSecure: false) } }
        await listener.serve(on: group) { stream in
            do throws(TLSError) {
                let deadline = Deadline.after(self.options.headTimeout)
                let secured = try await TLSStream.accept(over: stream, context, until: deadline)
                await self.serve(secured, isSecure: true)
            } catch {
                self.options.report?(.handshakeFailed(error))
            }
        }
    }

    /// Serves one connection to its end; runs on the stream's loop.
    public func serve(_ stream: any ByteStream, isSecure: Bool = false) async {
        await connection(on: stream, isSecure).serve()
    }

    private func connection(on stream: any ByteStream, _ isSecure: Bool) -> HTTPServerConnection {
        let watched = options.tap?(stream).map { TappedStream(stream, $0) } ?? stream
        return HTTPServerConnection(watched, isSecure: isSecure, self, state(of: stream.loop))
    }

    /// How many connections are open, over all loops; for tests and reports.
    public func openConnections() async -> Int {
        var count = 0
        for (loop, state) in shared.withLock({ $0.loops }) {
            count += await withUnsafeContinuation { continuation in
                loop.execute { continuation.resume(returning: state.connections.count) }
            }
        }
        return count
    }

    /// Stops accepting, closes idle connections, lets requests under way finish, and ends what is left after a while.
    ///
    /// Returns at once; ``serve(_:on:tls:)`` returns when all is done.
    public func stop(within patience: Duration = .seconds(10)) {
        let (loops, listeners) = shared.withLock { shared in
            shared.isStopping = true
            return (shared.loops, shared.listeners)
        }
        for listener in listeners { listener.stopAccepting() }
        let deadline = Deadline.after(patience)
        for (loop, state) in loops {
            loop.execute {
                state.beginStop()
                guard !state.connections.isEmpty else { return }
                _ = loop.schedule(at: deadline) { state.endNow() }
            }
        }
    }

    private func state(of loop: EventLoop) -> HTTPLoopState {
        let (state, isStopping) = shared.withLock { shared in
            if let known = shared.loops.first(where: { $0.loop === loop }) { return (known.state, shared.isStopping) }
            let new = HTTPLoopState()
            shared.loops.append((loop, new))
            return (new, shared.isStopping)
        }
        if isStopping { state.beginStop() }
        return state
    }
}
