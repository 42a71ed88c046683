internal import Reactor

/// Random numbers from the kernel that nobody can guess; no library is needed.
public struct SecureRandom: RandomNumberGenerator, Sendable {
    /// A source; it has no state.
    public init() {}

    /// Eight random bytes as a number.
    public mutating func next() -> UInt64 {
        var number: UInt64 = 0
        withUnsafeMutableBytes(of: &number) { Self.fill($0) }
        return number
    }

    /// Random bytes.
    public static func bytes(_ count: Int) -> [UInt8] {
        Crypto.bytes(capacity: count) { room in
            fill(UnsafeMutableRawBufferPointer(start: room, count: count))
            return count
        }
    }

    private static func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        do throws(Errno) { try RandomCalls.fill(buffer) } catch {
            // Going on with bytes that are not random would be worse than stopping.
            preconditionFailure("the kernel gives no random bytes: \(error)")
        }
    }
}
