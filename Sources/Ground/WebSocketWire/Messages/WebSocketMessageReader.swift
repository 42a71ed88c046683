/// Turns received bytes, in arbitrary pieces, into messages and control frames.
///
/// Text is checked as it arrives: a strict reader fails at the first byte that no continuation can make valid. Memory
/// grows with what arrived, never with what a header announces.
public struct WebSocketMessageReader {
    /// What a reader allows and reports.
    public struct Options: Sendable {
        /// Whether violations are thrown or reported.
        public var reading = WebSocketReading.strict
        /// How much the peer may make the reader hold.
        public var limits = WebSocketLimits()
        /// Whether each frame header is an event of its own.
        public var reportsFrames = false

        /// A strict reader with the default limits.
        public init() {}
    }

    /// What the payload bytes at hand belong to.
    enum Destination {
        case message
        case control
        case nothing
    }

    let options: Options
    var parser: WebSocketFrameParser
    var assembly = MessageAssembly()
    var inflater: MessageInflater?
    var header = WebSocketFrameHeader(.continuation, payloadLength: 0)
    var destination = Destination.nothing
    var control: [UInt8] = []
    var hasFailed = false
    /// Whether the peer's close frame was read.
    public internal(set) var sawClose = false
    /// Events that were found together with one that was returned.
    var pending: [WebSocketEvent] = []

    /// Starts before the first frame; `decompressor` is there when permessage-deflate was agreed on.
    public init(
        role: WebSocketRole,
        options: Options = Options(),
        decompressor: (any MessageDecompressor)? = nil,
        keepsContext: Bool = true
    ) {
        self.options = options
        parser = WebSocketFrameParser(
            role: role,
            reading: options.reading,
            allowsReserved1: decompressor != nil,
            frameLimit: options.limits.frame
        )
        inflater = decompressor.map { MessageInflater($0, keepsContext: keepsContext) }
    }

    /// How many bytes of the connection were read.
    public var offset: UInt64 { parser.offset }

    /// Whether nothing is held: no frame and no message is unfinished.
    public var isIdle: Bool { parser.isBetweenFrames && !assembly.isOpen }

    /// Reads on from `place`, moves it behind what was read, and returns the next event; nil when it needs more bytes.
    public mutating func next(
        _ bytes: borrowing Span<UInt8>,
        at place: inout Int
    ) throws(WebSocketViolation) -> WebSocketEvent? {
        do throws(WebSocketViolation) {
            while true {
                if !pending.isEmpty { return pending.removeFirst() }
                guard !hasFailed, let event = try parser.next(bytes, at: &place) else {
                    if hasFailed { place = bytes.count }
                    return nil
                }
                let found: WebSocketEvent? =
                    switch event {
                    case .violation(let violation): .violation(violation)
                    case .header(let header): try begin(header)
                    case .payload(let range, let mask, let endsFrame):
                        try take(bytes.extracting(range), mask: mask, endsFrame: endsFrame)
                    }
                if let found { return found }
            }
        } catch {
            fail()
            throw error
        }
    }

    /// Says what is wrong, if anything, when the connection ends here; nothing is read afterwards.
    public mutating func finish() throws(WebSocketViolation) -> WebSocketEvent? {
        guard !hasFailed else { return nil }
        let violation = endViolation()
        fail()
        guard let violation else { return nil }
        if options.reading == .strict { throw violation }
        return .violation(violation)
    }

    private func endViolation() -> WebSocketViolation? {
        if sawClose && options.reading == .strict { return nil }
        if let truncation = parser.truncation() { return truncation }
        if sawClose { return nil }
        if assembly.isOpen {
            return WebSocketViolation(
                .truncatedMessage,
                offset: offset,
                expected: "the remaining fragments of a message",
                seen: "the end of the connection"
            )
        }
        return WebSocketViolation(
            .endedWithoutClose,
            offset: offset,
            expected: "a close frame",
            seen: "the end of the connection"
        )
    }

    private mutating func fail() {
        hasFailed = true
        assembly.drop()
        control = []
    }

    /// Throws in a strict reading, makes an event in a tolerant one.
    func refuse(
        _ rule: WebSocketRule,
        at offset: UInt64? = nil,
        expected: String,
        seen: String
    ) throws(WebSocketViolation) -> WebSocketEvent {
        let violation = WebSocketViolation(rule, offset: offset ?? self.offset, expected: expected, seen: seen)
        if options.reading == .strict { throw violation }
        return .violation(violation)
    }
}
