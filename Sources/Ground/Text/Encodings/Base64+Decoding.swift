extension Base64 {
    /// The bytes that `text` stands for.
    public func decode(_ text: String) throws(TextError) -> [UInt8] { try decode(text.utf8.span) }

    /// The bytes that the characters stand for.
    public func decode(_ text: Span<UInt8>) throws(TextError) -> [UInt8] {
        let end = try endOfCharacters(text)
        let values = (alphabet == .standard ? Base64Tables.standardValues : Base64Tables.urlValues).span
        var failure: TextError?
        let bytes = [UInt8](unsafeUninitializedCapacity: end / 4 * 3 + 2) { output, count in
            do throws(TextError) {
                count = try decode(text, upTo: end, values, into: output)
            } catch {
                count = 0
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    private func decode(
        _ text: Span<UInt8>,
        upTo end: Int,
        _ values: Span<UInt8>,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) throws(TextError) -> Int {
        let raw = text.bytes
        var (position, written) = (0, 0)
        while position &+ 4 <= end {
            let group = UInt32(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self))
            let first = values[Int(group & 0xFF)]
            let second = values[Int((group &>> 8) & 0xFF)]
            let third = values[Int((group &>> 16) & 0xFF)]
            let fourth = values[Int(group &>> 24)]
            guard first | second | third | fourth < 64 else { throw foreignCharacter(text, from: position, values) }
            output[written] = first &<< 2 | second &>> 4
            output[written &+ 1] = second &<< 4 | third &>> 2
            output[written &+ 2] = third &<< 6 | fourth
            written &+= 3
            position &+= 4
        }
        let rest = end &- position
        guard rest > 0 else { return written }
        for index in position..<end where values[Int(text[index])] >= 64 {
            throw foreignCharacter(text, from: index, values)
        }
        guard rest > 1 else {
            throw TextError(
                .unexpectedEnd,
                format: "base64",
                offset: end,
                expected: "another character, for six bits make no byte",
                seen: "the end"
            )
        }
        let last = values[Int(text[end &- 1])]
        guard last & (rest == 2 ? 0x0F : 0x03) == 0 else {
            throw TextError(
                .notCanonical,
                format: "base64",
                at: end &- 1,
                in: text,
                expected: "a last character whose unused bits are zero"
            )
        }
        let (first, second) = (values[Int(text[position])], values[Int(text[position &+ 1])])
        output[written] = first &<< 2 | second &>> 4
        if rest == 3 { output[written &+ 1] = second &<< 4 | last &>> 2 }
        return written &+ rest &- 1
    }

    /// Where the padding begins, which is checked here.
    private func endOfCharacters(_ text: Span<UInt8>) throws(TextError) -> Int {
        var end = text.count
        while end > 0, text.count &- end < 2, text[end &- 1] == ASCII.equals { end &-= 1 }
        let padded = text.count &- end
        if padding == .forbidden {
            guard padded == 0 else {
                throw TextError(.padding, format: "base64", at: end, in: text, expected: "no padding")
            }
            return end
        }
        if padding == .optional && padded == 0 { return end }
        let wanted = (4 &- end & 3) & 3
        guard padded == wanted || end & 3 == 1 else {
            throw TextError(
                .padding,
                format: "base64",
                at: padded > wanted ? end &+ wanted : text.count,
                in: text,
                expected: wanted == 0 ? "no padding after a whole group" : "\(wanted) \"=\" after \(end & 3) characters"
            )
        }
        return end
    }

    @inline(never)
    private func foreignCharacter(_ text: Span<UInt8>, from start: Int, _ values: Span<UInt8>) -> TextError {
        var position = start
        while position < text.count, values[Int(text[position])] < 64 { position &+= 1 }
        let isPadding = position < text.count && text[position] == ASCII.equals
        let symbols = alphabet == .standard ? "+ /" : "- _"
        return TextError(
            isPadding ? .padding : .unexpectedByte,
            format: "base64",
            at: position,
            in: text,
            expected: isPadding ? "padding at the end only" : "a letter, a digit or one of \(symbols)"
        )
    }
}

/// What the loops look up; each is built once.
enum Base64Tables {
    /// Both characters for twelve bits, the first in the lower byte.
    static let standardPairs = pairs("+/")
    static let urlPairs = pairs("-_")
    /// The six bits of each byte, or 255.
    static let standardValues = values("+/")
    static let urlValues = values("-_")

    private static func characters(_ symbols: String) -> [UInt8] {
        Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8) + Array(symbols.utf8)
    }

    private static func pairs(_ symbols: String) -> [UInt16] {
        let characters = characters(symbols)
        return (0..<4096).map { UInt16(characters[$0 >> 6]) | UInt16(characters[$0 & 63]) << 8 }
    }

    private static func values(_ symbols: String) -> [UInt8] {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in characters(symbols).enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }
}
