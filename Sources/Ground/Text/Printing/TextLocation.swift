/// A place in a text: line and column, both counted from one, columns in bytes.
public struct TextLocation: Sendable, Equatable, CustomStringConvertible {
    /// The line; a line ends with LF, CR or CR LF.
    public let line: Int
    /// The byte in its line.
    public let column: Int
    /// Where the line begins, counted in bytes from zero.
    public let lineStart: Int

    /// Finds the line and column of a byte offset by reading the bytes before it.
    public init(ofByte offset: Int, in bytes: Span<UInt8>) {
        let end = min(max(offset, 0), bytes.count)
        var line = 1
        var lineStart = 0
        for position in 0..<end {
            let byte = bytes[position]
            guard byte == ASCII.lineFeed || byte == ASCII.carriageReturn else { continue }
            let next = position &+ 1
            // Of CR LF the second byte ends the line.
            if byte == ASCII.carriageReturn, next < bytes.count, bytes[next] == ASCII.lineFeed { continue }
            line += 1
            lineStart = next
        }
        self.line = line
        self.lineStart = lineStart
        column = end - lineStart + 1
    }

    /// `line 3, column 7`.
    public var description: String { "line \(line), column \(column)" }
}
