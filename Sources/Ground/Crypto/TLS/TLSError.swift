public import Reactor

/// Why a secure channel did not come about or did not last.
public struct TLSError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Sendable, Equatable {
        /// OpenSSL is not on this machine.
        case libraryMissing
        /// The configuration contradicts itself or names what OpenSSL does not know.
        case badConfiguration
        /// The peer's certificate is missing, out of date, for another name, or nobody known vouches for it.
        case certificateRejected
        /// The peer ended the channel with an alert.
        case peerRefused
        /// The two sides share no version of the protocol.
        case noCommonVersion
        /// The two sides share no application protocol (ALPN).
        case noCommonProtocol
        /// The peer speaks something else than TLS.
        case notTLS
        /// The connection ended without the peer's goodbye: what was received may be cut short.
        case truncated
        /// The connection below failed, or its deadline passed.
        case transport
        /// Anything else that OpenSSL refuses.
        case failed
    }

    /// The kind of failure.
    public let code: Code
    /// What was expected, what was seen, and what to do about it.
    public let detail: String
    /// The number of the peer's alert.
    public let alert: UInt8?
    /// The failure of the connection below.
    public let transport: ReactorError?

    /// Describes a failure.
    public init(_ code: Code, detail: String, alert: UInt8? = nil, transport: ReactorError? = nil) {
        self.code = code
        self.detail = detail
        self.alert = alert
        self.transport = transport
    }

    init(_ error: CryptoError) {
        self.init(error.code == .libraryMissing ? .libraryMissing : .badConfiguration, detail: error.description)
    }

    init(_ error: ReactorError) { self.init(.transport, detail: error.description, transport: error) }

    /// What was expected, what was seen, and what to do about it.
    public var description: String { detail }

    /// The same failure in the terms of streams.
    public func reactorError(during operation: String) -> ReactorError {
        transport ?? ReactorError(.security, operation: operation, detail: detail)
    }
}
