/// Decides when a head is worth scanning, so that a head that arrives byte by byte costs linear time.
struct HTTPHeadReader {
    /// How many bytes were looked through for the end of the head; 0 before the first try.
    private var searched = 0
    private var emptyLines = 0

    /// Whether a scan may find the head complete, or the bytes are too many already.
    @inline(__always)
    mutating func isWorthScanning(_ bytes: Span<UInt8>, most: Int) -> Bool {
        if searched == 0 {
            searched = bytes.count
            return true
        }
        return findEnd(bytes) || bytes.count > most
    }

    @inline(never)
    private mutating func findEnd(_ bytes: Span<UInt8>) -> Bool {
        var place = max(0, searched - 3)
        searched = bytes.count
        // A section may be nothing but its empty line.
        if place == 0, bytes[0] == HTTPByte.carriageReturn || bytes[0] == HTTPByte.lineFeed { return true }
        while place < bytes.count {
            if bytes[place] == HTTPByte.lineFeed {
                let next = place + 1
                if next < bytes.count, bytes[next] == HTTPByte.lineFeed { return true }
                if next + 1 < bytes.count, bytes[next] == HTTPByte.carriageReturn,
                    bytes[next + 1] == HTTPByte.lineFeed
                {
                    return true
                }
            }
            place += 1
        }
        return false
    }

    /// The next head is another one.
    mutating func reset() { self = HTTPHeadReader() }

    /// Skips empty lines before a start line; returns how many bytes they have.
    @inline(__always)
    mutating func leadingEmptyLines(
        _ bytes: Span<UInt8>,
        _ options: HTTPReadingOptions,
        _ streamOffset: Int,
        _ violations: inout [HTTPViolation]
    ) throws(HTTPWireError) -> Int {
        guard bytes[0] <= HTTPByte.carriageReturn else { return 0 }
        return try skipEmptyLines(bytes, options, streamOffset, &violations)
    }

    @inline(never)
    private mutating func skipEmptyLines(
        _ bytes: Span<UInt8>,
        _ options: HTTPReadingOptions,
        _ streamOffset: Int,
        _ violations: inout [HTTPViolation]
    ) throws(HTTPWireError) -> Int {
        var scan = HTTPHeadScan(options, streamOffset: streamOffset, start: 0)
        while scan.position < bytes.count {
            let begin = scan.position
            let byte = bytes[begin]
            if byte == HTTPByte.lineFeed {
                try scan.bareLineFeed()
                scan.position += 1
            } else if byte == HTTPByte.carriageReturn, begin + 1 < bytes.count,
                bytes[begin + 1] == HTTPByte.lineFeed
            {
                scan.position += 2
            } else {
                break
            }
            emptyLines += 1
            if emptyLines == options.maximumLeadingEmptyLines + 1 {
                try scan.violate(
                    .leadingEmptyLines,
                    at: begin,
                    expected: "at most \(options.maximumLeadingEmptyLines) empty lines before a start line",
                    seen: "another"
                )
            }
        }
        violations += scan.violations
        return scan.position
    }
}
