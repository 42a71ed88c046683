/// A frame as it came, right or wrong.
public struct WebSocketFrame: Sendable, Equatable {
    /// The header.
    public var header: WebSocketFrameHeader
    /// The payload, unmasked; no more of it than the collector's bound.
    public var payload: [UInt8]
    /// Where the frame begins in the connection.
    public var offset: UInt64
    /// The rules that the frame breaks by itself.
    public var violations: [WebSocketViolation]

    /// Whether the payload is longer than what was kept of it.
    public var isCut: Bool { UInt64(payload.count) < header.payloadLength }
}

/// Collects whole frames for those who look at frames instead of messages: recorders, judges, tests.
///
/// It reads tolerantly and never fails; what breaks a rule says so in the frame.
public struct WebSocketFrameCollector: Sendable {
    private var parser: WebSocketFrameParser
    private let keptBytes: Int
    private var frame: WebSocketFrame?
    private var violations: [WebSocketViolation] = []

    /// Starts before the first frame; of each payload at most `keptBytes` are kept.
    public init(role: WebSocketRole, allowsReserved1: Bool = false, keptBytes: Int = 1 << 20) {
        parser = WebSocketFrameParser(
            role: role,
            reading: .tolerant,
            allowsReserved1: allowsReserved1,
            frameLimit: .max
        )
        self.keptBytes = keptBytes
    }

    /// Reads on from `place`, moves it behind what was read, and returns the next whole frame; nil when it needs more.
    public mutating func next(_ bytes: borrowing Span<UInt8>, at place: inout Int) -> WebSocketFrame? {
        while let event = step(bytes, &place) {
            switch event {
            case .violation(let violation): violations.append(violation)
            case .header(let header):
                let start = parser.offset - UInt64(header.encodedSize)
                frame = WebSocketFrame(header: header, payload: [], offset: start, violations: violations)
                violations = []
            case .payload(let range, let mask, let endsFrame):
                let room = keptBytes - (frame?.payload.count ?? 0)
                let kept = bytes.extracting(range).extracting(first: min(range.count, room))
                // Taken out and put back, so that the payload is not copied for each part.
                guard var current = frame.take() else { continue }
                mask.append(kept, to: &current.payload)
                if endsFrame { return current }
                frame = current
            }
        }
        return nil
    }

    /// A violation that belongs to no whole frame: a length that no reader can skip, or an end inside a frame.
    public func unfinished() -> WebSocketViolation? { violations.first ?? parser.truncation() }

    private mutating func step(_ bytes: borrowing Span<UInt8>, _ place: inout Int) -> WebSocketFrameEvent? {
        do throws(WebSocketViolation) { return try parser.next(bytes, at: &place) } catch { return nil }
    }
}
