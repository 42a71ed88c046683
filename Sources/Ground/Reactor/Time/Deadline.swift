internal import Glibc

/// A moment on the monotonic clock, in nanoseconds; it never jumps when somebody sets the wall clock.
public struct MonotonicInstant: Comparable, Hashable, Sendable {
    /// Nanoseconds since an arbitrary start that is the same for the whole machine.
    public let nanoseconds: Int64

    /// Wraps a count of nanoseconds on the same clock.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// The present moment.
    public static var now: MonotonicInstant {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicInstant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// Compares by time.
    public static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The moment that lies `duration` later; saturates instead of overflowing.
    public static func + (instant: Self, duration: Duration) -> Self {
        let (sum, overflow) = instant.nanoseconds.addingReportingOverflow(duration.clampedNanoseconds)
        return Self(nanoseconds: overflow ? .max : sum)
    }

    /// How much time lies between two moments.
    public static func - (later: Self, earlier: Self) -> Duration {
        .nanoseconds(later.nanoseconds - earlier.nanoseconds)
    }
}

/// When to give up waiting.
public struct Deadline: Comparable, Hashable, Sendable {
    /// The moment at which waiting ends.
    public let instant: MonotonicInstant

    /// A deadline at a given moment.
    public init(_ instant: MonotonicInstant) { self.instant = instant }

    /// Waits for ever.
    public static let never = Deadline(MonotonicInstant(nanoseconds: .max))

    /// A deadline that lies `duration` from now.
    public static func after(_ duration: Duration) -> Deadline { Deadline(.now + duration) }

    /// Whether there is a moment at all.
    public var isNever: Bool { instant.nanoseconds == .max }

    /// Whether the moment has passed.
    public var hasPassed: Bool { !isNever && instant <= .now }

    /// Compares by time.
    public static func < (left: Self, right: Self) -> Bool { left.instant < right.instant }
}

extension Duration {
    /// The length in nanoseconds, saturated to 64 bits.
    package var clampedNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, carried) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return carried ? (seconds < 0 ? .min : .max) : sum
    }
}
