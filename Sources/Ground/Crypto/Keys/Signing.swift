internal import SystemLibraries

extension PrivateKey {
    /// Signs bytes; ECDSA signatures are the two numbers side by side, as JSON Web Signatures carry them.
    public func sign(_ bytes: [UInt8], using algorithm: SignatureAlgorithm) throws(CryptoError) -> [UInt8] {
        let operation = "sign with \(algorithm.rawValue)"
        let use = try SignatureUse(algorithm, handle, operation)
        let signature = try use.sign(bytes)
        guard let curve = algorithm.curve else { return signature }
        return try SignaturePair.raw(signature, curve, use.crypto, operation)
    }
}

extension PublicKey {
    /// Whether a signature was made over exactly these bytes by the other half of this key.
    ///
    /// It throws when the key is of the wrong kind for the algorithm, and never for what the signature contains.
    public func verify(
        _ signature: [UInt8],
        of bytes: [UInt8],
        using algorithm: SignatureAlgorithm
    ) throws(CryptoError) -> Bool {
        let operation = "verify with \(algorithm.rawValue)"
        let use = try SignatureUse(algorithm, handle, operation)
        guard let curve = algorithm.curve else { return try use.verify(signature, bytes) }
        guard signature.count == 2 * curve.coordinateByteCount else { return false }
        return try use.verify(SignaturePair.encoded(signature), bytes)
    }
}

/// One signature that is made or checked.
private struct SignatureUse: ~Copyable {
    let crypto: OpenSSL.Crypto
    private let algorithm: SignatureAlgorithm
    private let key: KeyHandle
    private let operation: String
    private let context: OpaquePointer

    init(_ algorithm: SignatureAlgorithm, _ key: KeyHandle, _ operation: String) throws(CryptoError) {
        let crypto = try OpenSSL.crypto(for: operation)
        try algorithm.check(key.kind, operation)
        let context = try crypto.require(crypto.digests.newContext(), operation)
        (self.algorithm, self.key, self.operation) = (algorithm, key, operation)
        (self.crypto, self.context) = (crypto, context)
    }

    deinit { crypto.digests.freeContext(context) }

    func sign(_ bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        let method = try digestMethod()
        var keyContext: OpaquePointer?
        try crypto.check(
            crypto.signatures.signInitialise(context, &keyContext, method, nil, key.pointer),
            operation
        )
        try setPadding(keyContext)
        return try bytes.span.withCBytes { base, count throws(CryptoError) in
            var length = 0
            try crypto.check(crypto.signatures.sign(context, nil, &length, base, count), operation)
            return try Crypto.bytes(capacity: length) { room throws(CryptoError) in
                try crypto.check(crypto.signatures.sign(context, room, &length, base, count), operation)
                return length
            }
        }
    }

    func verify(_ signature: [UInt8], _ bytes: [UInt8]) throws(CryptoError) -> Bool {
        let method = try digestMethod()
        var keyContext: OpaquePointer?
        try crypto.check(
            crypto.signatures.verifyInitialise(context, &keyContext, method, nil, key.pointer),
            operation
        )
        try setPadding(keyContext)
        let result = signature.span.withCBytes { signature, signatureCount in
            bytes.span.withCBytes { base, count in
                crypto.signatures.verify(context, signature, signatureCount, base, count)
            }
        }
        crypto.errors.clear()
        return result == 1
    }

    private func digestMethod() throws(CryptoError) -> OpaquePointer? {
        guard let digest = algorithm.digest else { return nil }
        return try digest.method(crypto, operation)
    }

    private func setPadding(_ keyContext: OpaquePointer?) throws(CryptoError) {
        guard algorithm.usesPSS else { return }
        let pssPadding: Int32 = 6
        let saltAsLongAsDigest: Int32 = -1
        try crypto.check(crypto.signatures.setPadding(keyContext, pssPadding), operation)
        try crypto.check(crypto.signatures.setSaltLength(keyContext, saltAsLongAsDigest), operation)
    }
}

/// The two numbers of an ECDSA signature: OpenSSL wants them in DER, JSON Web Signatures side by side.
private enum SignaturePair {
    static func raw(
        _ encoded: [UInt8],
        _ curve: EllipticCurve,
        _ crypto: OpenSSL.Crypto,
        _ operation: String
    ) throws(CryptoError) -> [UInt8] {
        let pair = try crypto.decoded(encoded, operation, "a signature", free: { crypto.signatures.freePair($0) }) {
            crypto.signatures.readPair(nil, $0, $1)
        }
        defer { crypto.signatures.freePair(pair) }
        var (first, second): (OpaquePointer?, OpaquePointer?) = (nil, nil)
        crypto.signatures.pairNumbers(pair, &first, &second)
        let count = curve.coordinateByteCount
        return bytes(capacity: 2 * count) { room in
            _ = crypto.numbers.writePadded(first, room, Int32(count))
            _ = crypto.numbers.writePadded(second, room + count, Int32(count))
            return 2 * count
        }
    }

    static func encoded(_ raw: [UInt8]) -> [UInt8] {
        let half = raw.count / 2
        return DER.sequence(DER.unsignedInteger(Array(raw[..<half])), DER.unsignedInteger(Array(raw[half...])))
    }
}
