/// Checks UTF-8 that comes in pieces, and finds the first byte that no continuation can make valid.
public struct UTF8Validator: Sendable, Equatable {
    /// How many bytes the current character still needs.
    @usableFromInline var needed: UInt8 = 0
    /// The range in which its next byte must lie.
    @usableFromInline var lowest: UInt8 = 0x80
    @usableFromInline var highest: UInt8 = 0xBF

    /// Starts before the first byte.
    @inlinable public init() {}

    /// Whether all characters so far are whole.
    @inlinable public var isComplete: Bool { needed == 0 }

    /// Checks the next piece, from `start` on; the place of the first byte that cannot stand there, or nil.
    @inlinable
    public mutating func firstInvalid(_ bytes: borrowing Span<UInt8>, from start: Int = 0) -> Int? {
        let end = bytes.count
        var place = start
        while place < end {
            if needed == 0 {
                place = Self.skipASCII(bytes, from: place)
                while place < end, let length = Self.wholeCharacter(bytes, at: place) { place += length }
                guard place < end else { return nil }
                let byte = bytes[place]
                if byte >= 0x80 {
                    guard expectContinuation(of: byte) else { return place }
                    place += 1
                }
            } else {
                let byte = bytes[place]
                guard byte >= lowest, byte <= highest else { return place }
                (lowest, highest) = (0x80, 0xBF)
                needed -= 1
                place += 1
            }
        }
        return nil
    }

    /// Skips eight bytes at a time, then one by one.
    @inlinable @inline(__always)
    static func skipASCII(_ bytes: borrowing Span<UInt8>, from start: Int) -> Int {
        bytes.withUnsafeBytes { raw in
            var place = start
            while place &+ 32 <= raw.count {
                let first = raw.loadUnaligned(fromByteOffset: place, as: SIMD4<UInt64>.self)
                let both = first.lowHalf | first.highHalf
                if (both.x | both.y) & 0x8080_8080_8080_8080 != 0 { break }
                place &+= 32
            }
            while place &+ 8 <= raw.count,
                raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                place &+= 8
            }
            while place < raw.count, raw[place] < 0x80 { place &+= 1 }
            return place
        }
    }

    /// The length of the valid character of several bytes that lies here as a whole, or nil for anything else.
    @inlinable @inline(__always)
    static func wholeCharacter(_ bytes: borrowing Span<UInt8>, at place: Int) -> Int? {
        let lead = bytes[place]
        guard lead >= 0xC2, place + 4 <= bytes.count else { return nil }
        let second = bytes[place + 1]
        guard second & 0xC0 == 0x80 else { return nil }
        if lead < 0xE0 { return 2 }
        guard bytes[place + 2] & 0xC0 == 0x80 else { return nil }
        if lead < 0xF0 {
            let isValid = lead == 0xE0 ? second >= 0xA0 : lead == 0xED ? second < 0xA0 : true
            return isValid ? 3 : nil
        }
        guard bytes[place + 3] & 0xC0 == 0x80, lead <= 0xF4 else { return nil }
        let isValid = lead == 0xF0 ? second >= 0x90 : lead == 0xF4 ? second < 0x90 : true
        return isValid ? 4 : nil
    }

    /// Notes what must follow a first byte; false when it cannot be one.
    @inlinable
    mutating func expectContinuation(of lead: UInt8) -> Bool {
        switch lead {
        case 0xC2...0xDF: needed = 1
        case 0xE0...0xEF:
            needed = 2
            if lead == 0xE0 { lowest = 0xA0 }
            if lead == 0xED { highest = 0x9F }
        case 0xF0...0xF4:
            needed = 3
            if lead == 0xF0 { lowest = 0x90 }
            if lead == 0xF4 { highest = 0x8F }
        default: return false
        }
        return true
    }
}
