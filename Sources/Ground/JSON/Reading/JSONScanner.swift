import Text

/// Reads a document in one pass and writes its tape.
///
/// The open containers are linked through the tape itself, so depth costs neither stack nor memory of its own.
struct JSONScanner: ~Escapable {
    let bytes: Span<UInt8>
    let options: JSONReadingOptions
    var violations: [JSONViolation] = []
    var violationCount = 0
    var sawDuplicateKey = false

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, options: JSONReadingOptions) {
        self.bytes = bytes
        self.options = options
    }

    /// Reads `bytes`, which are taken over without a copy.
    static func read(_ bytes: [UInt8], options: JSONReadingOptions) throws(JSONError) -> JSONStorage {
        var scanner = JSONScanner(bytes.span, options: options)
        let limit = min(options.maximumBytes, Int(UInt32.max))
        guard bytes.count <= limit else {
            throw scanner.failure(
                .byteLimit,
                at: limit,
                expected: "at most \(limit) bytes",
                seen: "\(bytes.count) bytes"
            )
        }
        var tape = JSONTape(bytes: bytes, valueLimit: options.maximumValues)
        var position = try scanner.readValue(at: scanner.skipByteOrderMark(), tape: &tape)
        position = try scanner.skipWhitespace(from: position, in: scanner.bytes)
        if position < bytes.count {
            try scanner.violation(
                .trailingContent,
                position..<bytes.count,
                expected: "nothing after the value"
            )
        }
        tape.end(mayHaveDuplicateKeys: options.duplicateKeys == .ignore || scanner.sawDuplicateKey)
        if scanner.violationCount > 0 { scanner.handViolations(to: tape.storage) }
        return tape.storage
    }

    /// Reads a value and everything in it; returns the position after it.
    @_lifetime(self: copy self)
    private mutating func readValue(at start: Int, tape: inout JSONTape) throws(JSONError) -> Int {
        // Kept in a constant, so that the loop need not look into `self` for every byte.
        let bytes = self.bytes
        let scalarLimit = min(options.maximumScalarBytes, JSONTapeEntry.maximumLength)
        let maximumDepth = options.maximumDepth
        let looksForDuplicates = options.duplicateKeys != .ignore
        var position = try skipWhitespace(from: start, in: bytes)
        var depth = 0
        var container = -1
        var isObject = false
        var members = 0

        value: while true {
            guard position < bytes.count else { throw unexpected(at: position, expected: "a value") }
            let byte = bytes[position]
            if byte == JSONByte.quote {
                let entry = try readString(at: position, in: bytes)
                guard entry.length <= scalarLimit else { throw scalarTooLong(entry) }
                position &+= entry.length
                if !tape.append(entry.bits) { throw tooManyValues(at: position) }
            } else if byte == JSONByte.braceOpen || byte == JSONByte.bracketOpen {
                depth &+= 1
                guard depth <= maximumDepth else { throw tooDeep(at: position) }
                if container >= 0 { tape.suspend(container, members: members) }
                isObject = byte == JSONByte.braceOpen
                guard let opened = tape.open(isObject ? .object : .array, start: position, parent: container) else {
                    throw tooManyValues(at: position)
                }
                container = opened
                members = 0
                position = try skipWhitespace(from: position &+ 1, in: bytes)
                let closer = isObject ? JSONByte.braceClose : JSONByte.bracketClose
                if position < bytes.count, bytes[position] == closer {
                    // Falls through to the loop that closes containers, as an empty one.
                    members = -1
                } else {
                    if isObject {
                        position = try readKey(at: position, in: bytes, scalarLimit: scalarLimit, tape: &tape)
                    }
                    continue value
                }
            } else {
                let entry = try readBareWord(at: position, byte: byte)
                guard entry.length <= scalarLimit else { throw scalarTooLong(entry) }
                position &+= entry.length
                if !tape.append(entry.bits) { throw tooManyValues(at: position) }
            }

            // A value has ended here: close the containers that end with it, or go on to the next value.
            while true {
                if container < 0 { return position }
                members &+= 1
                position = try skipWhitespace(from: position, in: bytes)
                guard position < bytes.count else { throw missingSeparator(at: position, isObject: isObject) }
                let separator = bytes[position]
                let closer = isObject ? JSONByte.braceClose : JSONByte.bracketClose
                if separator == JSONByte.comma {
                    let comma = position
                    position = try skipWhitespace(from: position &+ 1, in: bytes)
                    guard position < bytes.count, bytes[position] == closer else {
                        if isObject {
                            position = try readKey(at: position, in: bytes, scalarLimit: scalarLimit, tape: &tape)
                        }
                        continue value
                    }
                    try violation(.trailingComma, comma..<(comma + 1), expected: "no comma before the bracket")
                } else if separator != closer {
                    throw missingSeparator(at: position, isObject: isObject)
                }
                position &+= 1
                guard tape.close(container, members: members, end: position) else {
                    throw tooManyValues(at: position)
                }
                if isObject, looksForDuplicates, members > 1 {
                    try noteDuplicateKeys(of: container, members: members, words: tape.words)
                }
                depth &-= 1
                container = tape.resume(&members, isObject: &isObject)
            }
        }
    }

    /// Reads a key and its colon; returns the position of the value.
    @inline(__always) @_lifetime(self: copy self)
    private mutating func readKey(at start: Int, in bytes: Span<UInt8>, scalarLimit: Int, tape: inout JSONTape)
        throws(JSONError) -> Int
    {
        guard start < bytes.count, bytes[start] == JSONByte.quote else {
            throw unexpected(at: start, expected: "a key in quotation marks")
        }
        let entry = try readString(at: start, in: bytes)
        guard entry.length <= scalarLimit else { throw scalarTooLong(entry) }
        if !tape.append(entry.bits) { throw tooManyValues(at: start) }
        let colon = try skipWhitespace(from: start &+ entry.length, in: bytes)
        guard colon < bytes.count, bytes[colon] == JSONByte.colon else {
            throw unexpected(at: colon, expected: "':' after the key")
        }
        return try skipWhitespace(from: colon &+ 1, in: bytes)
    }

    /// The first position at or after `start` that holds no white space (and, in a tolerant reading, no comment).
    @inline(__always) @_lifetime(self: copy self)
    mutating func skipWhitespace(from start: Int, in bytes: Span<UInt8>) throws(JSONError) -> Int {
        guard start < bytes.count else { return start }
        let byte = bytes[start]
        if byte > JSONByte.space && byte != JSONByte.slash { return start }
        return try skipLongWhitespace(from: start)
    }

    @inline(never) @_lifetime(self: copy self)
    private mutating func skipLongWhitespace(from start: Int) throws(JSONError) -> Int {
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case JSONByte.space, JSONByte.lineFeed, JSONByte.carriageReturn, JSONByte.tab: position &+= 1
            case JSONByte.slash where options.reading == .tolerant: position = try skipComment(from: position)
            default: return position
            }
        }
        return position
    }
}
