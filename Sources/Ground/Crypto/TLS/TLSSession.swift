/// What two peers agreed on.
public struct TLSSession: Sendable {
    /// The version of the protocol.
    public let version: TLSVersion
    /// The cipher, by its registered name such as `TLS_AES_256_GCM_SHA384`.
    public let cipher: String
    /// The application protocol (ALPN), if one was agreed.
    public let applicationProtocol: String?
    /// The host name that the client asked for (SNI).
    public let serverName: String?
    /// The peer's certificates, its own first; empty when it presented none.
    public let peerChain: [Certificate]
    /// Whether it goes on from an earlier session.
    public let isResumed: Bool
}
