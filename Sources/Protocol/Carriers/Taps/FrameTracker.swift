internal import HTTPWire
internal import Reactor
internal import WebSocket
internal import WebSocketWire

/// Follows the frames and messages of a WebSocket in both directions.
final class FrameTracker {
    private let observed: ObservedConnection
    private var sending: Side
    private var receiving: Side

    /// Follows what comes behind an opening handshake whose answer had these fields.
    init(_ observed: ObservedConnection, role: WebSocketRole, _ fields: HTTPFields) {
        self.observed = observed
        let deflate = Self.agreement(fields)
        // What this side sends is read as the peer reads it.
        sending = Side(role: role.peer, deflate)
        receiving = Side(role: role, deflate)
    }

    private static func agreement(_ fields: HTTPFields) -> DeflateAgreement? {
        let chosen = fields.combinedValue(for: "Sec-WebSocket-Extensions").flatMap(WebSocketExtension.list) ?? []
        return chosen.first { $0.name == DeflateParameters.extensionName }
            .flatMap { DeflateParameters($0, isAnswer: true) }
            .map { DeflateAgreement($0) }
    }

    func take(_ bytes: [UInt8], _ direction: WireEvent.Direction, _ time: MonotonicInstant) {
        guard !bytes.isEmpty else { return }
        if direction == .sent {
            sending.take(bytes, observed, .sent, time)
        } else {
            receiving.take(bytes, observed, .received, time)
        }
    }

    func finish(_ direction: WireEvent.Direction, _ time: MonotonicInstant) {
        guard let event = direction == .sent ? sending.finish() : receiving.finish() else { return }
        if case .violation(let violation) = event { Self.report(violation, observed, direction, time) }
    }

    private static func report(
        _ violation: WebSocketViolation,
        _ observed: ObservedConnection,
        _ direction: WireEvent.Direction,
        _ time: MonotonicInstant
    ) {
        let found = WireViolation(rule: violation.rule.rawValue, detail: violation.description)
        observed.report(direction, .violation(found), at: time)
    }

    /// One direction.
    private struct Side {
        private var collector: WebSocketFrameCollector
        private var reader: WebSocketMessageReader

        init(role: WebSocketRole, _ deflate: DeflateAgreement?) {
            collector = WebSocketFrameCollector(role: role, allowsReserved1: deflate != nil)
            var options = WebSocketMessageReader.Options()
            options.reading = .tolerant
            reader = WebSocketMessageReader(
                role: role,
                options: options,
                decompressor: deflate.map { ZlibDecompressor(windowBits: $0.windowBits(role.peer)) },
                keepsContext: deflate?.keepsContext(role.peer) ?? true
            )
        }

        mutating func take(
            _ bytes: [UInt8],
            _ observed: ObservedConnection,
            _ direction: WireEvent.Direction,
            _ time: MonotonicInstant
        ) {
            var place = 0
            while observed.wants(.parts), let frame = collector.next(bytes.span, at: &place) {
                observed.report(direction, .frame(frame), at: time)
            }
            place = 0
            while let event = nextEvent(bytes, &place) {
                switch event {
                case .message(let message): observed.report(.messages, direction, at: time, .message(message.bytes))
                case .violation(let violation): report(violation, observed, direction, time)
                case .ping, .pong, .close, .frame: break
                }
            }
        }

        /// A tolerant reader throws nothing but what it cannot read on from.
        private mutating func nextEvent(_ bytes: [UInt8], _ place: inout Int) -> WebSocketEvent? {
            do throws(WebSocketViolation) { return try reader.next(bytes.span, at: &place) } catch {
                return .violation(error)
            }
        }

        mutating func finish() -> WebSocketEvent? { try? reader.finish() }
    }
}
