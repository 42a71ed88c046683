/// The versions of TLS that are still fit for use.
public enum TLSVersion: UInt16, Sendable, Comparable, CaseIterable, CustomStringConvertible {
    /// TLS 1.2 (RFC 5246).
    case tls12 = 0x0303
    /// TLS 1.3 (RFC 8446).
    case tls13 = 0x0304

    /// Such as `TLS 1.3`.
    public var description: String { self == .tls12 ? "TLS 1.2" : "TLS 1.3" }

    /// The older one is less.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Who may vouch for a peer.
public enum TLSAuthorities: Sendable {
    /// Those that the system trusts.
    case system
    /// These and nobody else: a private authority.
    case only([Certificate])
    /// Those that the system trusts, and these.
    case systemAnd([Certificate])
}

/// How far the peer's certificate is looked at.
public enum TLSVerification: Sendable, Equatable {
    /// The peer must present a certificate that an authority vouches for; for a client, in the server's name.
    case required
    /// A certificate may be missing; one that is presented must be good. For servers.
    case ifPresented
    /// Whoever answers is believed. Usual for servers; a client gives up knowing whom it talks to.
    case off
}

/// How one side of a secure channel behaves.
public struct TLSConfiguration: Sendable {
    /// The two sides.
    public enum Role: Sendable, Equatable {
        /// The side that connects.
        case client
        /// The side that accepts.
        case server
    }

    /// Which side this is.
    public let role: Role
    /// The versions that are acceptable.
    public var versions: ClosedRange<TLSVersion> = .tls12 ... .tls13
    /// What this side proves itself with; a server must, a client only when it is asked to.
    public var identity: Identity?
    /// Who may vouch for the peer.
    public var authorities: TLSAuthorities
    /// How far the peer's certificate is looked at.
    public var verification: TLSVerification
    /// The application protocols (ALPN), the best first; none leaves the extension out.
    public var applicationProtocols: [String] = []
    /// Whether a channel on which no application protocol was agreed is of no use.
    public var applicationProtocolIsRequired = false

    private init(_ role: Role, identity: Identity?, authorities: TLSAuthorities, verification: TLSVerification) {
        self.role = role
        self.identity = identity
        self.authorities = authorities
        self.verification = verification
    }

    /// A client that talks to nobody but the server it names, as the system's authorities or others vouch for it.
    public static func client(authorities: TLSAuthorities = .system, identity: Identity? = nil) -> TLSConfiguration {
        TLSConfiguration(.client, identity: identity, authorities: authorities, verification: .required)
    }

    /// A client that believes any server; for trying things out, and for judging what others would refuse.
    public static func clientWithoutVerification(identity: Identity? = nil) -> TLSConfiguration {
        TLSConfiguration(.client, identity: identity, authorities: .system, verification: .off)
    }

    /// A server for everybody.
    public static func server(_ identity: Identity) -> TLSConfiguration {
        TLSConfiguration(.server, identity: identity, authorities: .only([]), verification: .off)
    }

    /// A server for clients that present a certificate of these authorities.
    public static func server(_ identity: Identity, clientAuthorities: [Certificate]) -> TLSConfiguration {
        TLSConfiguration(.server, identity: identity, authorities: .only(clientAuthorities), verification: .required)
    }
}
