/// Compression in one call, for data that is in memory as a whole.
public enum Compression {
    /// Compresses bytes.
    public static func compress(
        _ bytes: [UInt8],
        to format: CompressionFormat,
        level: Int = 6
    ) throws(CompressionError) -> [UInt8] {
        var stream = try DeflateStream(format, level: level)
        var output: [UInt8] = []
        try stream.compress(bytes.span, flush: .finish, into: &output)
        return output
    }

    /// Decompresses bytes that hold compressed data and nothing behind it; never to more than `limit` bytes.
    public static func decompress(
        _ bytes: [UInt8],
        from format: CompressionFormat,
        limit: Int
    ) throws(CompressionError) -> [UInt8] {
        var stream = try InflateStream(format)
        var output: [UInt8] = []
        var progress = try stream.decompress(bytes.span, into: &output, limit: limit)
        var consumed = progress.consumed
        if progress.status == .outputFull {
            // The end may still come without another byte.
            progress = try stream.decompress(bytes.span.extracting(droppingFirst: consumed), into: &output, limit: 1)
            guard progress.produced == 0 else {
                throw CompressionError(
                    .tooLarge,
                    offset: consumed,
                    detail: "expected at most \(limit) bytes after decompression, saw more"
                )
            }
            consumed += progress.consumed
        }
        guard progress.status == .ended else {
            throw CompressionError(
                .truncated,
                offset: bytes.count,
                detail: "expected more compressed data, saw the end after \(bytes.count) bytes"
            )
        }
        guard consumed == bytes.count else {
            throw CompressionError(
                .trailingBytes,
                offset: consumed,
                detail: "expected the end behind the compressed data, saw \(bytes.count - consumed) bytes more"
            )
        }
        return output
    }
}
