/// A keyed digest (RFC 2104): only who knows the key can make or check it.
public struct HMAC: ~Copyable, Sendable {
    private var inner: Digest
    private var outer: Digest

    /// Starts a code; any length of key is fine, at least as long as the digest is wise.
    public init(_ algorithm: DigestAlgorithm, key: [UInt8]) throws(CryptoError) {
        var block = key.count > algorithm.blockByteCount ? try Digest.of(key, algorithm) : key
        block += repeatElement(0, count: algorithm.blockByteCount - block.count)
        var inner = try Digest(algorithm)
        inner.update(block.map { $0 ^ 0x36 })
        var outer = try Digest(algorithm)
        outer.update(block.map { $0 ^ 0x5C })
        self.inner = inner
        self.outer = outer
    }

    /// Adds bytes.
    public mutating func update(_ bytes: Span<UInt8>) { inner.update(bytes) }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) { inner.update(bytes.span) }

    /// The code for all bytes that were added.
    public consuming func finish() -> [UInt8] {
        outer.update(inner.finish())
        return outer.finish()
    }

    /// The code for bytes that are in memory.
    public static func of(
        _ bytes: [UInt8],
        key: [UInt8],
        _ algorithm: DigestAlgorithm
    ) throws(CryptoError) -> [UInt8] {
        var code = try HMAC(algorithm, key: key)
        code.update(bytes)
        return code.finish()
    }

    /// Whether `code` is the whole code for `bytes`; how long that takes says nothing about where they differ.
    public static func isValid(
        _ code: [UInt8],
        for bytes: [UInt8],
        key: [UInt8],
        _ algorithm: DigestAlgorithm
    ) throws(CryptoError) -> Bool {
        constantTimeEqual(code, try of(bytes, key: key, algorithm))
    }
}

/// Whether two byte strings are equal; only their lengths, not their contents, decide how long that takes.
@inline(never)
public func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
}
