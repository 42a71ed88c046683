extension Array where Element == UInt8 {
    /// The same bytes cut at random places; many pieces are small and some are empty.
    public func randomPieces(using random: inout SeededRandom) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var position = 0
        while position < count {
            let most = Bool.random(using: &random) ? 3 : count
            let length = Swift.min(Int.random(in: 0...most, using: &random), count - position)
            pieces.append(Array(self[position..<position + length]))
            position += length
        }
        return pieces
    }

    /// Random bytes.
    public static func random(count: Int, using random: inout SeededRandom) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}
