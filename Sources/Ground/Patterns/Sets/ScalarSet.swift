/// A set of code points: ranges, Unicode properties, or everything else.
public struct ScalarSet: Sendable, Hashable {
    /// A Unicode property and whether its absence is meant.
    public struct PropertyTest: Sendable, Hashable {
        /// The property.
        public let property: UnicodeProperty
        /// Whether the characters without the property are meant.
        public let isNegative: Bool

        func holds(for scalar: Unicode.Scalar) -> Bool { property.holds(for: scalar) != isNegative }
    }

    /// The ranges, ascending, neither overlapping nor touching.
    public private(set) var ranges: [ClosedRange<UInt32>] = []
    /// The properties whose characters belong to the set besides the ranges.
    public private(set) var properties: [PropertyTest] = []
    /// Whether the set is what ranges and properties leave out.
    public private(set) var isInverted = false
    /// One bit for each ASCII character in the set, after inversion.
    private var ascii: (low: UInt64, high: UInt64) = (0, 0)

    static let last: UInt32 = 0x10FFFF

    /// Joins ranges and properties.
    init(
        ranges: [ClosedRange<UInt32>],
        properties: [PropertyTest] = [],
        isInverted: Bool = false
    ) {
        self.ranges = Self.normalized(ranges)
        for test in properties where !self.properties.contains(test) { self.properties.append(test) }
        self.isInverted = isInverted
        ascii = asciiBits()
    }

    /// Whether a code point belongs to the set.
    public func contains(_ value: UInt32) -> Bool {
        if value < 64 { return ascii.low >> UInt64(value) & 1 == 1 }
        if value < 128 { return ascii.high >> UInt64(value - 64) & 1 == 1 }
        return holdsUninverted(value) != isInverted
    }

    /// A printable ASCII character of the set, all alike probable; nil when there is none.
    func randomPrintableASCII(using generator: inout some RandomNumberGenerator) -> Unicode.Scalar? {
        let low = ascii.low & ~0xFFFF_FFFF
        let high = ascii.high & ~(1 << 63)
        let count = low.nonzeroBitCount + high.nonzeroBitCount
        guard count > 0 else { return nil }
        var rank = Int.random(in: 0..<count, using: &generator)
        let isLow = rank < low.nonzeroBitCount
        if !isLow { rank -= low.nonzeroBitCount }
        var bits = isLow ? low : high
        for _ in 0..<rank { bits &= bits - 1 }
        return Unicode.Scalar(UInt8(bits.trailingZeroBitCount + (isLow ? 0 : 64)))
    }

    private func holdsUninverted(_ value: UInt32) -> Bool {
        if rangesContain(value) { return true }
        guard !properties.isEmpty, let scalar = Unicode.Scalar(value) else { return false }
        return properties.contains { $0.holds(for: scalar) }
    }

    /// Whether one of the ranges holds a code point, whatever the properties and the inversion say.
    func rangesContain(_ value: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(value)
    }

    private func asciiBits() -> (low: UInt64, high: UInt64) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for range in ranges {
            if range.lowerBound > 127 { break }
            let first = UInt64(range.lowerBound)
            let last = UInt64(min(range.upperBound, 127))
            if first < 64 { low |= Self.bits(first, min(last, 63)) }
            if last >= 64 { high |= Self.bits(max(first, 64) - 64, last - 64) }
        }
        if !properties.isEmpty {
            for value in UInt8(0)..<128 where properties.contains(where: { $0.holds(for: Unicode.Scalar(value)) }) {
                if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
            }
        }
        return isInverted ? (~low, ~high) : (low, high)
    }

    private static func bits(_ first: UInt64, _ last: UInt64) -> UInt64 {
        (UInt64.max >> (63 - (last - first))) << first
    }

    private static func normalized(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        guard ranges.count > 1 else { return ranges }
        var result: [ClosedRange<UInt32>] = []
        result.reserveCapacity(ranges.count)
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let previous = result.last, range.lowerBound <= previous.upperBound &+ 1 {
                if range.upperBound > previous.upperBound {
                    result[result.count - 1] = previous.lowerBound...range.upperBound
                }
            } else {
                result.append(range)
            }
        }
        return result
    }

    /// The ranges between the given ones.
    static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= last { result.append(next...last) }
        return result
    }

    /// Whether two sets are written alike; sets written otherwise can still have the same members.
    public static func == (left: ScalarSet, right: ScalarSet) -> Bool {
        left.isInverted == right.isInverted && left.ranges == right.ranges && left.properties == right.properties
    }

    /// Feeds what tells most sets apart.
    public func hash(into hasher: inout Hasher) {
        // Few sets that differ elsewhere agree in all of these, and long classes hash as fast as short ones.
        hasher.combine(isInverted)
        hasher.combine(ranges.count)
        hasher.combine(ranges.first)
        hasher.combine(ranges.last)
        hasher.combine(ascii.low)
        hasher.combine(ascii.high)
    }
}

extension ScalarSet {
    static let digitRanges: [ClosedRange<UInt32>] = [0x30...0x39]
    static let wordRanges: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
    /// WhiteSpace and LineTerminator of ECMA-262 §12.2 and §12.3.
    static let spaceRanges: [ClosedRange<UInt32>] = [
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ]
    static let lineTerminatorRanges: [ClosedRange<UInt32>] = [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]

    static let digit = ScalarSet(ranges: digitRanges)
    static let noDigit = ScalarSet(ranges: complement(digitRanges))
    static let word = ScalarSet(ranges: wordRanges)
    static let noWord = ScalarSet(ranges: complement(wordRanges))
    static let space = ScalarSet(ranges: spaceRanges)
    static let noSpace = ScalarSet(ranges: complement(spaceRanges))
    /// What `.` matches.
    static let noLineTerminator = ScalarSet(ranges: complement(lineTerminatorRanges))

    /// Whether `\w` matches a code point, which is what word boundaries ask.
    static func isWord(_ value: UInt32) -> Bool { value < 128 && word.contains(value) }
}
