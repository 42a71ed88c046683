/// Reads Server-Sent Events to the letter of the WHATWG text, from bytes cut anywhere.
///
/// Feed it bytes with ``consume(_:into:)`` and end with ``finish(into:)``.
public struct EventStreamParser: Sendable {
    private enum MarkState {
        case possible(matched: Int)
        case done
    }

    private let options: EventStreamOptions
    private var mark = MarkState.possible(matched: 0)
    /// The part of a line that earlier bytes brought.
    private var partial: [UInt8] = []
    private var offset = 0
    private var lineStart = 0
    private var endedInCarriageReturn = false
    private var hasEnded = false
    private var block: EventStreamBlock

    /// A parser at the start of a stream; a client that reconnects passes the last event id on.
    public init(_ options: EventStreamOptions = EventStreamOptions(), lastEventID: String = "") {
        self.options = options
        block = EventStreamBlock(options, lastEventID: lastEventID)
    }

    /// How many bytes were consumed.
    public var streamOffset: Int { offset }

    /// The id that a client sends as `Last-Event-ID` when it reconnects.
    public var lastEventID: String { block.dispatchedID }

    /// Reads bytes and appends what they brought to `items`.
    ///
    /// After an error the stream cannot be read any further.
    public mutating func consume(
        _ bytes: Span<UInt8>,
        into items: inout [EventStreamItem]
    ) throws(HTTPWireError) {
        guard !hasEnded else {
            throw HTTPWireError(
                .ended,
                offset: offset,
                expected: "a stream that was not refused or finished",
                seen: "one that was"
            )
        }
        do throws(HTTPWireError) { try read(bytes, &items) } catch {
            hasEnded = true
            throw error
        }
    }

    /// Ends the stream: an event without its empty line is dropped, as the text wants.
    public mutating func finish(into items: inout [EventStreamItem]) throws(HTTPWireError) {
        guard !hasEnded else { return }
        hasEnded = true
        if case .possible(let matched) = mark { partial = Array(Self.byteOrderMark.prefix(matched)) + partial }
        guard !partial.isEmpty || block.isPending else { return }
        let violation = EventStreamViolation(
            .incompleteEvent,
            offset: offset,
            expected: "an empty line after the last event",
            seen: "the end of the stream"
        )
        try block.report(violation, &items)
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private mutating func read(_ bytes: Span<UInt8>, _ items: inout [EventStreamItem]) throws(HTTPWireError) {
        let base = offset
        offset += bytes.count
        var begin = skipMark(bytes, base)
        guard begin < bytes.count else { return }
        if endedInCarriageReturn {
            // The other half of a CR LF that was cut in two.
            endedInCarriageReturn = false
            if bytes[begin] == HTTPByte.lineFeed {
                begin += 1
                lineStart += 1
            }
        }
        while begin < bytes.count {
            let end = Self.lineEnd(bytes, from: begin)
            guard partial.count + (end - begin) <= options.maximumLineBytes else {
                throw lineLimit()
            }
            guard end < bytes.count else {
                bytes.extracting(begin..<end).withUnsafeBytes { partial.append(contentsOf: $0) }
                return
            }
            try line(bytes, begin..<end, &items)
            begin = end + 1
            if bytes[end] == HTTPByte.carriageReturn {
                if begin == bytes.count {
                    endedInCarriageReturn = true
                } else if bytes[begin] == HTTPByte.lineFeed {
                    begin += 1
                }
            }
            lineStart = base + begin
        }
    }

    private mutating func line(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ items: inout [EventStreamItem]
    ) throws(HTTPWireError) {
        if partial.isEmpty {
            try block.line(bytes.extracting(range), at: lineStart, &items)
        } else {
            bytes.extracting(range).withUnsafeBytes { partial.append(contentsOf: $0) }
            let whole = partial
            partial.removeAll(keepingCapacity: whole.count < 4096)
            try block.line(whole.span, at: lineStart, &items)
        }
    }

    private func lineLimit() -> HTTPWireError {
        HTTPWireError(
            .refusedEventStream(.lineLimit),
            offset: lineStart + options.maximumLineBytes,
            expected: "a line of at most \(options.maximumLineBytes) bytes",
            seen: "a longer one"
        )
    }

    /// Passes over a byte order mark at the very start; returns where reading goes on.
    private mutating func skipMark(_ bytes: Span<UInt8>, _ base: Int) -> Int {
        guard case .possible(var matched) = mark else { return 0 }
        var place = 0
        while matched < 3, place < bytes.count {
            guard bytes[place] == Self.byteOrderMark[matched] else {
                // Not a mark after all: what matched so far begins the first line.
                mark = .done
                partial = Array(Self.byteOrderMark.prefix(matched))
                return place
            }
            matched += 1
            place += 1
        }
        mark = matched == 3 ? .done : .possible(matched: matched)
        if matched == 3 { lineStart = 3 }
        return place
    }

    /// The first CR or LF from `position` on, or the end; eight bytes at a time.
    private static func lineEnd(_ bytes: Span<UInt8>, from position: Int) -> Int {
        var place = position
        while true {
            place = bytes.firstControl(from: place, to: bytes.count)
            guard place < bytes.count else { return place }
            if bytes[place] == HTTPByte.lineFeed || bytes[place] == HTTPByte.carriageReturn { return place }
            place += 1
        }
    }
}
