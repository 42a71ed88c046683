public import Carriers
internal import JSON
public import JSONRPC
public import MCP
public import Reactor

/// A binding over a connection that carries everything in both directions: a child, a WebSocket, HTTP with Server-Sent
/// Events.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
public final class MessageBinding: ClientBinding, @unchecked Sendable {
    /// What carries the messages.
    public let carrier: any MessageCarrier
    /// How the messages travel.
    public let transport: TransportKind
    private var waiting: [BindingEvent] = []
    private var reportedJunk = 0
    private var isClosed = false
    private let closing = WaitPoint()

    /// A binding over a carrier that is open.
    public init(_ carrier: any MessageCarrier, _ transport: TransportKind) {
        (self.carrier, self.transport) = (carrier, transport)
    }

    /// The loop that the binding lives on.
    public var loop: EventLoop { carrier.loop }
    /// Requests are cancelled by a notification.
    public var cancelsByClosing: Bool { false }

    /// There is nothing to do in the background.
    public func run() async {
        while !isClosed, await closing.wait(on: loop) == .ready {}
    }

    /// Sends a message.
    public func send(_ message: OutgoingMessage, until deadline: Deadline) async throws(BindingError) {
        do throws(CarrierError) { try await carrier.send(message.bytes) } catch { throw BindingError(error) }
    }

    /// Messages do not repeat the revision.
    public func agree(on revision: Revision) {}

    /// The next event; nil when the other side ended the connection.
    public func receive() async throws(BindingError) -> BindingEvent? {
        while waiting.isEmpty {
            let bytes: [UInt8]?
            do throws(CarrierError) { bytes = try await carrier.receive() } catch {
                guard error.code == .violation || error.code == .limitReached else { throw BindingError(error) }
                waiting.append(.unreadable(UnreadableMessage([], error.description), .connection))
                continue
            }
            reportJunk()
            guard let bytes else {
                guard waiting.isEmpty else { break }
                try await explainEnd()
                return nil
            }
            waiting += MessageReader.events(of: bytes, .connection)
        }
        return waiting.removeFirst()
    }

    /// Nothing belongs to one request alone.
    public func abandon(_ id: RequestID) {}

    /// Ends the connection as its transport wants it.
    public func close() async {
        isClosed = true
        closing.wakeAll()
        await carrier.close()
    }

    /// A program that ended says why, as far as it can.
    private func explainEnd() async throws(BindingError) {
        guard let child = carrier as? ChildCarrier, !isClosed else { return }
        throw BindingError(.closed, await child.epitaph())
    }

    private func reportJunk() {
        guard let junk = (carrier as? ChildCarrier)?.junk ?? (carrier as? LineCarrier)?.junk else { return }
        guard junk.count > reportedJunk else { return }
        let count = junk.count - reportedJunk
        reportedJunk = junk.count
        let problem = "expected nothing but messages on standard output, saw \(count) other line(s)"
        waiting.append(.unreadable(UnreadableMessage(junk.first.first ?? [], problem), .connection))
    }
}

extension BindingError {
    /// A carrier failed.
    package init(_ error: CarrierError) {
        let code: Code =
            switch error.code {
            case .unreachable: .unreachable
            case .closed: .closed
            case .timedOut: .timeout
            case .cancelled: .cancelled
            case .limitReached: .overflow
            case .violation, .misuse: .violation
            case .refused: .refused
            }
        self.init(code, error.description)
    }
}
