/// Big-endian numbers and the variable-length ones of HdrHistogram V2.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Seven bits a byte, the lowest first; a ninth byte holds eight bits, so that 64 bits always fit.
    mutating func appendVariable(_ number: Int64) {
        // Small numbers of either sign become small ones without.
        var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
        for _ in 0..<8 {
            guard rest >= 0x80 else { return bytes.append(UInt8(rest)) }
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}

/// Reads what ``ByteWriter`` writes, and never beyond the end.
struct ByteReader {
    let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type, _ name: String) throws(HistogramError)
        -> Number
    {
        let size = MemoryLayout<Number>.size
        guard bytes.count - position >= size else {
            throw HistogramError(.malformed, "expected \(size) bytes of \(name), saw the end", offset: bytes.count)
        }
        var number: Number = 0
        for index in 0..<size { number = number << 8 | Number(truncatingIfNeeded: bytes[position + index]) }
        position += size
        return number
    }

    mutating func variable() throws(HistogramError) -> Int64 {
        var value: UInt64 = 0
        for index in 0..<9 {
            guard position < bytes.count else {
                throw HistogramError(.malformed, "expected the rest of a count, saw the end", offset: position)
            }
            let byte = bytes[position]
            position += 1
            if index == 8 {
                value |= UInt64(byte) << 56
            } else {
                value |= UInt64(byte & 0x7F) << UInt64(7 * index)
                if byte < 0x80 { break }
            }
        }
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// Leaves out what lies behind `end`.
    func limited(to end: Int) -> ByteReader {
        var copy = ByteReader(Array(bytes[..<end]))
        copy.position = position
        return copy
    }
}
