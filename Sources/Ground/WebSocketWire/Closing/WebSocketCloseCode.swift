/// Why a connection ends: the number in a close frame, or one that stands for its absence.
public struct WebSocketCloseCode: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number.
    public let rawValue: UInt16

    /// Takes any number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The purpose is fulfilled.
    public static let normal = WebSocketCloseCode(rawValue: 1000)
    /// The endpoint goes away: a server stops, a user leaves.
    public static let goingAway = WebSocketCloseCode(rawValue: 1001)
    /// The peer broke the protocol.
    public static let protocolError = WebSocketCloseCode(rawValue: 1002)
    /// The peer sent a kind of data that is not accepted.
    public static let unsupportedData = WebSocketCloseCode(rawValue: 1003)
    /// Stands for a close frame without a code; never sent.
    public static let noCode = WebSocketCloseCode(rawValue: 1005)
    /// Stands for an end without a close frame; never sent.
    public static let abnormal = WebSocketCloseCode(rawValue: 1006)
    /// Data does not fit its message, such as text that is not UTF-8.
    public static let invalidPayload = WebSocketCloseCode(rawValue: 1007)
    /// The peer broke a policy that no other code describes.
    public static let policyViolation = WebSocketCloseCode(rawValue: 1008)
    /// A message is too large to process.
    public static let messageTooBig = WebSocketCloseCode(rawValue: 1009)
    /// The server did not agree to an extension that the client needs.
    public static let extensionMissing = WebSocketCloseCode(rawValue: 1010)
    /// The server failed.
    public static let internalError = WebSocketCloseCode(rawValue: 1011)
    /// The service restarts; come back a little later.
    public static let serviceRestart = WebSocketCloseCode(rawValue: 1012)
    /// The service is overloaded; try elsewhere.
    public static let tryAgainLater = WebSocketCloseCode(rawValue: 1013)
    /// A gateway got no valid answer from behind it.
    public static let badGateway = WebSocketCloseCode(rawValue: 1014)
    /// Stands for a failed TLS handshake; never sent.
    public static let tlsFailure = WebSocketCloseCode(rawValue: 1015)

    /// Whether a close frame may carry it: defined for the wire, or in the ranges for libraries and applications.
    public var mayBeSent: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    /// The number.
    public var description: String { String(rawValue) }
}
