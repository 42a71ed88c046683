internal import Glibc

/// What time people think it is; it may jump, so measure with ``MonotonicInstant``.
public struct WallClock: Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let seconds: Int64
    /// Nanoseconds within the second.
    public let nanoseconds: Int32

    /// The present time.
    public static var now: WallClock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallClock(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
    }
}
