internal import SystemLibraries

/// A secret that seals bytes: nobody else can read them, or change them unnoticed.
///
/// A sealed message is a nonce of 12 bytes, as many bytes as were sealed, and a tag of 16 bytes. Nonces are random, so
/// one key is good for 2³² messages. What is authenticated but not hidden binds a message to its place: the same bytes
/// must be given to open it.
public struct SealingKey: Sendable {
    /// How the key is used.
    public let algorithm: SealingAlgorithm
    private let secret: [UInt8]

    /// How many bytes a sealed message has more than its contents.
    public static let overhead = SealingAlgorithm.nonceByteCount + SealingAlgorithm.tagByteCount

    /// Takes a secret of 32 bytes that nobody can guess; derive one with ``HKDF`` from what has another length.
    public init(_ secret: [UInt8], _ algorithm: SealingAlgorithm = .aes256GCM) throws(CryptoError) {
        guard secret.count == SealingAlgorithm.keyByteCount else {
            throw CryptoError(
                .badArgument,
                operation: "use a sealing key",
                detail: "expected \(SealingAlgorithm.keyByteCount) bytes, saw \(secret.count)"
            )
        }
        self.algorithm = algorithm
        self.secret = secret
    }

    /// A new random key.
    public static func random(_ algorithm: SealingAlgorithm = .aes256GCM) -> SealingKey {
        SealingKey(trusted: SecureRandom.bytes(SealingAlgorithm.keyByteCount), algorithm)
    }

    private init(trusted secret: [UInt8], _ algorithm: SealingAlgorithm) {
        self.algorithm = algorithm
        self.secret = secret
    }

    /// Seals bytes under a fresh nonce.
    public func seal(_ contents: [UInt8], authenticating context: [UInt8] = []) throws(CryptoError) -> [UInt8] {
        try seal(contents, nonce: SecureRandom.bytes(SealingAlgorithm.nonceByteCount), authenticating: context)
    }

    /// Seals bytes under a nonce of the caller's, who must never use it twice with this key.
    public func seal(
        _ contents: [UInt8],
        nonce: [UInt8],
        authenticating context: [UInt8] = []
    ) throws(CryptoError) -> [UInt8] {
        let operation = "seal"
        guard nonce.count == SealingAlgorithm.nonceByteCount else {
            throw CryptoError(
                .badArgument,
                operation: operation,
                detail: "expected a nonce of \(SealingAlgorithm.nonceByteCount) bytes, saw \(nonce.count)"
            )
        }
        let pass = try SealingPass(algorithm, operation, contents.count, context.count)
        return try pass.seal(contents, nonce: nonce, secret: secret, context: context)
    }

    /// Opens sealed bytes; they must be whole, unchanged and sealed by this key with the same context.
    public func open(_ sealed: [UInt8], authenticating context: [UInt8] = []) throws(CryptoError) -> [UInt8] {
        let operation = "open sealed bytes"
        guard sealed.count >= Self.overhead else {
            throw CryptoError(
                .notAuthentic,
                operation: operation,
                detail: "expected at least \(Self.overhead) bytes, saw \(sealed.count)"
            )
        }
        let pass = try SealingPass(algorithm, operation, sealed.count, context.count)
        return try pass.open(sealed, secret: secret, context: context)
    }
}
