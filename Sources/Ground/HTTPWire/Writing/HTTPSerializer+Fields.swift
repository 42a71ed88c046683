extension HTTPSerializer {
    /// Appends field lines, the announcement of the content and the empty line.
    static func appendSection(
        _ fields: HTTPFields,
        _ content: Content,
        to output: inout [UInt8]
    ) throws(HTTPWireError) {
        try appendFields(fields, to: &output)
        switch content {
        case .asInFields: break
        case .length(let length):
            appendStatic("Content-Length: ", to: &output)
            appendDecimal(length, to: &output)
            appendLineEnd(to: &output)
        case .chunked: appendStatic("Transfer-Encoding: chunked\r\n", to: &output)
        }
        appendLineEnd(to: &output)
    }

    /// Appends field lines; names and values that would break the lines are refused.
    public static func appendFields(_ fields: HTTPFields, to output: inout [UInt8]) throws(HTTPWireError) {
        let storage = fields.storage.span
        for entry in fields.entries {
            try check(storage, entry)
            let (name, value) = (entry.name, entry.value)
            if value.lowerBound == name.upperBound + 2, storage[name.upperBound] == HTTPByte.colon,
                storage[name.upperBound + 1] == HTTPByte.space
            {
                // It stands as it is to be written.
                storage.extracting(name.lowerBound..<value.upperBound).withUnsafeBytes {
                    output.append(contentsOf: $0)
                }
            } else {
                storage.extracting(name).withUnsafeBytes { output.append(contentsOf: $0) }
                output.append(HTTPByte.colon)
                output.append(HTTPByte.space)
                storage.extracting(value).withUnsafeBytes { output.append(contentsOf: $0) }
            }
            appendLineEnd(to: &output)
        }
    }

    @inline(__always)
    private static func check(_ storage: Span<UInt8>, _ entry: HTTPFields.Entry) throws(HTTPWireError) {
        let name = entry.name
        var place = name.lowerBound
        while place < name.upperBound, HTTPByte.isToken(storage[place]) { place &+= 1 }
        guard place == name.upperBound, !name.isEmpty else {
            throw HTTPWireError(
                .unwritableFieldName,
                offset: place - name.lowerBound,
                expected: "a field name of letters, digits and punctuation",
                seen: name.isEmpty ? "nothing" : HTTPViolation.describe(storage[place])
            )
        }
        let value = storage.extracting(entry.value)
        let bad = firstUnwritable(value)
        guard bad == value.count else {
            throw HTTPWireError(
                .unwritableFieldValue,
                offset: bad,
                expected: "a value of \(storage.text(name)) without CR, LF, NUL and other control characters",
                seen: HTTPViolation.describe(value[bad])
            )
        }
    }

    /// The first control character that is not a tab, or the count.
    @inline(__always)
    static func firstUnwritable(_ bytes: Span<UInt8>) -> Int {
        var place = 0
        while true {
            place = bytes.firstControl(from: place, to: bytes.count)
            guard place < bytes.count, bytes[place] == HTTPByte.tab else { return place }
            place += 1
        }
    }
}
