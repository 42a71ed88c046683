internal import HTTPWire
internal import Reactor

/// Follows the messages of one direction of an HTTP connection.
struct MessageTracker<Parser: HTTPMessageParser> {
    var parser: Parser
    /// The exchange of the message at hand, counted from one.
    var exchange = 0
    var isInterim = false

    private let observed: ObservedConnection
    private let direction: WireEvent.Direction
    private var buffer = InputBuffer()
    private var isUnreadable = false
    private var content: [UInt8] = []
    private var contentIsCut = false
    private var events: EventStreamParser?

    /// How much of a content is kept to be shown whole.
    private static var longestContent: Int { 16 << 20 }

    init(_ parser: Parser, _ observed: ObservedConnection, _ direction: WireEvent.Direction) {
        (self.parser, self.observed, self.direction) = (parser, observed, direction)
    }

    /// Reads bytes; `describe` counts the exchange of a head, and says what its event and its fields are.
    mutating func take(
        _ bytes: [UInt8],
        _ time: MonotonicInstant,
        _ describe: (inout MessageTracker, Parser.Head) -> (WireContent, HTTPFields)
    ) {
        guard !isUnreadable else { return }
        buffer.append(bytes)
        while let step = next(time) {
            var piece: [UInt8] = []
            if case .body(let range) = step.event { piece = buffer.bytes(range) }
            buffer.consume(step.consumed)
            switch step.event {
            case .needsMoreBytes, .switchedProtocol: return
            case .head(let head):
                let (event, fields) = describe(&self, head)
                report(event, time)
                begin(fields)
            case .chunk: break
            case .body: body(piece, time)
            case .trailers(let fields): report(.trailers(fields), time)
            case .end: end(time)
            }
        }
    }

    /// The direction's end.
    mutating func finish(_ time: MonotonicInstant) {
        guard !isUnreadable else { return }
        do throws(HTTPWireError) {
            if try Self.finish(&parser, buffer) { end(time) }
        } catch {
            refuse(error, time)
        }
        if events != nil { endEvents(time) }
    }

    /// What was not read, since it is not HTTP any more.
    mutating func takeRest() -> [UInt8] { buffer.takeAll() }

    private mutating func next(_ time: MonotonicInstant) -> HTTPStep<Parser.Head>? {
        do throws(HTTPWireError) {
            let step = try Self.next(&parser, buffer)
            for violation in parser.takeViolations() {
                let found = WireViolation(rule: violation.rule.rawValue, detail: violation.description)
                observed.report(direction, .violation(found), exchange: exchange, at: time)
            }
            return step
        } catch {
            refuse(error, time)
            return nil
        }
    }

    private static func next(
        _ parser: inout Parser,
        _ buffer: borrowing InputBuffer
    ) throws(HTTPWireError) -> HTTPStep<Parser.Head> {
        try parser.next(buffer.readable)
    }

    private static func finish(_ parser: inout Parser, _ buffer: borrowing InputBuffer) throws(HTTPWireError) -> Bool {
        try parser.finish(buffer.readable)
    }

    private mutating func refuse(_ error: HTTPWireError, _ time: MonotonicInstant) {
        isUnreadable = true
        buffer = InputBuffer()
        let rule = error.violation?.rule.rawValue ?? "unreadable"
        observed.report(
            direction,
            .violation(WireViolation(rule: rule, detail: error.description)),
            exchange: exchange,
            at: time
        )
    }

    private func report(_ content: @autoclosure () -> WireContent, _ time: MonotonicInstant) {
        observed.report(.parts, direction, exchange: exchange, at: time, content())
    }

    // MARK: Content

    private mutating func begin(_ fields: HTTPFields) {
        (content, contentIsCut, events) = ([], false, nil)
        let type = fields["Content-Type"].flatMap(MediaType.init)
        guard type?.essence == "text/event-stream" else { return }
        var options = EventStreamOptions(.tolerant)
        options.reportsLines = true
        events = EventStreamParser(options)
    }

    private mutating func body(_ piece: [UInt8], _ time: MonotonicInstant) {
        report(.body(piece), time)
        if events != nil { return streamed(piece, time) }
        guard observed.wants(.messages), !contentIsCut else { return }
        guard content.count + piece.count <= Self.longestContent else {
            (content, contentIsCut) = ([], true)
            return
        }
        content += piece
    }

    private mutating func end(_ time: MonotonicInstant) {
        if events != nil { endEvents(time) }
        if !content.isEmpty { observed.report(direction, .message(content), exchange: exchange, at: time) }
        content = []
        report(.messageEnd, time)
    }

    private mutating func streamed(_ piece: [UInt8], _ time: MonotonicInstant) {
        var items: [EventStreamItem] = []
        do throws(HTTPWireError) { try events?.consume(piece.span, into: &items) } catch {
            events = nil
            let found = WireViolation(rule: "event-stream", detail: error.description)
            observed.report(direction, .violation(found), exchange: exchange, at: time)
        }
        show(items, time)
    }

    private mutating func endEvents(_ time: MonotonicInstant) {
        var items: [EventStreamItem] = []
        // A tolerant reading reports what it finds at the end.
        try? events?.finish(into: &items)
        events = nil
        show(items, time)
    }

    private func show(_ items: [EventStreamItem], _ time: MonotonicInstant) {
        for item in items {
            report(.eventStream(item), time)
            guard case .event(let event) = item, !event.data.isEmpty else { continue }
            observed.report(.messages, direction, exchange: exchange, at: time, .message(event.data))
        }
    }
}
