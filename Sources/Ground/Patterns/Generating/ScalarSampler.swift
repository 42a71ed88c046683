/// Picks characters out of sets, readable ones first.
enum ScalarSampler {
    /// Where characters of many kinds begin, and how many follow.
    private static let blocks: [(first: UInt32, count: UInt32)] = [
        (0x20, 95), (0xA0, 96), (0x100, 128), (0x370, 144), (0x400, 256), (0x5D0, 27), (0x621, 42), (0x660, 10),
        (0x905, 53), (0xE01, 58), (0x1E00, 256), (0x2010, 80), (0x20A0, 32), (0x2150, 64), (0x2190, 112),
        (0x3041, 86), (0x30A1, 90), (0x4E00, 20_000), (0xAC00, 11_000), (0xE000, 256), (0x1F300, 768), (0x0, 32),
        (0x300, 112),
    ]

    /// A character of a set, or nil when none was found.
    static func pick(from set: ScalarSet, using generator: inout some RandomNumberGenerator) -> Unicode.Scalar? {
        if set.ranges.isEmpty, set.properties.isEmpty, !set.isInverted { return nil }
        if UInt8.random(in: 0..<16, using: &generator) > 0, let found = set.randomPrintableASCII(using: &generator) {
            return found
        }
        return pickAnywhere(from: set, using: &generator) ?? set.randomPrintableASCII(using: &generator)
    }

    /// A character of any kind, readable ones more often than not.
    static func pickAny(using generator: inout some RandomNumberGenerator) -> Unicode.Scalar {
        if Bool.random(using: &generator) { return Unicode.Scalar(UInt8.random(in: 0x20...0x7E, using: &generator)) }
        return pickFromBlocks(using: &generator)
    }

    private static func pickAnywhere(
        from set: ScalarSet,
        using generator: inout some RandomNumberGenerator
    ) -> Unicode.Scalar? {
        let ranges = set.isInverted ? ScalarSet.complement(set.ranges) : set.ranges
        for _ in 0..<200 {
            var candidate = pickFromBlocks(using: &generator)
            if Bool.random(using: &generator), let range = ranges.randomElement(using: &generator),
                let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator))
            {
                candidate = scalar
            }
            if set.contains(candidate.value) { return candidate }
        }
        return (UInt32(0)..<0x3000).lazy.compactMap(Unicode.Scalar.init).first { set.contains($0.value) }
    }

    private static func pickFromBlocks(using generator: inout some RandomNumberGenerator) -> Unicode.Scalar {
        let block = blocks[Int.random(in: 0..<blocks.count, using: &generator)]
        let value = block.first + UInt32.random(in: 0..<block.count, using: &generator)
        return Unicode.Scalar(value) ?? "a"
    }
}
