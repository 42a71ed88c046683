internal import SystemLibraries

/// Ciphers that hide and authenticate at once.
public enum SealingAlgorithm: Sendable, Hashable, CaseIterable {
    /// AES with 256 bits in Galois/counter mode: the faster one where the processor knows AES.
    case aes256GCM
    /// ChaCha20 with Poly1305 (RFC 8439).
    case chaCha20Poly1305

    /// How long a key is.
    public static let keyByteCount = 32
    /// How long a nonce is.
    public static let nonceByteCount = 12
    /// How long the tag behind the hidden bytes is.
    public static let tagByteCount = 16

    private var name: String {
        switch self {
        case .aes256GCM: "AES-256-GCM"
        case .chaCha20Poly1305: "ChaCha20-Poly1305"
        }
    }

    func method(_ crypto: OpenSSL.Crypto, _ operation: String) throws(CryptoError) -> OpaquePointer {
        try crypto.require(Self.methods[self]?.object, operation)
    }

    private static let methods = SharedObject.all(SealingAlgorithm.self) { $0.ciphers.fetch(nil, $1.name, nil) }
}
