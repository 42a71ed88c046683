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

    /// Takes a value out.
    func take(_ key: String) -> JSON? { values.withLock { $0.removeValue(forKey: key) } }
}
