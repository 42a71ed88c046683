/// Percent-encoding of RFC 3986 §2.1, with the set that stays unescaped chosen by the caller.
public enum PercentEncoding {
    /// Escapes every byte that is not in `kept`, with capital digits.
    public static func encode(_ text: String, keeping kept: ASCIISet = .unreserved) -> String {
        var output: [UInt8] = []
        append(text.utf8.span, keeping: kept, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Escapes every byte that is not in `kept`, with capital digits.
    public static func encode(_ bytes: Span<UInt8>, keeping kept: ASCIISet = .unreserved) -> String {
        var output: [UInt8] = []
        append(bytes, keeping: kept, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends the escaped bytes to `output`; with `keepingEscapes`, what is an escape already stays as it is.
    package static func append(
        _ bytes: Span<UInt8>,
        keeping kept: ASCIISet,
        keepingEscapes: Bool = false,
        to output: inout [UInt8]
    ) {
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if kept.contains(byte) || (keepingEscapes && escapedByte(bytes, at: index) != nil) {
                output.append(byte)
            } else {
                output.append(ASCII.percent)
                output.append(ASCII.hexadecimalDigit(byte &>> 4))
                output.append(ASCII.hexadecimalDigit(byte))
            }
        }
    }

    /// The bytes that `text` stands for; a `%` without two hexadecimal digits is an error.
    public static func decodeBytes(_ text: Span<UInt8>) throws(TextError) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var position = 0
        while position < text.count {
            let byte = text[position]
            guard byte == ASCII.percent else {
                output.append(byte)
                position &+= 1
                continue
            }
            guard let escaped = escapedByte(text, at: position) else { throw brokenEscape(text, at: position) }
            output.append(escaped)
            position &+= 3
        }
        return output
    }

    /// The text that `text` stands for; broken escapes, and bytes that are not UTF-8, are errors.
    public static func decode(_ text: String) throws(TextError) -> String {
        let bytes = try decodeBytes(text.utf8.span)
        guard let problem = UTF8Problem.first(in: bytes.span) else { return String(decoding: bytes, as: UTF8.self) }
        throw problem.error(format: "percent-encoded text")
    }

    /// The byte that the escape at `position` stands for, if a whole escape stands there.
    package static func escapedByte(_ text: Span<UInt8>, at position: Int) -> UInt8? {
        guard position &+ 2 < text.count, text[position] == ASCII.percent,
            let upper = ASCII.hexadecimalValue(text[position &+ 1]),
            let lower = ASCII.hexadecimalValue(text[position &+ 2])
        else { return nil }
        return upper &<< 4 | lower
    }

    package static func brokenEscape(
        _ text: Span<UInt8>,
        at position: Int,
        format: String = "percent-encoded text"
    ) -> TextError {
        let isFirstDigit = position &+ 1 < text.count && ASCII.hexadecimalValue(text[position &+ 1]) != nil
        return TextError(
            .unexpectedByte,
            format: format,
            at: position &+ (isFirstDigit ? 2 : 1),
            in: text,
            expected: "two hexadecimal digits after \"%\""
        )
    }
}
