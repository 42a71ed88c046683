/// The parts of a request line.
struct HTTPRequestLine {
    var method: Range<Int>
    var target: Range<Int>
    var version: HTTPVersion
}

extension HTTPHeadScan {
    /// Reads the request line at the start; nil when the bytes end inside it.
    mutating func requestLine(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPRequestLine? {
        let end = openWindow(bytes, options.maximumStartLineBytes, .startLineLimit)
        guard let method = try method(bytes, end) else {
            try ranOut(bytes)
            return nil
        }
        guard let target = try target(bytes, end) else {
            try ranOut(bytes)
            return nil
        }
        guard let version = try version(bytes, end, lastInLine: true) else {
            try ranOut(bytes)
            return nil
        }
        try checkForm(bytes, method: method, target: target)
        return HTTPRequestLine(method: method, target: target, version: version)
    }

    /// Reads the method and the space behind it.
    @inline(__always)
    private mutating func method(_ bytes: Span<UInt8>, _ end: Int) throws(HTTPWireError) -> Range<Int>? {
        let begin = position
        var place = begin
        while place < end, HTTPByte.isToken(bytes[place]) { place &+= 1 }
        guard place < end else { return nil }
        if bytes[place] != HTTPByte.space || place == begin {
            place = try unusualMethod(bytes, place, end)
            guard place < end else { return nil }
        }
        position = place &+ 1
        return begin..<place
    }

    @inline(never)
    private mutating func unusualMethod(
        _ bytes: Span<UInt8>,
        _ place: Int,
        _ end: Int
    ) throws(HTTPWireError) -> Int {
        let begin = position
        let byte = bytes[place]
        let isBroken = place == begin && HTTPByte.isBlank(byte) || HTTPByte.isControl(byte)
        try violate(
            isBroken ? .requestLine : .method,
            at: place,
            expected: place == begin
                ? "a method" : "a letter, digit or punctuation of a method, or one space behind it",
            seen: HTTPViolation.describe(byte)
        )
        var place = place
        while place < end, bytes[place] != HTTPByte.space {
            if HTTPByte.isControl(bytes[place]) {
                try violate(
                    .requestLine,
                    at: place,
                    expected: "a method, a space, a target, a space and a version",
                    seen: HTTPViolation.describe(bytes[place])
                )
            }
            place += 1
        }
        return place
    }

    /// Reads the target and the space behind it.
    @inline(__always)
    private mutating func target(_ bytes: Span<UInt8>, _ end: Int) throws(HTTPWireError) -> Range<Int>? {
        let begin = position
        var place = begin
        while true {
            while place < end, HTTPByte.target.contains(bytes[place]) { place &+= 1 }
            guard place < end else { return nil }
            if bytes[place] == HTTPByte.space, place > begin { break }
            if bytes[place] == 0x25, place &+ 2 < end, HTTPByte.hexDigit(bytes[place &+ 1]) != nil,
                HTTPByte.hexDigit(bytes[place &+ 2]) != nil
            {
                place &+= 3
                continue
            }
            guard try unusualTarget(bytes, begin, place, end) else { return nil }
            place &+= 1
        }
        position = place &+ 1
        return begin..<place
    }

    /// Deals with a byte that does not belong into a target; false when the bytes end too early to tell.
    @inline(never)
    private mutating func unusualTarget(
        _ bytes: Span<UInt8>,
        _ begin: Int,
        _ place: Int,
        _ end: Int
    ) throws(HTTPWireError) -> Bool {
        let byte = bytes[place]
        if byte == HTTPByte.space || byte == HTTPByte.tab || byte == HTTPByte.carriageReturn
            || byte == HTTPByte.lineFeed
        {
            try violate(
                .requestLine,
                at: place,
                expected: place == begin ? "a target after one space" : "a space and a version after the target",
                seen: HTTPViolation.describe(byte)
            )
            return true
        }
        // Brackets belong to addresses, in absolute and authority form.
        if byte == 0x5B || byte == 0x5D, bytes[begin] != 0x2F { return true }
        if byte == 0x25, place + 2 >= end { return false }
        try violate(
            .targetCharacter,
            at: place,
            expected: byte == 0x25
                ? "two hexadecimal digits after '%'" : "a character that RFC 3986 allows in a path or query",
            seen: byte == 0x25
                ? HTTPViolation.quote(bytes.extracting(place..<min(place + 3, end))) : HTTPViolation.describe(byte)
        )
        return true
    }

    /// Reads a version, and with `lastInLine` the end of the line; without it the space that follows in a status line.
    @inline(__always)
    mutating func version(
        _ bytes: Span<UInt8>,
        _ end: Int,
        lastInLine: Bool
    ) throws(HTTPWireError) -> HTTPVersion? {
        guard position &+ 10 <= end else { return try shortVersion(bytes, end) }
        guard let version = HTTPVersion(bytes, at: position) else {
            try malformedVersion(bytes, end)
            return nil
        }
        if version.major != 1 {
            try violate(
                .unsupportedVersion,
                at: position &+ 5,
                expected: "version 1.0 or 1.1",
                seen: "\(version)"
            )
        }
        position &+= 8
        guard lastInLine else { return version }
        let byte = bytes[position]
        if byte == HTTPByte.carriageReturn, bytes[position &+ 1] == HTTPByte.lineFeed {
            position &+= 2
            return version
        }
        return try unusualVersionEnd(bytes, end) ? version : nil
    }

    /// Fewer bytes than a version and a line end: look at those that are there, so that garbage is refused early.
    @inline(never)
    private mutating func shortVersion(_ bytes: Span<UInt8>, _ end: Int) throws(HTTPWireError) -> HTTPVersion? {
        try malformedVersion(bytes, end)
        // "HTTP/1.1" and a bare line feed are nine bytes.
        if position + 9 == end, bytes[position + 8] == HTTPByte.lineFeed,
            let version = HTTPVersion(bytes, at: position)
        {
            position += 8
            try bareLineFeed()
            position += 1
            return version
        }
        return nil
    }

    /// Finds the first byte that does not belong into a version.
    @inline(never)
    private mutating func malformedVersion(_ bytes: Span<UInt8>, _ end: Int) throws(HTTPWireError) {
        let pattern: StaticString = "HTTP/0.0"
        for index in 0..<min(8, max(0, end - position)) {
            let byte = bytes[position + index]
            let expected = pattern.utf8Start[index]
            if expected == 0x30 ? HTTPByte.isDigit(byte) : byte == expected { continue }
            try violate(
                .version,
                at: position + index,
                expected: "HTTP/ and two digits with a dot between",
                seen: HTTPViolation.describe(byte)
            )
        }
    }

    @inline(never)
    private mutating func unusualVersionEnd(_ bytes: Span<UInt8>, _ end: Int) throws(HTTPWireError) -> Bool {
        let begin = position
        while position < end, HTTPByte.isBlank(bytes[position]) { position += 1 }
        guard position < end else { return false }
        let byte = bytes[position]
        if byte == HTTPByte.carriageReturn, position + 1 >= end { return false }
        let isEnd =
            byte == HTTPByte.lineFeed
            || (byte == HTTPByte.carriageReturn && bytes[position + 1] == HTTPByte.lineFeed)
        if position > begin || !isEnd {
            // Spaces at the end leave no doubt about the parts; anything else does.
            try violate(
                isEnd ? .whitespaceAfterVersion : .requestLine,
                at: begin,
                expected: "the end of the line after the version",
                seen: HTTPViolation.describe(bytes[begin])
            )
        }
        return try lineEnd(bytes, end)
    }

    // MARK: The form of the target

    /// Holds the target to the form that belongs to the method (RFC 9112 section 3.2).
    @inline(__always)
    private mutating func checkForm(
        _ bytes: Span<UInt8>,
        method: Range<Int>,
        target: Range<Int>
    ) throws(HTTPWireError) {
        let isConnect = method.count == 7 && bytes.text(method) == "CONNECT"
        if bytes[target.lowerBound] == 0x2F, !isConnect { return }
        try checkUnusualForm(bytes, method, target, isConnect)
    }

    @inline(never)
    private mutating func checkUnusualForm(
        _ bytes: Span<UInt8>,
        _ method: Range<Int>,
        _ target: Range<Int>,
        _ isConnect: Bool
    ) throws(HTTPWireError) {
        let expected: String
        if isConnect {
            if HTTPAuthority.hasPort(bytes, target), HTTPAuthority.firstInvalidByte(bytes, target) == nil { return }
            expected = "host:port as the target of CONNECT"
        } else if target.count == 1, bytes[target.lowerBound] == 0x2A {
            if bytes.text(method) == "OPTIONS" { return }
            expected = "'*' as a target of OPTIONS only"
        } else {
            if Self.isAbsolute(bytes, target) { return }
            expected = "a path that begins with '/' or an absolute URI"
        }
        try violate(
            .targetForm,
            at: target.lowerBound,
            expected: expected,
            seen: HTTPViolation.quote(bytes.extracting(target))
        )
    }

    /// Whether the target is `scheme://authority…` with a usable authority.
    private static func isAbsolute(_ bytes: Span<UInt8>, _ target: Range<Int>) -> Bool {
        var place = target.lowerBound
        let end = target.upperBound
        guard (bytes[place] | 0x20) &- 0x61 < 26 else { return false }
        while place < end, HTTPByte.isToken(bytes[place]) { place += 1 }
        guard place + 3 < end, bytes[place] == 0x3A, bytes[place + 1] == 0x2F, bytes[place + 2] == 0x2F else {
            return false
        }
        let begin = place + 3
        place = begin
        while place < end, bytes[place] != 0x2F, bytes[place] != 0x3F { place += 1 }
        // User names in an authority are a way to deceive (RFC 9110 section 4.2.4).
        return place > begin && HTTPAuthority.firstInvalidByte(bytes, begin..<place) == nil
    }
}
