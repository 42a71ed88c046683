/// Splits a URI at its delimiters, then checks each component byte by byte.
///
/// The split of RFC 3986, appendix B, works for every text, so a tolerant reading always yields components.
struct URIReader {
    let options: URIOptions
    private(set) var violations: [TextError] = []

    init(options: URIOptions) { self.options = options }

    mutating func read(_ text: Span<UInt8>) throws(TextError) -> URIRanges {
        guard text.count <= options.byteLimit else {
            throw TextError(
                .limit,
                format: "URI",
                offset: options.byteLimit,
                expected: "at most \(options.byteLimit) bytes",
                seen: "\(text.count) bytes"
            )
        }
        let ranges = Self.split(text)
        try checkScheme(text, ranges)
        try checkAuthority(text, ranges)
        try checkPath(text, ranges)
        if let query = ranges.query { try checkCharacters(text, query, .query, "a query", acceptsPrivate: true) }
        if let fragment = ranges.fragment { try checkCharacters(text, fragment, .query, "a fragment") }
        return ranges
    }

    /// Where the delimiters are; nothing is checked.
    static func split(_ text: Span<UInt8>) -> URIRanges {
        var end = text.count
        var ranges = URIRanges(path: 0..<0)
        if let mark = text.firstOffset(of: UInt8(ascii: "#"), from: 0) {
            ranges.fragment = mark + 1..<end
            end = mark
        }
        if let mark = text.firstOffset(of: UInt8(ascii: "?"), from: 0), mark < end {
            ranges.query = mark + 1..<end
            end = mark
        }
        var start = 0
        if let colon = schemeEnd(text, before: end) {
            ranges.scheme = 0..<colon
            start = colon + 1
        }
        if start + 1 < end, text[start] == UInt8(ascii: "/"), text[start + 1] == UInt8(ascii: "/") {
            let slash = text.firstOffset(of: UInt8(ascii: "/"), from: start + 2) ?? end
            let authority = start + 2..<min(slash, end)
            splitAuthority(text, authority, into: &ranges)
            start = authority.upperBound
        }
        ranges.path = start..<end
        return ranges
    }

    /// The first colon that stands before any slash, if something stands before it.
    private static func schemeEnd(_ text: Span<UInt8>, before end: Int) -> Int? {
        for position in 0..<end {
            if text[position] == UInt8(ascii: "/") { return nil }
            if text[position] == UInt8(ascii: ":") {
                return position > 0 && isScheme(text, 0..<position) ? position : nil
            }
        }
        return nil
    }

    private static func isScheme(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard ASCII.isLetter(text[range.lowerBound]) else { return false }
        for position in range where !ASCIISet.schemeCharacters.contains(text[position]) { return false }
        return true
    }

    private static func splitAuthority(_ text: Span<UInt8>, _ authority: Range<Int>, into ranges: inout URIRanges) {
        ranges.authority = authority
        var host = authority
        // An "@" in user information must be escaped; where it is not, the last one ends it.
        if let mark = authority.last(where: { text[$0] == UInt8(ascii: "@") }) {
            ranges.userInformation = authority.lowerBound..<mark
            host = mark + 1..<authority.upperBound
        }
        let bracket = host.last { text[$0] == UInt8(ascii: "]") }
        let colon = host.last { text[$0] == UInt8(ascii: ":") }
        let isOpenLiteral = bracket == nil && !host.isEmpty && text[host.lowerBound] == UInt8(ascii: "[")
        if let colon, colon > (bracket ?? -1), !isOpenLiteral {
            ranges.port = colon + 1..<host.upperBound
            host = host.lowerBound..<colon
        }
        ranges.host = host
    }

    private mutating func checkScheme(_ text: Span<UInt8>, _ ranges: URIRanges) throws(TextError) {
        guard ranges.scheme == nil else { return }
        if !options.acceptsRelative {
            let end = (0..<text.count).first { !ASCIISet.schemeCharacters.contains(text[$0]) } ?? text.count
            let isAtStart = text.count > 0 && !ASCII.isLetter(text[0])
            try report(text, at: isAtStart ? 0 : end, "a scheme: a letter, then letters, digits, \"+-.\", then \":\"")
            return
        }
        // Without a scheme a colon in the first segment would be read as the end of one (path-noscheme).
        guard ranges.authority == nil else { return }
        for position in ranges.path {
            if text[position] == UInt8(ascii: "/") { return }
            if text[position] == UInt8(ascii: ":") {
                try report(text, at: position, "no \":\" in the first segment of a relative reference")
                return
            }
        }
    }

