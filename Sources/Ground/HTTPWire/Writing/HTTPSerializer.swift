/// Writes heads and chunks, and refuses what would break a message apart.
///
/// To send exact bytes, whatever they are, append them yourself.
public enum HTTPSerializer {
    /// How a message's content is announced.
    public enum Content: Sendable, Equatable {
        /// Nothing is added: the fields say it, or there is no content.
        case asInFields
        /// `Content-Length`.
        case length(Int)
        /// `Transfer-Encoding: chunked`.
        case chunked
    }

    /// Appends a request head.
    public static func append(
        _ head: HTTPRequestHead,
        content: Content = .asInFields,
        to output: inout [UInt8]
    ) throws(HTTPWireError) {
        let undo = output.count
        do throws(HTTPWireError) {
            try appendMethod(head.method, to: &output)
            output.append(HTTPByte.space)
            try checkTarget(head.targetBytes)
            head.targetBytes.withUnsafeBytes { output.append(contentsOf: $0) }
            output.append(HTTPByte.space)
            appendVersion(head.version, to: &output)
            appendLineEnd(to: &output)
            try appendSection(head.fields, content, to: &output)
        } catch {
            output.removeLast(output.count - undo)
            throw error
        }
    }

    /// Appends a response head; `extra` are whole field lines that are known to be good.
    public static func append(
        _ head: HTTPResponseHead,
        content: Content = .asInFields,
        extra: [UInt8] = [],
        to output: inout [UInt8]
    ) throws(HTTPWireError) {
        let undo = output.count
        do throws(HTTPWireError) {
            try appendStatusLine(head, to: &output)
            output.append(contentsOf: extra)
            try appendSection(head.fields, content, to: &output)
        } catch {
            output.removeLast(output.count - undo)
            throw error
        }
    }

    /// Appends a chunk; nothing when there are no bytes, since an empty chunk would end the content.
    public static func appendChunk(
        _ bytes: Span<UInt8>,
        extensions: String = "",
        to output: inout [UInt8]
    ) throws(HTTPWireError) {
        guard bytes.count > 0 else { return }
        output.reserveCapacity(output.count + bytes.count + 24 + extensions.utf8.count)
        try appendChunkLine(bytes.count, extensions: extensions, to: &output)
        bytes.withUnsafeBytes { output.append(contentsOf: $0) }
        appendLineEnd(to: &output)
    }

    /// Appends the last chunk and the trailer section.
    public static func appendLastChunk(
        trailers: HTTPFields = HTTPFields(),
        extensions: String = "",
        to output: inout [UInt8]
    ) throws(HTTPWireError) {
        try appendChunkLine(0, extensions: extensions, to: &output)
        try appendSection(trailers, .asInFields, to: &output)
    }

    // MARK: Parts

    private static func appendChunkLine(
        _ size: Int,
        extensions: String,
        to output: inout [UInt8]
    ) throws(HTTPWireError) {
        let text = extensions.utf8Span.span
        if let bad = HTTPChunkExtension.firstInvalidByte(text, 0..<text.count) {
            throw HTTPWireError(
                .unwritableChunkExtension,
                offset: bad,
                expected: ";name or ;name=value",
                seen: HTTPViolation.quote(text)
            )
        }
        var shift = max(0, (Int.bitWidth - size.leadingZeroBitCount - 1) / 4 * 4)
        while shift >= 0 {
            let digit = UInt8(truncatingIfNeeded: size >> shift) & 0x0F
            output.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
            shift -= 4
        }
        output.append(contentsOf: extensions.utf8)
        appendLineEnd(to: &output)
    }

    private static func appendMethod(_ method: HTTPMethod, to output: inout [UInt8]) throws(HTTPWireError) {
        if case .other(let name) = method {
            let place = name.utf8.enumerated().first { !HTTPByte.isToken($0.element) }
            if let place {
                throw HTTPWireError(
                    .unwritableMethod,
                    offset: place.offset,
                    expected: "a method of letters, digits and punctuation",
                    seen: HTTPViolation.describe(place.element)
                )
            }
            guard !name.isEmpty else {
                throw HTTPWireError(.unwritableMethod, offset: 0, expected: "a method", seen: "nothing")
            }
        }
        output.append(contentsOf: method.name.utf8)
    }

    private static func checkTarget(_ target: Span<UInt8>) throws(HTTPWireError) {
        for place in 0..<target.count where target[place] <= HTTPByte.space || target[place] >= 0x7F {
            throw HTTPWireError(
                .unwritableTarget,
                offset: place,
                expected: "a target of visible ASCII characters",
                seen: HTTPViolation.describe(target[place])
            )
        }
        guard target.count > 0 else {
            throw HTTPWireError(.unwritableTarget, offset: 0, expected: "a target", seen: "nothing")
        }
    }

    private static func appendStatusLine(
        _ head: HTTPResponseHead,
        to output: inout [UInt8]
    ) throws(HTTPWireError) {
        if head.status == .ok, head.customReason == nil, head.version == .http11 {
            appendStatic("HTTP/1.1 200 OK\r\n", to: &output)
            return
        }
        appendVersion(head.version, to: &output)
        output.append(HTTPByte.space)
        appendDecimal(Int(min(999, max(100, head.status.code))), to: &output)
        output.append(HTTPByte.space)
        let reason = head.reason.utf8Span.span
        let bad = firstUnwritable(reason)
        guard bad == reason.count else {
            throw HTTPWireError(
                .unwritableReason,
                offset: bad,
                expected: "a reason without control characters",
                seen: HTTPViolation.describe(reason[bad])
            )
        }
        reason.withUnsafeBytes { output.append(contentsOf: $0) }
        appendLineEnd(to: &output)
    }

    static func appendVersion(_ version: HTTPVersion, to output: inout [UInt8]) {
        if version == .http11 { return appendStatic("HTTP/1.1", to: &output) }
        appendStatic("HTTP/", to: &output)
        output.append(0x30 + version.major % 10)
        output.append(0x2E)
        output.append(0x30 + version.minor % 10)
    }

    static func appendLineEnd(to output: inout [UInt8]) {
        output.append(HTTPByte.carriageReturn)
        output.append(HTTPByte.lineFeed)
    }

    @inline(__always)
    static func appendStatic(_ text: StaticString, to output: inout [UInt8]) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    /// Appends the decimal digits of a number that is not negative.
    public static func appendDecimal(_ number: Int, to output: inout [UInt8]) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        var rest = number
        while divisor > 0 {
            output.append(0x30 + UInt8(truncatingIfNeeded: rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }
}
