internal import SystemLibraries

/// What a peer proves itself with: a chain of certificates, its own first, and the key of that one.
public struct Identity: Sendable {
    /// The certificates: its own, then those that lead to an authority.
    public let chain: [Certificate]
    /// The key that belongs to the first certificate.
    public let key: PrivateKey

    /// Puts a chain and a key together, which must belong to each other.
    public init(chain: [Certificate], key: PrivateKey) throws(CryptoError) {
        let operation = "use an identity"
        guard let own = chain.first else {
            throw CryptoError(.badArgument, operation: operation, detail: "expected at least one certificate, saw none")
        }
        let crypto = try OpenSSL.crypto(for: operation)
        guard crypto.certificates.matchesKey(own.handle.pointer, key.handle.pointer) == 1 else {
            crypto.errors.clear()
            throw CryptoError(
                .wrongKey,
                operation: operation,
                detail: "expected the key that belongs to \(own), saw another key (\(key.kind))"
            )
        }
        self.chain = chain
        self.key = key
    }

    /// Reads a chain and a key from PEM texts, as servers are given them.
    public init(chainPEM: [UInt8], keyPEM: [UInt8], passphrase: [UInt8] = []) throws(CryptoError) {
        try self.init(
            chain: try Certificate.all(inPEM: chainPEM),
            key: try PrivateKey(pem: keyPEM, passphrase: passphrase)
        )
    }

    /// Its own certificate.
    public var certificate: Certificate { chain[0] }
}
