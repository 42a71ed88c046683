/// Text from strangers made safe to print: nothing in it can move a cursor, colour a terminal or reorder a line.
///
/// Control and format characters become escapes as Swift writes them (`\n`, `\u{1B}`), bytes that are not UTF-8 become
/// `\xFF`. Joiners inside emoji and scripts stay.
public enum PrintableText {
    /// Replaces what is not safe to print; a backslash stays as it is.
    public static func escape(_ text: String, keepingNewlines: Bool = false) -> String {
        // Most text is harmless, and then nothing is built.
        if text.unicodeScalars.allSatisfy({ isSafe($0) || (keepingNewlines && $0 == "\n") }) { return text }
        var output = ""
        for scalar in text.unicodeScalars {
            if keepingNewlines && scalar == "\n" {
                output.unicodeScalars.append(scalar)
            } else {
                append(scalar, to: &output)
            }
        }
        return output
    }

    /// Replaces what is not safe to print, and bytes that are not UTF-8.
    public static func escape(_ bytes: Span<UInt8>, keepingNewlines: Bool = false) -> String {
        var output = ""
        var position = 0
        while position < bytes.count {
            let problem = UTF8Problem.first(in: bytes, from: position)
            let end = problem?.offset ?? bytes.count
            output += escape(bytes.string(of: position..<end), keepingNewlines: keepingNewlines)
            guard let problem else { break }
            for index in problem.offset..<problem.offset + problem.length { output += hexadecimalEscape(bytes[index]) }
            position = problem.offset + problem.length
        }
        return output
    }

    /// The text between double quotes, escaped, and cut after `limit` bytes with a note of the whole length.
    public static func quote(_ bytes: Span<UInt8>, limit: Int = 60) -> String {
        let end = min(bytes.count, endOfCharacter(bytes, atOrBefore: max(0, limit)))
        var output = "\""
        for character in escape(bytes.extracting(0..<end)).unicodeScalars {
            if character == "\"" { output += "\\" }
            output.unicodeScalars.append(character)
        }
        output += "\""
        return end == bytes.count ? output : output + "… (\(bytes.count) bytes)"
    }

    /// The text between double quotes, escaped, and cut after `limit` bytes with a note of the whole length.
    public static func quote(_ text: String, limit: Int = 60) -> String { quote(text.utf8.span, limit: limit) }

    /// How to name one byte in a message: `"a"`, `"\n"`, or `byte 0xFF`.
    public static func name(ofByte byte: UInt8) -> String {
        guard byte < 0x80 else { return "byte 0x" + Hexadecimal.encode([byte], uppercase: true) }
        if byte == UInt8(ascii: "\"") { return "\"\\\"\"" }
        var output = "\""
        append(Unicode.Scalar(byte), to: &output)
        return output + "\""
    }

    /// Whether printing the character changes nothing but the place where it stands.
    public static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value >= 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: return false
        case .format: return scalar.value == 0x200C || scalar.value == 0x200D
        default: return true
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to output: inout String) {
        switch scalar {
        case "\n": output += "\\n"
        case "\r": output += "\\r"
        case "\t": output += "\\t"
        case "\0": output += "\\0"
        case _ where isSafe(scalar): output.unicodeScalars.append(scalar)
        default: output += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
    }

    private static func hexadecimalEscape(_ byte: UInt8) -> String {
        "\\x" + Hexadecimal.encode([byte], uppercase: true)
    }

    /// The largest offset up to `limit` that does not cut a character.
    static func endOfCharacter(_ bytes: Span<UInt8>, atOrBefore limit: Int) -> Int {
        guard limit < bytes.count else { return bytes.count }
        var end = limit
        while end > 0, limit &- end < 3, bytes[end] & 0xC0 == 0x80 { end &-= 1 }
        return bytes[end] & 0xC0 == 0x80 ? limit : end
    }
}
