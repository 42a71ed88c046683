/// The lines of an event stream since the last empty one.
struct EventStreamBlock {
    private let options: EventStreamOptions
    private var start: Int?
    private var type = ""
    private var data: [UInt8] = []
    private var hasData = false
    private var lastID: String
    /// The id of the last event that was dispatched, or whose block ended.
    private(set) var dispatchedID: String

    init(_ options: EventStreamOptions, lastEventID: String) {
        self.options = options
        lastID = lastEventID
        dispatchedID = lastEventID
    }

    /// Whether lines came that wait for an empty one.
    var isPending: Bool { start != nil }

    /// Deals with a whole line that begins at `offset` in the stream.
    mutating func line(
        _ bytes: Span<UInt8>,
        at offset: Int,
        _ items: inout [EventStreamItem]
    ) throws(HTTPWireError) {
        guard bytes.count > 0 else {
            note(.empty, "", "", offset..<offset, &items)
            return dispatch(endingAt: offset, &items)
        }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes)
        } catch {
            let place = error.byteOffsets.lowerBound
            try report(
                EventStreamViolation(
                    .utf8,
                    offset: offset + place,
                    expected: "UTF-8",
                    seen: "\(HTTPViolation.describe(bytes[place])) (\(error.kind))"
                ),
                &items
            )
            // As a browser decodes it: what is not UTF-8 becomes U+FFFD.
            let repaired = Array(bytes.text(0..<bytes.count).utf8)
            return try interpret(repaired.span, offset..<offset + bytes.count, &items)
        }
        try interpret(bytes, offset..<offset + bytes.count, &items)
    }

    private mutating func interpret(
        _ text: Span<UInt8>,
        _ range: Range<Int>,
        _ items: inout [EventStreamItem]
    ) throws(HTTPWireError) {
        var colon = 0
        while colon < text.count, text[colon] != HTTPByte.colon { colon += 1 }
        var valueStart = min(colon + 1, text.count)
        if colon == 0 {
            note(.comment, text.text(1..<text.count), "", range, &items)
            return
        }
        if start == nil { start = range.lowerBound }
        if valueStart < text.count, text[valueStart] == HTTPByte.space { valueStart += 1 }
        let known = Field(text, 0..<colon)
        if options.reportsLines {
            let kind: EventStreamLine.Kind = known == nil ? .unknownField : .field
            note(kind, text.text(0..<colon), text.text(valueStart..<text.count), range, &items)
        }
        if let known { try set(known, text, valueStart..<text.count, range.lowerBound, &items) }
    }

    private enum Field {
        case event, data, id, retry

        init?(_ bytes: Span<UInt8>, _ name: Range<Int>) {
            switch name.count {
            case 4 where bytes.isExactly(name, "data"): self = .data
            case 5 where bytes.isExactly(name, "event"): self = .event
            case 2 where bytes.isExactly(name, "id"): self = .id
            case 5 where bytes.isExactly(name, "retry"): self = .retry
            default: return nil
            }
        }
    }

    private mutating func set(
        _ field: Field,
        _ text: Span<UInt8>,
        _ value: Range<Int>,
        _ offset: Int,
        _ items: inout [EventStreamItem]
    ) throws(HTTPWireError) {
        switch field {
        case .data:
            guard data.count + value.count + 1 <= options.maximumEventBytes else {
                throw HTTPWireError(
                    .refusedEventStream(.eventLimit),
                    offset: offset,
                    expected: "an event of at most \(options.maximumEventBytes) bytes",
                    seen: "a longer one"
                )
            }
            if hasData { data.append(HTTPByte.lineFeed) }
            hasData = true
            text.extracting(value).withUnsafeBytes { data.append(contentsOf: $0) }
        case .event:
            type = text.text(value)
        case .id:
            for place in value where text[place] == 0 {
                let violation = EventStreamViolation(
                    .nulInID,
                    offset: offset + place,
                    expected: "an id without NUL",
                    seen: "NUL"
                )
                return try report(violation, &items)
            }
            lastID = text.text(value)
        case .retry:
            try retry(text, value, offset, &items)
        }
    }

    private func retry(
        _ text: Span<UInt8>,
        _ value: Range<Int>,
        _ offset: Int,
        _ items: inout [EventStreamItem]
    ) throws(HTTPWireError) {
        var milliseconds = 0
        var isNumber = !value.isEmpty
        for place in value {
            guard HTTPByte.isDigit(text[place]) else {
                isNumber = false
                break
            }
            // Longer than anybody waits; the number stays, so that it does not overflow.
            if milliseconds < 1 << 53 { milliseconds = milliseconds * 10 + Int(text[place] & 0x0F) }
        }
        if isNumber { return items.append(.retry(milliseconds: milliseconds)) }
        let violation = EventStreamViolation(
            .retryDigits,
            offset: offset + value.lowerBound,
            expected: "decimal digits only",
            seen: HTTPViolation.quote(text.extracting(value))
        )
        try report(violation, &items)
    }

    private mutating func dispatch(endingAt offset: Int, _ items: inout [EventStreamItem]) {
        dispatchedID = lastID
        defer {
            start = nil
            type = ""
            data = []
            hasData = false
        }
        // A block without any data line makes no event; one empty data line makes an event with empty data.
        guard hasData, let start else { return }
        items.append(
            .event(
                ServerSentEvent(
                    type: type.isEmpty ? "message" : type,
                    data: data,
                    id: lastID,
                    byteRange: start..<offset
                )
            )
        )
    }

    // MARK: Reports

    func report(_ violation: EventStreamViolation, _ items: inout [EventStreamItem]) throws(HTTPWireError) {
        if options.reading == .strict {
            throw HTTPWireError(
                .refusedEventStream(violation.rule),
                offset: violation.offset,
                expected: violation.expected,
                seen: violation.seen
            )
        }
        items.append(.violation(violation))
    }

    private func note(
        _ kind: EventStreamLine.Kind,
        _ name: @autoclosure () -> String,
        _ value: @autoclosure () -> String,
        _ range: Range<Int>,
        _ items: inout [EventStreamItem]
    ) {
        guard options.reportsLines else { return }
        items.append(.line(EventStreamLine(kind: kind, name: name(), value: value(), byteRange: range)))
    }
}
