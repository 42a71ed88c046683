internal import SystemLibraries

/// The digests that this program computes.
public enum DigestAlgorithm: Sendable, Hashable, CaseIterable {
    /// SHA-1, broken for signatures; the WebSocket handshake wants it.
    case sha1
    /// SHA-256.
    case sha256
    /// SHA-384.
    case sha384
    /// SHA-512.
    case sha512

    /// How long a digest is.
    public var byteCount: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// How many bytes the algorithm takes at a time, which HMAC pads its key to.
    public var blockByteCount: Int {
        switch self {
        case .sha1, .sha256: 64
        case .sha384, .sha512: 128
        }
    }

    /// What OpenSSL calls it.
    private var name: String {
        switch self {
        case .sha1: "SHA1"
        case .sha256: "SHA2-256"
        case .sha384: "SHA2-384"
        case .sha512: "SHA2-512"
        }
    }

    /// OpenSSL's object for it, looked up once.
    func method(_ crypto: OpenSSL.Crypto, _ operation: String) throws(CryptoError) -> OpaquePointer {
        try crypto.require(Self.methods[self]?.object, operation)
    }

    private static let methods = SharedObject.all(DigestAlgorithm.self) { $0.digests.fetch(nil, $1.name, nil) }
}
