/// Why a histogram could not be made, combined, read or written.
public struct HistogramError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// The range or precision asked for cannot be had.
        case layout
        /// A value lies outside of what the other histogram can hold.
        case range
        /// More would be taken away than is there.
        case subtraction
        /// The encoded bytes do not follow the format.
        case malformed
        /// The encoding exists, but this reader does not support it.
        case unsupported
        /// A configured limit was exceeded.
        case limit
        /// The injected compression failed.
        case compression
        /// A line of a log does not follow the format.
        case logLine
    }

    /// The kind of failure.
    public let code: Code
    /// What was expected and what was seen.
    public let detail: String
    /// Where in the encoded bytes or in the log, counted in bytes from zero.
    public let offset: Int?
    /// The line of a log, counted from one.
    public let line: Int?

    /// Describes a failure.
    public init(_ code: Code, _ detail: String, offset: Int? = nil, line: Int? = nil) {
        self.code = code
        self.detail = detail
        self.offset = offset
        self.line = line
    }

    /// One sentence: what was expected, what was seen, and where.
    public var description: String {
        var text = "histogram: " + detail
        if let offset { text += " at byte \(offset)" }
        if let line { text += " in line \(line)" }
        return text
    }
}
