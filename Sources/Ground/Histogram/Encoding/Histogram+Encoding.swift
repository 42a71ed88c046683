import Text

/// The numbers that begin the parts of an encoded histogram (HdrHistogram V2).
enum HistogramCookie {
    static let encoded: UInt32 = 0x1C84_9313
    static let compressed: UInt32 = 0x1C84_9314
    /// Cookie, length, offset, digits, bounds and ratio.
    static let headerSize = 40
}

extension Histogram {
    /// The V2 encoding: a header, then counts, with runs of zeros as negative numbers.
    public func encoded() -> [UInt8] {
        let counts = encodedCounts()
        var writer = ByteWriter()
        writer.append(HistogramCookie.encoded)
        writer.append(UInt32(clamping: counts.count))
        writer.append(UInt32(0))
        writer.append(UInt32(layout.digits))
        writer.append(layout.lowest)
        writer.append(layout.highest)
        writer.append(Double(1).bitPattern)
        return writer.bytes + counts
    }

    /// The compressed V2 encoding.
    public func encoded(using compression: some HistogramCompression) throws(HistogramError) -> [UInt8] {
        let contents = try compression.compress(encoded())
        var writer = ByteWriter()
        writer.append(HistogramCookie.compressed)
        writer.append(UInt32(clamping: contents.count))
        return writer.bytes + contents
    }

    /// The compressed V2 encoding in base64, as logs hold it.
    public func encodedText(using compression: some HistogramCompression) throws(HistogramError) -> String {
        Base64.standard.encode(try encoded(using: compression))
    }

    private func encodedCounts() -> [UInt8] {
        guard let last = counts.lastIndex(where: { $0 > 0 }) else { return [] }
        var writer = ByteWriter()
        var zeros: Int64 = 0
        for slot in 0...last {
            guard counts[slot] > 0 else {
                zeros += 1
                continue
            }
            // A single zero is shorter as itself than as a run.
            if zeros > 0 { writer.appendVariable(zeros == 1 ? 0 : -zeros) }
            zeros = 0
            writer.appendVariable(counts[slot])
        }
        return writer.bytes
    }
}
