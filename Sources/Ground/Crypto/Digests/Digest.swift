internal import SystemLibraries

/// A digest that is computed piece by piece.
///
/// `@unchecked Sendable`: it cannot be copied, so it has one owner at a time.
public struct Digest: ~Copyable, @unchecked Sendable {
    /// Which digest it is.
    public let algorithm: DigestAlgorithm
    private let crypto: OpenSSL.Crypto
    private let context: OpaquePointer

    /// Starts a digest.
    public init(_ algorithm: DigestAlgorithm) throws(CryptoError) {
        let operation = "compute a digest"
        let crypto = try OpenSSL.crypto(for: operation)
        let method = try algorithm.method(crypto, operation)
        let context = try crypto.require(crypto.digests.newContext(), operation)
        guard crypto.digests.initialise(context, method, nil) == 1 else {
            crypto.digests.freeContext(context)
            throw crypto.failure(.failed, operation)
        }
        (self.algorithm, self.crypto, self.context) = (algorithm, crypto, context)
    }

    deinit { crypto.digests.freeContext(context) }

    /// Adds bytes.
    public mutating func update(_ bytes: Span<UInt8>) {
        // It fails for a finished context only, and a digest that is finished is gone.
        _ = bytes.withCBytes { crypto.digests.update(context, $0, $1) }
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

    /// The digest of all bytes that were added.
    public consuming func finish() -> [UInt8] {
        Crypto.bytes(capacity: algorithm.byteCount) { room in
            _ = crypto.digests.finish(context, room, nil)
            return algorithm.byteCount
        }
    }

    /// The digest of bytes that are in memory.
    public static func of(_ bytes: Span<UInt8>, _ algorithm: DigestAlgorithm) throws(CryptoError) -> [UInt8] {
        var digest = try Digest(algorithm)
        digest.update(bytes)
        return digest.finish()
    }

    /// The digest of an array.
    public static func of(_ bytes: [UInt8], _ algorithm: DigestAlgorithm) throws(CryptoError) -> [UInt8] {
        try of(bytes.span, algorithm)
    }
}
