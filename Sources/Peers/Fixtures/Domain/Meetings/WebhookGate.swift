internal import Crypto
internal import Text

/// Lets in only events that their sender signed, lately, and once.
struct WebhookGate: Sendable {
    /// Why an event is not let in.
    enum Refusal: String, Error, Sendable {
        case signature = "The signature does not fit the payload."
        case age = "The timestamp lies more than five minutes from now."
        case replay = "The event was delivered before."
    }

    /// What the sender of the fixtures signs with; it protects nothing.
    static let secret = "comport-webhook-secret"
    private static let window: Int64 = 300
    private static let memory = 1000

    private var seen: [String] = []

    /// The signature of a payload that was sent at a time: hexadecimal HMAC-SHA256 of `timestamp.payload`.
    static func signature(of payload: String, at timestamp: Int64) throws(CryptoError) -> String {
        let signed = Array("\(timestamp).\(payload)".utf8)
        return Hexadecimal.encode(try HMAC.of(signed, key: Array(secret.utf8), .sha256))
    }

    /// Lets an event in, and remembers it.
    mutating func admit(_ payload: String, at timestamp: Int64, signature: String, now: Int64) throws {
        let expected = Array(try Self.signature(of: payload, at: timestamp).utf8)
        guard constantTimeEqual(expected, Array(signature.lowercased().utf8)) else { throw Refusal.signature }
        guard (now - Self.window...now + Self.window).contains(timestamp) else { throw Refusal.age }
        guard !seen.contains(signature.lowercased()) else { throw Refusal.replay }
        if seen.count == Self.memory { seen.removeFirst() }
        seen.append(signature.lowercased())
    }
}
