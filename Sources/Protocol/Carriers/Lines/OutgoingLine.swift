internal import Text

/// Makes a line of a message: one line, whatever white space the message has between its tokens.
enum OutgoingLine {
    /// The message with a line feed behind it.
    ///
    /// Line ends between tokens become spaces. Within a string they are no JSON, and nothing could mend them.
    static func line(of message: [UInt8]) throws(CarrierError) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(message.count + 1)
        line += message
        if hasLineEnd(message.span) { try flatten(&line) }
        line.append(ASCII.lineFeed)
        return line
    }

    private static func hasLineEnd(_ message: Span<UInt8>) -> Bool {
        message.firstOffset(of: ASCII.lineFeed, from: 0) != nil
            || message.firstOffset(of: ASCII.carriageReturn, from: 0) != nil
    }

    private static func flatten(_ line: inout [UInt8]) throws(CarrierError) {
        var isInString = false
        var isEscaped = false
        for position in line.indices {
            let byte = line[position]
            if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
                guard !isInString else {
                    throw CarrierError(
                        .misuse,
                        operation: "send a line",
                        detail: "expected line ends between the tokens of the message at most, saw one within a string "
                            + "at byte \(position); send it raw if that is meant"
                    )
                }
                line[position] = ASCII.space
            } else if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\"") {
                isInString.toggle()
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = isInString
            }
        }
    }
}
