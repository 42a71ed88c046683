import Carriers
import HTTP
import HTTPWire
import Reactor

/// Carries messages over an event stream, and over POSTs in the other direction.
///
/// `@unchecked Sendable`: confined to the thread of the stream's loop, but for the inbox, which is behind a lock.
final class SSECarrier: MessageCarrier, @unchecked Sendable {
    let loop: EventLoop
    /// Who opened the stream; nobody else may post to it.
    let principal: String?
    private let response: HTTPResponseWriter
    private let options: ServingOptions
    private let inbox = Locked(Inbox())
    private let arrivals = WaitPoint()
    private var keepAlive: LoopTimer?
    private var isQuiet = true
    private var isClosed = false

    private struct Inbox {
        var messages: [[UInt8]] = []
        var bytes = 0
        var isClosed = false
    }

    init(_ response: HTTPResponseWriter, on loop: EventLoop, for principal: String?, _ options: ServingOptions) {
        (self.response, self.loop, self.principal, self.options) = (response, loop, principal, options)
        scheduleKeepAlive()
    }

    // MARK: The client's direction

    /// Takes a message that was posted, on any thread; false when too many wait already or the stream has ended.
    func offer(_ message: [UInt8]) -> Bool {
        let isTaken = inbox.withLock { inbox -> Bool in
            guard !inbox.isClosed, inbox.bytes + message.count <= options.limits.messageBytes else { return false }
            inbox.messages.append(message)
            inbox.bytes += message.count
            return true
        }
        guard isTaken else { return false }
        if loop.isCurrent { arrivals.wakeAll() } else { loop.execute { self.arrivals.wakeAll() } }
        return true
    }

    func receive(until deadline: Deadline) async throws(CarrierError) -> [UInt8]? {
        while !isClosed {
            let message = inbox.withLock { inbox -> [UInt8]? in
                guard !inbox.messages.isEmpty else { return nil }
                let first = inbox.messages.removeFirst()
                inbox.bytes -= first.count
                return first
            }
            if let message { return message }
            switch await arrivals.wait(on: loop, until: deadline) {
            case .ready, .closed: break
            case .cancelled: throw CarrierError(.cancelled, operation: "receive a message", detail: "it was cancelled")
            case .timedOut: throw CarrierError(.timedOut, operation: "receive a message", detail: "nothing came")
            }
        }
        return nil
    }

    // MARK: The server's direction

    func send(_ message: [UInt8]) async throws(CarrierError) {
        isQuiet = false
        do throws(HTTPError) { try await response.writeEvent(message, type: "message") } catch {
            let code: CarrierError.Code = error.code == .cancelled ? .cancelled : .closed
            throw CarrierError(code, operation: "send a message", detail: "\(error)")
        }
    }

    func post(_ message: [UInt8]) -> Bool {
        isQuiet = false
        var event: [UInt8] = []
        do throws(HTTPWireError) {
            try EventStreamWriter.append(data: message.span, type: "message", to: &event)
        } catch {
            return false
        }
        return response.tryWrite(event)
    }

    func close() async {
        isClosed = true
        inbox.withLock { ($0.isClosed, $0.messages, $0.bytes) = (true, [], 0) }
        if let keepAlive { loop.cancel(keepAlive) }
        keepAlive = nil
        arrivals.wakeAll()
    }

    // MARK: Silence

    private func scheduleKeepAlive() {
        keepAlive = loop.schedule(at: .after(options.keepAlive)) { [weak self] in
            guard let self, !isClosed else { return }
            if isQuiet { _ = response.tryWrite(Array(": \n\n".utf8)) }
            isQuiet = true
            scheduleKeepAlive()
        }
    }
}
