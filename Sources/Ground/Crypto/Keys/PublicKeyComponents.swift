internal import SystemLibraries

/// The numbers that a public key consists of, as JSON Web Keys carry them; most significant byte first.
public enum PublicKeyComponents: Sendable, Equatable {
    /// RSA: `n` and `e`, without leading zeros.
    case rsa(modulus: [UInt8], exponent: [UInt8])
    /// ECDSA: `x` and `y`, each as long as the curve's coordinates.
    case ellipticCurve(EllipticCurve, x: [UInt8], y: [UInt8])
    /// Ed25519: `x`, 32 bytes.
    case ed25519([UInt8])
}

extension PublicKey {
    /// The numbers that the key consists of.
    public func components() throws(CryptoError) -> PublicKeyComponents {
        let operation = "take a public key apart"
        let crypto = try OpenSSL.crypto(for: operation)
        switch kind {
        case .rsa:
            return .rsa(
                modulus: try number("n", byteCount: nil, crypto, operation),
                exponent: try number("e", byteCount: nil, crypto, operation)
            )
        case .ellipticCurve(let curve):
            let count = curve.coordinateByteCount
            return .ellipticCurve(
                curve,
                x: try number("qx", byteCount: count, crypto, operation),
                y: try number("qy", byteCount: count, crypto, operation)
            )
        case .ed25519:
            var length = 32
            let raw = try bytes(capacity: length) { room throws(CryptoError) in
                try crypto.check(crypto.keys.rawPublic(handle.pointer, room, &length), operation)
                return length
            }
            return .ed25519(raw)
        }
    }

    private func number(
        _ name: String,
        byteCount: Int?,
        _ crypto: OpenSSL.Crypto,
        _ operation: String
    ) throws(CryptoError) -> [UInt8] {
        var found: OpaquePointer?
        try crypto.check(crypto.keys.numberParameter(handle.pointer, name, &found), operation)
        let number = try crypto.require(found, operation)
        defer { crypto.numbers.free(number) }
        let count = byteCount ?? (Int(crypto.numbers.bits(number)) + 7) / 8
        return bytes(capacity: count) { room in
            max(0, Int(crypto.numbers.writePadded(number, room, Int32(count))))
        }
    }

    /// Puts a key together from its numbers; a point that is not on its curve is refused.
    public init(_ components: PublicKeyComponents) throws(CryptoError) {
        let operation = "put a public key together"
        switch components {
        case .rsa(let modulus, let exponent):
            try Self.checkNumbers(modulus, exponent, operation)
            try self.init(
                der: DER.sequence(
                    // 1.2.840.113549.1.1.1, rsaEncryption.
                    DER.sequence(DER.objectIdentifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1]), DER.null),
                    DER.bitString(DER.sequence(DER.unsignedInteger(modulus), DER.unsignedInteger(exponent)))
                )
            )
        case .ellipticCurve(let curve, let x, let y):
            let count = curve.coordinateByteCount
            guard x.count == count, y.count == count else {
                throw CryptoError(
                    .unreadable,
                    operation: operation,
                    detail:
                        "expected coordinates of \(count) bytes for \(curve.rawValue), saw \(x.count) and \(y.count)"
                )
            }
            try self.init(
                der: DER.sequence(
                    // 1.2.840.10045.2.1, ecPublicKey.
                    DER.sequence(
                        DER.objectIdentifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1]),
                        DER.objectIdentifier(curve.objectIdentifier)
                    ),
                    // 4 says that both coordinates follow.
                    DER.bitString([4] + x + y)
                )
            )
        case .ed25519(let raw):
            let crypto = try OpenSSL.crypto(for: operation)
            guard let key = crypto.keys.newRawPublic(KeyKind.ed25519Identifier, nil, raw, raw.count) else {
                throw crypto.failure(.unreadable, operation, "expected 32 bytes, saw \(raw.count)")
            }
            self.init(try KeyHandle(crypto, owning: key, operation))
        }
    }

    private static func checkNumbers(
        _ modulus: [UInt8],
        _ exponent: [UInt8],
        _ operation: String
    ) throws(CryptoError) {
        let most = KeyKind.bits.upperBound / 8
        let isOdd = exponent.last.map { $0 & 1 == 1 } == true
        guard modulus.count <= most, (1...8).contains(exponent.count), isOdd, exponent.drop(while: { $0 == 0 }) != [1]
        else {
            throw CryptoError(
                .unreadable,
                operation: operation,
                detail: "expected a modulus of at most \(most) bytes and an odd exponent of 3 or more in 8 bytes, "
                    + "saw \(modulus.count) and \(exponent.count) bytes"
            )
        }
    }
}

extension EllipticCurve {
    /// The curve's name in ASN.1, encoded.
    fileprivate var objectIdentifier: [UInt8] {
        switch self {
        case .p256: [0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7]
        case .p384: [0x2B, 0x81, 4, 0, 0x22]
        case .p521: [0x2B, 0x81, 4, 0, 0x23]
        }
    }
}
