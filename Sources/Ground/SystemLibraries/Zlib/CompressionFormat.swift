/// What surrounds deflated data.
public enum CompressionFormat: Sendable, Equatable, CaseIterable {
    /// Nothing (RFC 1951), as WebSocket's permessage-deflate wants it.
    case raw
    /// Two bytes in front and a checksum behind (RFC 1950): what HTTP calls `deflate`.
    case zlib
    /// A header in front, a checksum and the length behind (RFC 1952).
    case gzip

    /// The smallest window that the format can name, as a power of two.
    static let windowBits = 8...15

    /// How zlib wants to be told both.
    func parameter(windowBits: Int) -> Int32 {
        switch self {
        case .raw: -Int32(windowBits)
        case .zlib: Int32(windowBits)
        case .gzip: Int32(windowBits) + 16
        }
    }

    static func check(windowBits: Int) throws(CompressionError) {
        guard self.windowBits.contains(windowBits) else {
            throw CompressionError(
                .badOption,
                detail: "expected a window of 8 to 15 bits (256 bytes to 32 KiB), saw \(windowBits)"
            )
        }
    }
}
