/// Which values a histogram tells apart: a range, and how many significant digits.
///
/// Values share a slot with those that differ from them by less than the precision. Slots form buckets of which each
/// spans twice the range of the one before, so a small table covers many orders of magnitude (HdrHistogram).
public struct HistogramLayout: Sendable, Hashable {
    /// The smallest value that is told apart from 0.
    public let lowest: Int64
    /// The largest value that certainly has a slot.
    public let highest: Int64
    /// How many significant decimal digits are kept.
    public let digits: Int

    /// Powers of two below which values are not told apart.
    let unitMagnitude: Int
    /// The power of two of half a bucket's slots.
    let halfMagnitude: Int
    /// The slots that the first bucket has.
    let mask: Int64
    /// How many slots there are.
    let slotCount: Int
    /// The largest value that has a slot.
    public let greatest: Int64

    /// Durations in nanoseconds from 1 µs to 1 h with three digits.
    public static let nanoseconds = HistogramLayout(checkedLowest: 1_000, highest: 3_600_000_000_000, digits: 3)

    /// Durations in microseconds from 1 µs to 1 h with three digits.
    public static let microseconds = HistogramLayout(checkedLowest: 1, highest: 3_600_000_000, digits: 3)

    /// A layout for values from `lowest` (1 or more) to `highest` (twice that or more) with 1 to 5 digits.
    public init(lowest: Int64, highest: Int64, digits: Int) throws(HistogramError) {
        guard (1...5).contains(digits) else {
            throw HistogramError(.layout, "expected 1 to 5 significant digits, saw \(digits)")
        }
        guard lowest >= 1 else { throw HistogramError(.layout, "expected a lowest value of 1 or more, saw \(lowest)") }
        guard highest / 2 >= lowest else {
            throw HistogramError(.layout, "expected a highest value of at least twice \(lowest), saw \(highest)")
        }
        let unit = 63 - lowest.leadingZeroBitCount
        guard unit + Self.halfMagnitude(digits) + 1 <= 61 else {
            throw HistogramError(
                .layout,
                "expected a lowest value that leaves room for \(digits) digits, saw \(lowest)"
            )
        }
        self.init(checkedLowest: lowest, highest: highest, digits: digits)
    }

    private init(checkedLowest lowest: Int64, highest: Int64, digits: Int) {
        self.lowest = lowest
        self.highest = highest
        self.digits = digits
        unitMagnitude = 63 - lowest.leadingZeroBitCount
        halfMagnitude = Self.halfMagnitude(digits)
        mask = ((1 << Int64(halfMagnitude + 1)) - 1) << Int64(unitMagnitude)
        var buckets = 1
        var untrackable = Int64(1) << Int64(halfMagnitude + 1 + unitMagnitude)
        while untrackable <= highest {
            buckets += 1
            if untrackable > Int64.max / 2 { break }
            untrackable <<= 1
        }
        slotCount = (buckets + 1) << halfMagnitude
        // The last slot's upper end is one less than what would begin the next bucket.
        let top = halfMagnitude + unitMagnitude + buckets
        greatest = top >= 63 ? .max : (1 << Int64(top)) - 1
    }

    /// Twice ten to the `digits` values must be told apart in one bucket, rounded up to a power of two.
    private static func halfMagnitude(_ digits: Int) -> Int {
        var resolution: Int64 = 2
        for _ in 0..<digits { resolution *= 10 }
        return 63 - (resolution - 1).leadingZeroBitCount
    }

    /// Whether a value has a slot.
    public func holds(_ value: Int64) -> Bool { value >= 0 && value <= greatest }

    /// The slot of a value between 0 and `greatest`.
    @inline(__always)
    func slot(of value: Int64) -> Int {
        let bucket = 63 &- unitMagnitude &- halfMagnitude &- (value | mask).leadingZeroBitCount
        let place = Int(truncatingIfNeeded: value &>> Int64(bucket &+ unitMagnitude))
        return (bucket &<< halfMagnitude) &+ place
    }

    /// The smallest value of a slot.
    func firstValue(ofSlot slot: Int) -> Int64 {
        let bucket = max(0, (slot >> halfMagnitude) - 1)
        let place = slot - (bucket << halfMagnitude)
        return Int64(place) << Int64(bucket + unitMagnitude)
    }

    /// How many values share a slot.
    func width(ofSlot slot: Int) -> Int64 { 1 << Int64(max(0, (slot >> halfMagnitude) - 1) + unitMagnitude) }

    /// The largest value of a slot.
    func lastValue(ofSlot slot: Int) -> Int64 {
        let (last, overflow) = firstValue(ofSlot: slot).addingReportingOverflow(width(ofSlot: slot) - 1)
        return overflow ? .max : last
    }

    /// The value in the middle of a slot, which stands for all of them in sums.
    func middleValue(ofSlot slot: Int) -> Double {
        Double(firstValue(ofSlot: slot)) + Double(width(ofSlot: slot) / 2)
    }

    /// The smallest value that shares a slot with `value`.
    public func lowestEquivalent(_ value: Int64) -> Int64 { firstValue(ofSlot: slot(of: clamped(value))) }

    /// The largest value that shares a slot with `value`.
    public func highestEquivalent(_ value: Int64) -> Int64 { lastValue(ofSlot: slot(of: clamped(value))) }

    @inline(__always)
    func clamped(_ value: Int64) -> Int64 { min(max(value, 0), greatest) }
}
