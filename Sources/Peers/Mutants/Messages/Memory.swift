import JSON
import Reactor

/// What a defect remembers between messages, of one session, or of the server where requests stand alone.
final class Memory: Sendable {
    private let values = Locked<[String: JSON]>([:])

    subscript(_ key: String) -> JSON? {
        get { values.withLock { $0[key] } }
        set { values.withLock { $0[key] = newValue } }
    }

    /// Counts, from 1.
    func count(_ key: String) -> Int {
        values.withLock { values in
            let next = (values[key]?.number?.int64 ?? 0) + 1
            values[key] = JSON(next)
            return Int(next)
        }
    }

    /// Appends to an array.
    func append(_ value: JSON, to key: String) {
        values.withLock { $0[key] = JSON(($0[key]?.array ?? []) + [value]) }
    }

    /// Takes a value out.
    func take(_ key: String) -> JSON? { values.withLock { $0.removeValue(forKey: key) } }
}
