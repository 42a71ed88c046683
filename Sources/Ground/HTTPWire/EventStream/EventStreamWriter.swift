/// Writes Server-Sent Events.
public enum EventStreamWriter {
    /// Appends an event and its empty line; line breaks in the data become several data lines.
    ///
    /// CR and CR LF arrive as LF, since the format cannot carry them.
    public static func append(
        data: Span<UInt8>,
        type: String? = nil,
        id: String? = nil,
        retryMilliseconds: Int? = nil,
        to output: inout [UInt8]
    ) throws(HTTPWireError) {
        if let type { try check(type, "an event type", allowsNUL: true) }
        if let id { try check(id, "an event id", allowsNUL: false) }
        output.reserveCapacity(output.count + data.count + 16)
        if let type { field("event: ", type, &output) }
        if let id { field("id: ", id, &output) }
        if let retryMilliseconds { field("retry: ", String(max(0, retryMilliseconds)), &output) }
        lines(data, "data: ", &output)
        output.append(HTTPByte.lineFeed)
    }

    /// Appends an event whose data are text.
    public static func append(
        text: String,
        type: String? = nil,
        id: String? = nil,
        retryMilliseconds: Int? = nil,
        to output: inout [UInt8]
    ) throws(HTTPWireError) {
        try append(
            data: text.utf8Span.span,
            type: type,
            id: id,
            retryMilliseconds: retryMilliseconds,
            to: &output
        )
    }

    /// Appends a comment, which clients pass over: it keeps a silent connection alive.
    public static func appendComment(_ text: String, to output: inout [UInt8]) {
        lines(text.utf8Span.span, ": ", &output)
        output.append(HTTPByte.lineFeed)
    }

    /// Appends a block without data: it sets the id or the waiting time, and no event is dispatched.
    public static func appendControl(
        id: String? = nil,
        retryMilliseconds: Int? = nil,
        to output: inout [UInt8]
    ) throws(HTTPWireError) {
        if let id {
            try check(id, "an event id", allowsNUL: false)
            field("id: ", id, &output)
        }
        if let retryMilliseconds { field("retry: ", String(max(0, retryMilliseconds)), &output) }
        output.append(HTTPByte.lineFeed)
    }

    private static func field(_ name: StaticString, _ value: String, _ output: inout [UInt8]) {
        append(name, &output)
        output.append(contentsOf: value.utf8)
        output.append(HTTPByte.lineFeed)
    }

    private static func lines(_ data: Span<UInt8>, _ name: StaticString, _ output: inout [UInt8]) {
        var begin = 0
        while true {
            var end = begin
            while end < data.count, data[end] != HTTPByte.lineFeed, data[end] != HTTPByte.carriageReturn { end &+= 1 }
            append(name, &output)
            data.extracting(begin..<end).withUnsafeBytes { output.append(contentsOf: $0) }
            output.append(HTTPByte.lineFeed)
            guard end < data.count else { return }
            begin = end + 1
            if data[end] == HTTPByte.carriageReturn, begin < data.count, data[begin] == HTTPByte.lineFeed { begin += 1 }
        }
    }

    private static func append(_ text: StaticString, _ output: inout [UInt8]) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    private static func check(_ text: String, _ what: String, allowsNUL: Bool) throws(HTTPWireError) {
        for (place, byte) in text.utf8.enumerated() {
            guard byte == HTTPByte.lineFeed || byte == HTTPByte.carriageReturn || (byte == 0 && !allowsNUL) else {
                continue
            }
            throw HTTPWireError(
                .unwritableEvent,
                offset: place,
                expected: "\(what) without line breaks\(allowsNUL ? "" : " and NUL")",
                seen: HTTPViolation.describe(byte)
            )
        }
    }
}
