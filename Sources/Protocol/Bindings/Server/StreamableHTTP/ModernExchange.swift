import HTTP
import HTTPWire
import Reactor

/// A modern request over HTTP: its reply is plain JSON unless something is sent before it.
///
/// `@unchecked Sendable`: confined to the thread of the loop; what others call goes there first.
final class ModernExchange: ServerExchange, @unchecked Sendable {
    let loop: EventLoop
    private let accepted: AcceptedReplies
    /// How long it may be silent.
    private let silence: Duration
    private var responder: HTTPResponder?
    private var writer: HTTPResponseWriter?
    private var keepAlive: LoopTimer?
    private var isQuiet = true
    private var isCancelled = false

    init(_ loop: EventLoop, _ accepted: AcceptedReplies, keepAlive silence: Duration) {
        (self.loop, self.accepted, self.silence) = (loop, accepted, silence)
    }

    /// Runs the work that answers the request; the client's leaving cancels the task.
    func run(_ work: @Sendable () async -> Reply?, _ responder: HTTPResponder) async throws -> HTTPResponse {
        self.responder = responder
        if isCancelled { responder.cancel() }
        scheduleKeepAlive()
        let reply = await work()
        self.responder = nil
        stopKeepAlive()
        if let writer {
            if let reply { try writer.append(try Self.event(reply.bytes)) }
            return Answers.accepted
        }
        guard let reply else { return .stream(fields: Answers.events) { _ in } }
        return StreamableHTTP.answer(reply, accepted)
    }

    func send(_ message: [UInt8]) async throws(BindingError) {
        guard loop.isCurrent else {
            return try await loop.run { () async throws(BindingError) in try await sendHere(message) }
        }
        try await sendHere(message)
    }

    private func sendHere(_ message: [UInt8]) async throws(BindingError) {
        guard accepted.events else { throw BindingError(.refused, "the client takes no event stream") }
        do throws(HTTPError) {
            let writer = try begin()
            isQuiet = false
            try await writer.writeSoon(try Self.event(message))
        } catch {
            throw BindingError(.closed, "\(error)")
        }
    }

    private func begin() throws(HTTPError) -> HTTPResponseWriter {
        if let writer { return writer }
        guard let responder else {
            throw HTTPError(.misuse, operation: "send a message", detail: "the request was answered already")
        }
        let begun = try responder.begin(fields: Answers.events)
        writer = begun
        return begun
    }

    private static func event(_ message: [UInt8]) throws(HTTPError) -> [UInt8] {
        var bytes: [UInt8] = []
        do throws(HTTPWireError) { try EventStreamWriter.append(data: message.span, to: &bytes) } catch {
            throw HTTPError(error, operation: "write an event")
        }
        return bytes
    }

    func cancel() {
        guard loop.isCurrent else { return loop.execute { self.cancel() } }
        isCancelled = true
        responder?.cancel()
    }

    func closeForResumption(retry: Duration) async {}

    // MARK: Silence

    private func scheduleKeepAlive() {
        guard accepted.events else { return }
        keepAlive = loop.schedule(at: .after(silence)) { [weak self] in self?.breakSilence() }
    }

    private func stopKeepAlive() {
        if let keepAlive { loop.cancel(keepAlive) }
        keepAlive = nil
    }

    /// Shows the client, and what stands between, that the server is still at it.
    private func breakSilence() {
        defer {
            isQuiet = true
            scheduleKeepAlive()
        }
        guard isQuiet, let writer = try? begin() else { return }
        // A client that reads nothing has a queue that is full: the next message finds out.
        _ = writer.tryWrite(Array(": \n\n".utf8))
    }
}
