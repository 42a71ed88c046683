/// Compression in the zlib format (RFC 1950), which a pure room has to be given.
public protocol HistogramCompression: Sendable {
    /// Compresses bytes.
    func compress(_ bytes: [UInt8]) throws(HistogramError) -> [UInt8]

    /// Decompresses bytes; fails rather than returning more than `limit` of them.
    func decompress(_ bytes: [UInt8], limit: Int) throws(HistogramError) -> [UInt8]
}
