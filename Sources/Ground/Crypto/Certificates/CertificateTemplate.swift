internal import Reactor
internal import SystemLibraries

/// What a certificate that is to be made shall say.
///
/// Enough for tests and for trying things out: a small authority of one's own, and certificates that it signs.
public struct CertificateTemplate: Sendable {
    /// Whom it is about; the common name of its subject.
    public var commonName: String
    /// The host names and numeric addresses that it is good for.
    public var hosts: [String]
    /// From when on it is valid, in seconds since 1970.
    public var validFrom: Int64
    /// Until when it is valid, in seconds since 1970.
    public var validUntil: Int64
    /// Whether its key may sign other certificates.
    public var isAuthority: Bool

    /// Describes a certificate; valid from an hour ago for 30 days unless told otherwise.
    public init(commonName: String, hosts: [String] = [], isAuthority: Bool = false) {
        self.commonName = commonName
        self.hosts = hosts
        self.isAuthority = isAuthority
        let now = WallClock.now.seconds
        validFrom = now - 3600
        validUntil = now + 30 * 86_400
    }

    /// Makes a certificate that vouches for itself, with a new key unless one is given.
    public func selfSigned(key: PrivateKey? = nil) throws(CryptoError) -> Identity {
        let key = if let key { key } else { try PrivateKey.generate(.ellipticCurve(.p256)) }
        let certificate = try CertificateMaker(self, "make a certificate").make(for: key, signer: nil)
        return try Identity(chain: [certificate], key: key)
    }

    /// Makes a certificate that an authority vouches for, with a new key unless one is given.
    ///
    /// The chain ends below the authority when that one vouches for itself, as peers have to know it anyway.
    public func signed(by authority: Identity, key: PrivateKey? = nil) throws(CryptoError) -> Identity {
        let key = if let key { key } else { try PrivateKey.generate(.ellipticCurve(.p256)) }
        let certificate = try CertificateMaker(self, "make a certificate").make(for: key, signer: authority)
        let rest = authority.chain.filter { $0.subject != $0.issuer }
        return try Identity(chain: [certificate] + rest, key: key)
    }
}
