import Text

/// One character in UTF-8, or the longest part of an ill-formed one that has to be replaced as a whole.
struct UTF8Sequence {
    let length: Int
    let problem: String?

    /// Reads the sequence that begins with the byte at `position`, which is not JSONByte.
    @inline(__always) init(at position: Int, in bytes: Span<UInt8>) {
        let first = bytes[position]
        let count = bytes.count
        if first >= 0xE1 && first <= 0xEC, position &+ 2 < count,
            bytes[position &+ 1] & 0xC0 == 0x80, bytes[position &+ 2] & 0xC0 == 0x80
        {
            self.init(length: 3)
        } else if first >= 0xC2 && first <= 0xDF, position &+ 1 < count, bytes[position &+ 1] & 0xC0 == 0x80 {
            self.init(length: 2)
        } else {
            self = Self.rare(at: position, in: bytes)
        }
    }

    private init(length: Int, problem: String? = nil) {
        self.length = length
        self.problem = problem
    }

    /// A character after whose first byte not every continuation byte may come, or an ill-formed sequence.
    @inline(never) private static func rare(at position: Int, in bytes: Span<UInt8>) -> UTF8Sequence {
        let rest = bytes.extracting(position..<min(position + 4, bytes.count))
        let length = bytes[position] >= 0xF0 ? 4 : 3
        if length <= rest.count, UTF8Validator.isValid(rest.extracting(0..<length)) {
            return UTF8Sequence(length: length)
        }
        guard let problem = UTF8Problem.first(in: rest) else { return UTF8Sequence(length: length) }
        return UTF8Sequence(length: problem.length, problem: problem.name)
    }
}
