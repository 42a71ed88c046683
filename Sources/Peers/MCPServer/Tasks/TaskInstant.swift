internal import Text

/// A moment in the life of tasks: milliseconds since 1970, of a clock that never goes back.
package struct TaskInstant: Sendable, Hashable, Comparable {
    /// Since the beginning of 1970.
    package let milliseconds: Int64

    /// A moment.
    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The moment so many milliseconds later; the last one there is when that lies beyond.
    package func adding(_ span: Int64) -> TaskInstant {
        let (sum, overflows) = milliseconds.addingReportingOverflow(span)
        return TaskInstant(milliseconds: overflows ? .max : sum)
    }

    /// As timestamps of tasks are written.
    package var timestamp: String {
        let seconds = milliseconds / 1000
        let rest = Int(milliseconds % 1000)
        return Timestamp(unixSeconds: seconds, nanoseconds: rest * 1_000_000)?.formatted(fraction: .digits(3))
            ?? "1970-01-01T00:00:00.000Z"
    }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}
