import Carriers
import Reactor

/// Keeps what it sees.
final class WireLog: WireObserver {
    private let kept = Locked<[WireEvent]>([])
    private let connections = Locked<Int>(0)
    let interest: WireInterest

    init(_ interest: WireInterest = .all) { self.interest = interest }

    func observe(_ event: WireEvent) { kept.withLock { $0.append(event) } }

    func nextConnection() -> Int {
        connections.withLock { count in
            count += 1
            return count
        }
    }

    var events: [WireEvent] { kept.withLock { $0 } }

    /// The whole messages of one direction, as text.
    func messages(_ direction: WireEvent.Direction) -> [String] {
        events.compactMap { event in
            guard event.direction == direction, case .message(let bytes) = event.content else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The rules that were broken.
    var brokenRules: [String] {
        events.compactMap { if case .violation(let violation) = $0.content { violation.rule } else { nil } }
    }

    /// All bytes of one direction.
    func bytes(_ direction: WireEvent.Direction) -> [UInt8] {
        events.flatMap { event -> [UInt8] in
            guard event.direction == direction, case .bytes(let bytes) = event.content else { return [] }
            return bytes
        }
    }
}
