internal import SystemLibraries

/// An X.509 certificate: says whose a public key is, for which names and how long.
public struct Certificate: Sendable, Equatable, CustomStringConvertible {
    let handle: CertificateHandle
    /// The certificate's bytes.
    public let der: [UInt8]

    /// Takes over a certificate that was just read or made.
    init(_ crypto: OpenSSL.Crypto, owning pointer: OpaquePointer, _ operation: String) throws(CryptoError) {
        let handle = CertificateHandle(crypto, owning: pointer)
        der = try crypto.encoded(operation) { crypto.encodings.writeCertificateDER(pointer, $0) }
        self.handle = handle
    }

    /// Reads a certificate from DER.
    public init(der: [UInt8]) throws(CryptoError) {
        let operation = "read a certificate"
        let crypto = try OpenSSL.crypto(for: operation)
        let pointer = try crypto.decoded(der, operation, "a certificate", free: { crypto.certificates.free($0) }) {
            crypto.encodings.readCertificateDER(nil, $0, $1)
        }
        try self.init(crypto, owning: pointer, operation)
    }

    /// Reads all certificates of a PEM text, such as a chain or a list of authorities; at least one.
    public static func all(inPEM pem: [UInt8]) throws(CryptoError) -> [Certificate] {
        let operation = "read certificates"
        let crypto = try OpenSSL.crypto(for: operation)
        let certificates = try crypto.reading(pem, operation) { stream throws(CryptoError) in
            var found: [Certificate] = []
            while let pointer = crypto.encodings.readCertificatePEM(stream, nil, fillPassphrase, nil) {
                found.append(try Certificate(crypto, owning: pointer, operation))
            }
            return found
        }
        // The list ends with "no start line"; other complaints are about a certificate that was there.
        let reasons = crypto.takeReasons().filter { $0 != "no start line" }
        guard reasons.isEmpty, !certificates.isEmpty else {
            throw CryptoError(
                .unreadable,
                operation: operation,
                detail: "expected '-----BEGIN CERTIFICATE-----' and a certificate in PEM, saw \(certificates.count) "
                    + "readable ones" + (reasons.isEmpty ? "" : "; OpenSSL says: \(reasons.joined(separator: ", "))")
            )
        }
        return certificates
    }

    /// The certificate as PEM text.
    public func pem() throws(CryptoError) -> [UInt8] {
        let operation = "write a certificate"
        let crypto = try OpenSSL.crypto(for: operation)
        return try crypto.written(operation) { crypto.encodings.writeCertificatePEM($0, handle.pointer) }
    }

    /// The key that it is about.
    public func publicKey() throws(CryptoError) -> PublicKey {
        let operation = "take a certificate's key"
        let crypto = try OpenSSL.crypto(for: operation)
        let key = try crypto.require(crypto.certificates.publicKey(handle.pointer), operation)
        return PublicKey(try KeyHandle(crypto, owning: key, operation))
    }

    /// Its SHA-256 digest, by which people compare certificates.
    public func fingerprint() throws(CryptoError) -> [UInt8] { try Digest.of(der, .sha256) }

    /// Whom it is about, such as `CN=localhost`.
    public var subject: String { handle.name(handle.crypto.certificates.subject(handle.pointer)) }

    /// Who signed it.
    public var issuer: String { handle.name(handle.crypto.certificates.issuer(handle.pointer)) }

    /// From when on it is valid, in seconds since 1970.
    public var validFrom: Int64 { handle.seconds(handle.crypto.certificates.notBefore(handle.pointer)) }

    /// Until when it is valid, in seconds since 1970.
    public var validUntil: Int64 { handle.seconds(handle.crypto.certificates.notAfter(handle.pointer)) }

    /// The host names and addresses that it is good for.
    public var hosts: [String] { handle.hosts() }

    /// Whom it is about and what it is good for.
    public var description: String {
        hosts.isEmpty
            ? "a certificate of \(subject)" : "a certificate of \(subject) for \(hosts.joined(separator: ", "))"
    }

    /// Whether both have the same bytes.
    public static func == (left: Self, right: Self) -> Bool { left.der == right.der }
}
