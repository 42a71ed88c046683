/// Makes keys for several purposes from one secret (RFC 5869).
public enum HKDF {
    /// Derives `count` bytes, at most 255 digests long; another `purpose` gives unrelated bytes.
    public static func derive(
        _ count: Int,
        from secret: [UInt8],
        salt: [UInt8] = [],
        purpose: [UInt8],
        _ algorithm: DigestAlgorithm = .sha256
    ) throws(CryptoError) -> [UInt8] {
        guard (0...255 * algorithm.byteCount).contains(count) else {
            throw CryptoError(
                .badArgument,
                operation: "derive a key",
                detail: "expected 0 to \(255 * algorithm.byteCount) bytes, saw \(count)"
            )
        }
        let extracted = try HMAC.of(secret, key: salt, algorithm)
        var output: [UInt8] = []
        var block: [UInt8] = []
        var number: UInt8 = 1
        while output.count < count {
            block = try HMAC.of(block + purpose + [number], key: extracted, algorithm)
            output += block
            number &+= 1
        }
        return Array(output.prefix(count))
    }
}
