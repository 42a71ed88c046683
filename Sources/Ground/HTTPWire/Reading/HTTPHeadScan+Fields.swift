extension HTTPHeadScan {
    /// Reads field lines up to and with the empty line; false when the bytes end before.
    mutating func fields(_ bytes: Span<UInt8>) throws(HTTPWireError) -> Bool {
        entries.reserveCapacity(isTrailer ? 4 : 16)
        while true {
            switch try line(bytes) {
            case .field: continue
            case .end: return true
            case .incomplete: return false
            }
        }
    }

    @inline(__always)
    private mutating func line(_ bytes: Span<UInt8>) throws(HTTPWireError) -> Line {
        let end = openWindow(bytes, options.maximumFieldBytes, .fieldLimit)
        guard position < end else {
            try ranOut(bytes)
            return .incomplete
        }
        let begin = position
        var place = begin
        while place < end, HTTPByte.isToken(bytes[place]) { place &+= 1 }
        guard place < end else {
            try ranOut(bytes)
            return .incomplete
        }
        guard bytes[place] == HTTPByte.colon, place > begin else { return try unusualLine(bytes, place, end) }
        return try value(bytes, name: begin..<place, after: place &+ 1, end)
    }

    /// Reads the value behind a colon and keeps the field.
    @inline(__always)
    private mutating func value(
        _ bytes: Span<UInt8>,
        name: Range<Int>,
        after colon: Int,
        _ end: Int
    ) throws(HTTPWireError) -> Line {
        var valueStart = colon
        while valueStart < end, HTTPByte.isBlank(bytes[valueStart]) { valueStart &+= 1 }
        guard let textEnd = try textEnd(bytes, from: valueStart, end) else {
            try ranOut(bytes)
            return .incomplete
        }
        position = textEnd
        guard try lineEnd(bytes, end) else {
            try ranOut(bytes)
            return .incomplete
        }
        var valueEnd = textEnd
        while valueEnd > valueStart, HTTPByte.isBlank(bytes[valueEnd &- 1]) { valueEnd &-= 1 }
        try keep(bytes, name: name, value: min(valueStart, valueEnd)..<valueEnd)
        return .field
    }

    @inline(__always)
    private mutating func keep(
        _ bytes: Span<UInt8>,
        name: Range<Int>,
        value: Range<Int>
    ) throws(HTTPWireError) {
        guard entries.count < options.maximumFields else {
            return try violate(
                .fieldCountLimit,
                at: name.lowerBound,
                expected: "at most \(options.maximumFields) fields",
                seen: "another field"
            )
        }
        entries.append(
            HTTPFields.Entry(
                nameStart: UInt32(truncatingIfNeeded: name.lowerBound &- start),
                nameEnd: UInt32(truncatingIfNeeded: name.upperBound &- start),
                valueStart: UInt32(truncatingIfNeeded: value.lowerBound &- start),
                valueEnd: UInt32(truncatingIfNeeded: value.upperBound &- start)
            )
        )
        try interpret(bytes, name: name, value: value)
    }

    // MARK: Lines that are no plain field

    /// Reads the empty line at the end, or what is not written as a field.
    @inline(never)
    private mutating func unusualLine(
        _ bytes: Span<UInt8>,
        _ place: Int,
        _ end: Int
    ) throws(HTTPWireError) -> Line {
        let byte = bytes[position]
        if byte == HTTPByte.lineFeed {
            try bareLineFeed()
            position += 1
            return .end
        }
        if byte == HTTPByte.carriageReturn {
            guard position + 1 < end else {
                try ranOut(bytes)
                return .incomplete
            }
            if bytes[position + 1] == HTTPByte.lineFeed {
                position += 2
                return .end
            }
        }
        if HTTPByte.isBlank(byte) { return try indentedLine(bytes, end) }
        if place > position, HTTPByte.isBlank(bytes[place]) {
            if let result = try blankBeforeColon(bytes, place, end) { return result }
        }
        return try malformedLine(bytes, place, end)
    }

    /// A line that begins with white space continues the field before (obsolete folding), or follows the start line.
    private mutating func indentedLine(_ bytes: Span<UInt8>, _ end: Int) throws(HTTPWireError) -> Line {
        let isFolding = !entries.isEmpty
        try violate(
            isFolding ? .obsoleteLineFolding : .whitespaceBeforeFields,
            at: position,
            expected: isFolding ? "a field name or an empty line" : "a field name right after the start line",
            seen: HTTPViolation.describe(bytes[position])
        )
        let begin = position
        guard try skipLine(bytes, end) else { return .incomplete }
        guard isFolding, let last = entries.popLast() else { return .field }
        // The value goes on to the end of this line, its line break included as it was sent.
        var valueEnd = position
        while valueEnd > begin, bytes[valueEnd - 1] <= HTTPByte.space { valueEnd -= 1 }
        var joined = last
        if valueEnd > begin { joined.valueEnd = UInt32(truncatingIfNeeded: valueEnd - start) }
        entries.append(joined)
        return .field
    }

    /// A name with white space behind it; nil when no colon follows.
    private mutating func blankBeforeColon(
        _ bytes: Span<UInt8>,
        _ place: Int,
        _ end: Int
    ) throws(HTTPWireError) -> Line? {
        var colon = place
        while colon < end, HTTPByte.isBlank(bytes[colon]) { colon += 1 }
        guard colon < end else {
            try ranOut(bytes)
            return .incomplete
        }
        guard bytes[colon] == HTTPByte.colon else { return nil }
        try violate(
            .whitespaceBeforeColon,
            at: place,
            expected: "a colon right after the field name",
            seen: HTTPViolation.describe(bytes[place])
        )
        return try value(bytes, name: position..<place, after: colon + 1, end)
    }

    /// A line without a usable name; a tolerant reading skips it or keeps what stands before the colon.
    private mutating func malformedLine(
        _ bytes: Span<UInt8>,
        _ place: Int,
        _ end: Int
    ) throws(HTTPWireError) -> Line {
        let begin = position
        var colon = begin
        while colon < end, bytes[colon] != HTTPByte.colon, bytes[colon] != HTTPByte.lineFeed { colon += 1 }
        let isNamed = colon < end && bytes[colon] == HTTPByte.colon
        let byte = bytes[place]
        if byte == HTTPByte.carriageReturn, place + 1 == end, !isNamed {
            try ranOut(bytes)
            return .incomplete
        }
        let endsLine =
            byte == HTTPByte.lineFeed
            || (byte == HTTPByte.carriageReturn && place + 1 < end && bytes[place + 1] == HTTPByte.lineFeed)
        try violate(
            endsLine ? .missingColon : .fieldName,
            at: place,
            expected: endsLine ? "a colon after the field name" : "a letter, digit or one of !#$%&'*+-.^_`|~",
            seen: endsLine ? "the end of the line" : HTTPViolation.describe(byte)
        )
        guard isNamed, colon > begin else {
            return try skipLine(bytes, end) ? .field : .incomplete
        }
        return try value(bytes, name: begin..<colon, after: colon + 1, end)
    }

    /// Moves behind the end of the line.
    private mutating func skipLine(_ bytes: Span<UInt8>, _ end: Int) throws(HTTPWireError) -> Bool {
        guard let textEnd = try textEnd(bytes, from: position, end) else {
            try ranOut(bytes)
            return false
        }
        position = textEnd
        return try lineEnd(bytes, end)
    }
}
