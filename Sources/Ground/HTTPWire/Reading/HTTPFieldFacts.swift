/// What the fields of a head say that the framing rests on.
struct HTTPFieldFacts {
    var connection = HTTPConnectionFacts()
    /// The value of Content-Length.
    var contentLength: Int?
    /// Where the first Content-Length was seen.
    var contentLengthPosition = 0
    var hosts = 0
    /// Where the first Transfer-Encoding was seen; nil without one.
    var transferEncodingPosition: Int?
    var chunkedCodings = 0
    var otherCodings = 0
    var endsInChunked = false
}

extension HTTPHeadScan {
    /// Looks at the fields that decide about framing and connection.
    @inline(__always)
    mutating func interpret(_ bytes: Span<UInt8>, name: Range<Int>, value: Range<Int>) throws(HTTPWireError) {
        switch name.count {
        case 4 where bytes.matches(name, ignoringCase: "host"): try host(bytes, value, name)
        case 6 where bytes.matches(name, ignoringCase: "expect"): expect(bytes, value)
        case 7 where bytes.matches(name, ignoringCase: "upgrade"): facts.connection.hasUpgradeField = true
        case 10 where bytes.matches(name, ignoringCase: "connection"): connection(bytes, value)
        case 14 where bytes.matches(name, ignoringCase: "content-length"): try contentLength(bytes, value, name)
        case 17 where bytes.matches(name, ignoringCase: "transfer-encoding"):
            try transferEncoding(bytes, value, name)
        case 7 where isTrailer && bytes.matches(name, ignoringCase: "trailer"): try forbiddenTrailer(bytes, name)
        default: break
        }
    }

    @inline(never)
    private mutating func forbiddenTrailer(_ bytes: Span<UInt8>, _ name: Range<Int>) throws(HTTPWireError) {
        try violate(
            .trailerNotAllowed,
            at: name.lowerBound,
            expected: "no field in the trailer section that decides about framing or routing",
            seen: bytes.text(name)
        )
    }

    private mutating func host(
        _ bytes: Span<UInt8>,
        _ value: Range<Int>,
        _ name: Range<Int>
    ) throws(HTTPWireError) {
        if isTrailer { return try forbiddenTrailer(bytes, name) }
        facts.hosts += 1
        if facts.hosts == 2 {
            try violate(.duplicateHost, at: name.lowerBound, expected: "one Host field", seen: "a second one")
        }
        if let place = HTTPAuthority.firstInvalidByte(bytes, value) {
            try violate(
                .invalidHost,
                at: place,
                expected: "a host name or address with an optional port",
                seen: HTTPViolation.quote(bytes.extracting(value))
            )
        }
    }

    private mutating func expect(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        HTTPList.forEach(bytes, value) { element in
            if bytes.matches(element, ignoringCase: "100-continue") {
                facts.connection.expectsContinue = true
            } else {
                facts.connection.expectsOther = true
            }
        }
    }

    @inline(never)
    private mutating func connection(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        HTTPList.forEach(bytes, value) { element in
            if bytes.matches(element, ignoringCase: "close") {
                facts.connection.asksToClose = true
            } else if bytes.matches(element, ignoringCase: "keep-alive") {
                facts.connection.asksToKeepAlive = true
            } else if bytes.matches(element, ignoringCase: "upgrade") {
                facts.connection.hasUpgradeToken = true
            }
        }
    }

    // MARK: Content-Length

    @inline(never)
    private mutating func contentLength(
        _ bytes: Span<UInt8>,
        _ value: Range<Int>,
        _ name: Range<Int>
    ) throws(HTTPWireError) {
        if isTrailer { return try forbiddenTrailer(bytes, name) }
        var begin = value.lowerBound
        var isFirst = true
        while true {
            var comma = begin
            while comma < value.upperBound, bytes[comma] != 0x2C { comma += 1 }
            let length = try decimal(bytes, begin..<comma, isPart: !isFirst || comma < value.upperBound)
            if isFirst, comma < value.upperBound {
                try violate(
                    .contentLengthList,
                    at: comma,
                    expected: "one number in Content-Length",
                    seen: "a list"
                )
            }
            try note(length, at: begin, isNewField: isFirst)
            guard comma < value.upperBound else { return }
            begin = comma + 1
            isFirst = false
        }
    }

    private mutating func note(_ length: Int, at position: Int, isNewField: Bool) throws(HTTPWireError) {
        guard let known = facts.contentLength else {
            facts.contentLength = length
            facts.contentLengthPosition = position
            return
        }
        if known != length {
            try violate(
                .differingContentLengths,
                at: position,
                expected: "the same Content-Length as before, \(known)",
                seen: "\(length)"
            )
        } else if isNewField {
            try violate(
                .repeatedContentLength,
                at: position,
                expected: "one Content-Length field",
                seen: "a second one"
            )
        }
    }

    /// Reads digits; white space around them is allowed only in a list.
    private mutating func decimal(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        isPart: Bool
    ) throws(HTTPWireError) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while isPart, low < high, HTTPByte.isBlank(bytes[low]) { low += 1 }
        while isPart, low < high, HTTPByte.isBlank(bytes[high - 1]) { high -= 1 }
        var number = 0
        for place in low..<high {
            let byte = bytes[place]
            let (product, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(Int(byte & 0x0F))
            guard HTTPByte.isDigit(byte), !overflow, !carried else {
                try violate(
                    .contentLength,
                    at: place,
                    expected: "decimal digits below 2^63",
                    seen: HTTPViolation.quote(bytes.extracting(range))
                )
                return 0
            }
            number = sum
        }
        if low == high {
            try violate(.contentLength, at: low, expected: "decimal digits in Content-Length", seen: "nothing")
        }
        return number
    }

    // MARK: Transfer-Encoding

    @inline(never)
    private mutating func transferEncoding(
        _ bytes: Span<UInt8>,
        _ value: Range<Int>,
        _ name: Range<Int>
    ) throws(HTTPWireError) {
        if isTrailer { return try forbiddenTrailer(bytes, name) }
        if facts.transferEncodingPosition == nil { facts.transferEncodingPosition = name.lowerBound }
        var sawElement = false
        var isMalformed = false
        HTTPList.forEach(bytes, value) { element in
            sawElement = true
            facts.endsInChunked = bytes.matches(element, ignoringCase: "chunked")
            if facts.endsInChunked { facts.chunkedCodings += 1 } else { facts.otherCodings += 1 }
            for place in element where HTTPByte.isControl(bytes[place]) { isMalformed = true }
        }
        if !sawElement || isMalformed {
            try violate(
                .transferEncoding,
                at: value.lowerBound,
                expected: "a list of transfer codings",
                seen: HTTPViolation.quote(bytes.extracting(value))
            )
        }
    }
}
