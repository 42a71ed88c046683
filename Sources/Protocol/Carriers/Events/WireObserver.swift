public import Reactor

/// Sees what happens on the wire; called on the loop of each connection, and must not wait.
public protocol WireObserver: Sendable {
    /// Takes note of an event.
    func observe(_ event: WireEvent)
    /// The number of the next connection.
    func nextConnection() -> Int
    /// Which events it wants; others are not made.
    var interest: WireInterest { get }
}

extension WireObserver {
    /// Numbers connections across the whole process, from one.
    public func nextConnection() -> Int { ConnectionNumbers.next() }
    /// Wants everything.
    public var interest: WireInterest { .all }
}

/// Kinds of events, for observers that want only some.
public struct WireInterest: OptionSet, Sendable, Hashable {
    /// One bit a kind.
    public let rawValue: UInt8
    /// A set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Bytes as they were read and written.
    public static let bytes = WireInterest(rawValue: 1)
    /// What bytes mean to the transport: lines, heads, contents, items, frames.
    public static let parts = WireInterest(rawValue: 2)
    /// Whole messages.
    public static let messages = WireInterest(rawValue: 4)
    /// All of it; openings, ends, exits and violations come in any case.
    public static let all: WireInterest = [.bytes, .parts, .messages]
}

/// Counts the connections of this process.
private enum ConnectionNumbers {
    private static let last = Locked<Int>(0)

    static func next() -> Int {
        last.withLock { last in
            last += 1
            return last
        }
    }
}

/// One connection as its observer knows it.
public struct ObservedConnection: Sendable {
    /// Who watches.
    public let observer: any WireObserver
    /// The connection's number.
    public let number: Int
    /// What the observer wants.
    public let interest: WireInterest

    /// A new connection; nil where nobody watches.
    public init?(_ observer: (any WireObserver)?) {
        guard let observer else { return nil }
        self.observer = observer
        number = observer.nextConnection()
        interest = observer.interest
    }

    /// Whether the observer wants such events.
    @inline(__always) public func wants(_ kind: WireInterest) -> Bool { interest.contains(kind) }

    /// Reports an event that comes in any case.
    public func report(
        _ direction: WireEvent.Direction,
        _ content: WireContent,
        exchange: Int? = nil,
        at time: MonotonicInstant = .now
    ) {
        observer.observe(
            WireEvent(time: time, connection: number, exchange: exchange, direction: direction, content: content)
        )
    }

    /// Reports an event of a kind, and makes it only when it is wanted.
    public func report(
        _ kind: WireInterest,
        _ direction: WireEvent.Direction,
        exchange: Int? = nil,
        at time: MonotonicInstant = .now,
        _ content: @autoclosure () -> WireContent
    ) {
        if wants(kind) { report(direction, content(), exchange: exchange, at: time) }
    }
}