    private mutating func checkAuthority(_ text: Span<UInt8>, _ ranges: URIRanges) throws(TextError) {
        if let user = ranges.userInformation {
            try checkCharacters(text, user, .userInformation, "user information")
        }
        if let host = ranges.host {
            if host.isEmpty || text[host.lowerBound] != UInt8(ascii: "[") {
                try checkCharacters(text, host, .registeredName, "a host")
            } else if let offset = URIHostKind.offsetOfLiteralProblem(text, host) {
                try report(text, at: offset, "an IPv6 or IPvFuture address in brackets")
            }
        }
        if let port = ranges.port {
            for position in port where !ASCII.isDigit(text[position]) {
                try report(text, at: position, "a digit of a port")
            }
        }
    }

    private mutating func checkPath(_ text: Span<UInt8>, _ ranges: URIRanges) throws(TextError) {
        try checkCharacters(text, ranges.path, .path, "a path")
    }

    /// Checks that each byte of a component belongs to its set, or to an escape, or to a character of an IRI.
    private mutating func checkCharacters(
        _ text: Span<UInt8>,
        _ range: Range<Int>,
        _ set: ASCIISet,
        _ name: String,
        acceptsPrivate: Bool = false
    ) throws(TextError) {
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = text[position]
            if set.contains(byte) {
                position += 1
            } else if byte == ASCII.percent {
                if position + 2 < range.upperBound, PercentEncoding.escapedByte(text, at: position) != nil {
                    position += 3
                } else {
                    let component = text.extracting(0..<range.upperBound)
                    try report(PercentEncoding.brokenEscape(component, at: position, format: formatName))
                    position += 1
                }
            } else if byte >= 0x80, options.acceptsIRI {
                let (scalar, length) = Self.scalar(text, at: position)
                if !Self.isIRICharacter(scalar, acceptsPrivate: acceptsPrivate) {
                    try report(text, at: position, "a character that \(name) of an IRI may hold")
                }
                position += length
            } else {
                try report(text, at: position, "a character that \(name) may hold, or a percent escape")
                position += 1
            }
        }
    }

    private var formatName: String { options.acceptsIRI ? "IRI" : "URI" }

    private mutating func report(_ text: Span<UInt8>, at offset: Int, _ expected: String) throws(TextError) {
        try report(TextError(.unexpectedByte, format: formatName, at: offset, in: text, expected: expected))
    }

    private mutating func report(_ violation: TextError) throws(TextError) {
        if options.reading == .strict { throw violation }
        // Whoever sends a thousand of them learns nothing from the rest.
        if violations.count < 100 { violations.append(violation) }
    }

    /// Decodes the character at `position` of valid UTF-8.
    private static func scalar(_ text: Span<UInt8>, at position: Int) -> (UInt32, Int) {
        let first = text[position]
        let length = first < 0xE0 ? 2 : (first < 0xF0 ? 3 : 4)
        guard position + length <= text.count else { return (0, 1) }
        var value = UInt32(first) & (0xFF >> UInt32(length + 1))
        for index in 1..<length { value = value << 6 | UInt32(text[position + index] & 0x3F) }
        return (value, length)
    }

    /// `ucschar` and `iprivate` of RFC 3987 §2.2.
    private static func isIRICharacter(_ scalar: UInt32, acceptsPrivate: Bool) -> Bool {
        switch scalar {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0xE0000...0xE0FFF: false
        case 0x10000...0xEFFFF: scalar & 0xFFFF <= 0xFFFD
        case 0xE000...0xF8FF, 0xF0000...0x10FFFF: acceptsPrivate && scalar & 0xFFFF <= 0xFFFD
        default: false
        }
    }
}
