/// A place in a text: line and column, both counted from one, columns in bytes.
public struct JSONLocation: Sendable, Equatable {
    /// The line, counted from one; a line ends with LF, CR or CR LF.
    public let line: Int
    /// The byte in the line, counted from one.
    public let column: Int

    /// Finds the line and column of a byte offset by reading the bytes before it.
    public init(ofByte offset: Int, in bytes: Span<UInt8>) {
        var line = 1
        var lineStart = 0
        var position = 0
        let end = min(max(offset, 0), bytes.count)
        while position < end {
            let byte = bytes[position]
            position += 1
            let isLineEnd =
                byte == ASCII.lineFeed
                || (byte == ASCII.carriageReturn && !(position < bytes.count && bytes[position] == ASCII.lineFeed))
            if isLineEnd {
                line += 1
                lineStart = position
            }
        }
        self.line = line
        self.column = end - lineStart + 1
    }
}
