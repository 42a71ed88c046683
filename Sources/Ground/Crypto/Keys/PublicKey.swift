internal import SystemLibraries

/// The half of a key that verifies.
public struct PublicKey: Sendable, Equatable {
    let handle: KeyHandle

    init(_ handle: KeyHandle) { self.handle = handle }

    /// Reads the first `PUBLIC KEY` of a PEM text.
    public init(pem: [UInt8]) throws(CryptoError) {
        let operation = "read a public key"
        let crypto = try OpenSSL.crypto(for: operation)
        let key = try crypto.reading(pem, operation) { stream throws(CryptoError) in
            guard let key = crypto.encodings.readPublicPEM(stream, nil, fillPassphrase, nil) else {
                throw crypto.failure(.unreadable, operation, "expected '-----BEGIN PUBLIC KEY-----' and a key in PEM")
            }
            return key
        }
        handle = try KeyHandle(crypto, owning: key, operation)
    }

    /// Reads a key from DER (SubjectPublicKeyInfo).
    public init(der: [UInt8]) throws(CryptoError) {
        let operation = "read a public key"
        let crypto = try OpenSSL.crypto(for: operation)
        let key = try crypto.decoded(der, operation, "a public key", free: { crypto.keys.free($0) }) { place, count in
            crypto.encodings.readPublicDER(nil, place, count)
        }
        handle = try KeyHandle(crypto, owning: key, operation)
    }

    /// What kind of key it is.
    public var kind: KeyKind { handle.kind }

    /// The key as PEM text.
    public func pem() throws(CryptoError) -> [UInt8] {
        let crypto = try OpenSSL.crypto(for: "write a public key")
        return try crypto.written("write a public key") { crypto.encodings.writePublicPEM($0, handle.pointer) }
    }

    /// The key as DER (SubjectPublicKeyInfo).
    public func der() throws(CryptoError) -> [UInt8] {
        let crypto = try OpenSSL.crypto(for: "write a public key")
        return try crypto.encoded("write a public key") { crypto.encodings.writePublicDER(handle.pointer, $0) }
    }

    /// Whether both verify the same signatures.
    public static func == (left: Self, right: Self) -> Bool {
        left.handle.crypto.errors.clear()
        defer { left.handle.crypto.errors.clear() }
        return left.handle.crypto.keys.areEqual(left.handle.pointer, right.handle.pointer) == 1
    }
}
