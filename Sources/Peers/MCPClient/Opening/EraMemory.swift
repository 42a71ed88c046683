public import MCP
public import Reactor

/// Which server talks in which era, as it was found out.
///
/// A finding about an origin is kept for a while: a server that was legacy may have learnt the modern way since, and
/// nothing would ever show it.
public final class EraMemory: Sendable {
    private struct Finding {
        let era: Era
        let time: MonotonicInstant
    }

    /// The one that clients share unless they are told otherwise.
    public static let shared = EraMemory()

    private let findings = Locked<[String: Finding]>([:])
    private let age: Duration
    private let capacity: Int

    /// An empty memory whose findings get so old.
    public init(age: Duration = .seconds(600), capacity: Int = 1024) { (self.age, self.capacity) = (age, capacity) }

    /// What is known about an origin.
    public func era(of origin: String, at now: MonotonicInstant = .now) -> Era? {
        findings.withLock { findings in
            guard let finding = findings[origin] else { return nil }
            guard now - finding.time < age else {
                findings[origin] = nil
                return nil
            }
            return finding.era
        }
    }

    /// Remembers what was found out.
    public func note(_ era: Era, of origin: String, at now: MonotonicInstant = .now) {
        findings.withLock { findings in
            if findings.count >= capacity, findings[origin] == nil {
                if let oldest = findings.min(by: { $0.value.time < $1.value.time })?.key { findings[oldest] = nil }
            }
            findings[origin] = Finding(era: era, time: now)
        }
    }

    /// Forgets an origin, since the finding proved wrong.
    public func forget(_ origin: String) { findings.withLock { $0[origin] = nil } }
}
