internal import CLinux
internal import Glibc
internal import Synchronization

/// Waiting for descriptors with the precision that the kernel offers.
enum LoopWait {
    /// Whether the kernel has epoll_pwait2 (5.11), which waits to the nanosecond.
    private static let hasPreciseWait = Atomic<Bool>(true)

    /// Returns how many events were filled in; `moment` 0 does not wait, `.max` waits for ever.
    static func wait(_ epoll: Int32, into events: UnsafeMutableBufferPointer<epoll_event>, until moment: Int64) -> Int {
        guard moment != 0, moment != .max else { return coarse(epoll, events, moment == 0 ? 0 : -1) }
        let left = max(0, moment - MonotonicInstant.now.nanoseconds)
        guard left > 0 else { return coarse(epoll, events, 0) }
        if hasPreciseWait.load(ordering: .relaxed) {
            let count = clinux_epoll_wait_nanoseconds(epoll, events.baseAddress, Int32(events.count), left)
            if count >= 0 { return Int(count) }
            guard Errno.last == .notImplemented || Errno.last == .notPermitted else { return 0 }
            hasPreciseWait.store(false, ordering: .relaxed)
        }
        return coarse(epoll, events, Int32(clamping: (left + 999_999) / 1_000_000))
    }

    private static func coarse(
        _ epoll: Int32,
        _ events: UnsafeMutableBufferPointer<epoll_event>,
        _ milliseconds: Int32
    ) -> Int {
        // An interrupted wait is an early return: the loop comes back by itself.
        max(0, Int(epoll_wait(epoll, events.baseAddress, Int32(events.count), milliseconds)))
    }
}
