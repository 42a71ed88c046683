/// Why bytes could not be compressed or decompressed.
public struct CompressionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Sendable, Equatable {
        /// zlib is not on this machine.
        case libraryMissing
        /// A level or a window size outside of what the format knows.
        case badOption
        /// The bytes are not what the format allows there.
        case corrupt
        /// The bytes end before the compressed data does.
        case truncated
        /// Bytes follow behind the end of the compressed data.
        case trailingBytes
        /// The result would be larger than the caller allows.
        case tooLarge
        /// No memory for the library's tables.
        case outOfMemory
    }

    /// The kind of failure.
    public let code: Code
    /// How many compressed bytes had been read when it was seen, where that applies.
    public let offset: Int?
    /// What was expected and what was seen.
    public let detail: String

    /// Describes a failure.
    public init(_ code: Code, offset: Int? = nil, detail: String) {
        self.code = code
        self.offset = offset
        self.detail = detail
    }

    init(_ missing: SystemLibraryError) { self.init(.libraryMissing, detail: missing.description) }

    /// The sentence, with the byte offset where there is one.
    public var description: String { offset.map { "byte \($0): \(detail)" } ?? detail }
}
