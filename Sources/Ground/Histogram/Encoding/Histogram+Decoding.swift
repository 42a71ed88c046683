import Text

/// What a reader of encoded histograms accepts.
public struct HistogramDecodingLimits: Sendable, Equatable {
    /// The most slots that a layout may ask for, eight bytes each.
    public var slots: Int
    /// The most bytes that the encoding may have after decompression.
    public var bytes: Int

    /// Chooses limits: a million slots and sixteen megabytes unless told otherwise.
    public init(slots: Int = 1 << 20, bytes: Int = 16 << 20) {
        self.slots = slots
        self.bytes = bytes
    }
}

extension Histogram {
    /// Reads the V2 encoding.
    public init(encoded bytes: [UInt8], limits: HistogramDecodingLimits = .init()) throws(HistogramError) {
        guard bytes.count <= limits.bytes else {
            throw HistogramError(.limit, "expected at most \(limits.bytes) bytes, saw \(bytes.count)")
        }
        var reader = ByteReader(bytes)
        try Self.expect(HistogramCookie.encoded, &reader)
        let length = Int(try reader.number(UInt32.self, "the counts' length"))
        let offset = try reader.number(UInt32.self, "the normalizing offset")
        let digits = Int(try reader.number(UInt32.self, "the significant digits"))
        let lowest = try reader.number(Int64.self, "the lowest value")
        let highest = try reader.number(Int64.self, "the highest value")
        _ = try reader.number(UInt64.self, "the conversion ratio")
        guard offset == 0 else {
            throw HistogramError(.unsupported, "expected counts without a normalizing offset, saw \(offset)", offset: 8)
        }
        let layout = try HistogramLayout(lowest: lowest, highest: highest, digits: digits)
        guard layout.slotCount <= limits.slots else {
            throw HistogramError(.limit, "expected at most \(limits.slots) slots, saw \(layout.slotCount)", offset: 12)
        }
        guard bytes.count - HistogramCookie.headerSize >= length else {
            throw HistogramError(.malformed, "expected \(length) bytes of counts, saw the end", offset: bytes.count)
        }
        self.init(layout)
        try readCounts(reader.limited(to: HistogramCookie.headerSize + length))
    }

    /// Reads the compressed V2 encoding.
    public init(
        compressed bytes: [UInt8],
        using compression: some HistogramCompression,
        limits: HistogramDecodingLimits = .init()
    ) throws(HistogramError) {
        var reader = ByteReader(bytes)
        try Self.expect(HistogramCookie.compressed, &reader)
        let length = Int(try reader.number(UInt32.self, "the compressed length"))
        guard bytes.count - 8 >= length else {
            throw HistogramError(.malformed, "expected \(length) compressed bytes, saw the end", offset: bytes.count)
        }
        let contents = try compression.decompress(Array(bytes[8..<8 + length]), limit: limits.bytes)
        try self.init(encoded: contents, limits: limits)
    }

    /// Reads the compressed V2 encoding in base64, as logs hold it.
    public init(
        encodedText text: String,
        using compression: some HistogramCompression,
        limits: HistogramDecodingLimits = .init()
    ) throws(HistogramError) {
        let bytes: [UInt8]
        do throws(TextError) { bytes = try Base64.standard.decode(text) } catch {
            throw HistogramError(.malformed, "\(error)", offset: error.offset)
        }
        try self.init(compressed: bytes, using: compression, limits: limits)
    }

    private static func expect(_ cookie: UInt32, _ reader: inout ByteReader) throws(HistogramError) {
        let seen = try reader.number(UInt32.self, "the cookie")
        guard seen != cookie else { return }
        // The fourth hexadecimal digit from the right is the word size of older encodings.
        let known: [UInt32] = [0x1C84_9301, 0x1C84_9302, 0x1C84_9303, 0x1C84_9304, 0x1C84_9308, 0x1C84_9309]
        let isOlder = known.contains(seen & ~0xF0)
        throw HistogramError(
            isOlder ? .unsupported : .malformed,
            "expected the cookie 0x\(String(cookie, radix: 16)), saw 0x\(String(seen, radix: 16))"
                + (isOlder ? " of another encoding" : ""),
            offset: 0
        )
    }

    private mutating func readCounts(_ counts: ByteReader) throws(HistogramError) {
        var reader = counts
        var slot = 0
        while !reader.isAtEnd {
            let start = reader.position
            let count = try reader.variable()
            if count < 0 {
                guard count > -Int64(layout.slotCount), slot - Int(count) <= layout.slotCount else {
                    throw HistogramError(
                        .malformed,
                        "expected at most \(layout.slotCount) slots, saw more",
                        offset: start
                    )
                }
                slot -= Int(count)
                continue
            }
            guard slot < layout.slotCount else {
                throw HistogramError(.malformed, "expected at most \(layout.slotCount) slots, saw more", offset: start)
            }
            add(count, toSlot: slot)
            slot += 1
        }
    }
}
