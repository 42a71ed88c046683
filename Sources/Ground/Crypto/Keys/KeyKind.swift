internal import SystemLibraries

/// The curves over which ECDSA signs.
public enum EllipticCurve: String, Sendable, Hashable, CaseIterable {
    /// NIST P-256, OpenSSL's prime256v1.
    case p256 = "P-256"
    /// NIST P-384.
    case p384 = "P-384"
    /// NIST P-521.
    case p521 = "P-521"

    /// How long a coordinate is, and each half of a signature.
    public var coordinateByteCount: Int {
        switch self {
        case .p256: 32
        case .p384: 48
        case .p521: 66
        }
    }

    /// What OpenSSL calls it.
    var groupName: String {
        switch self {
        case .p256: "prime256v1"
        case .p384: "secp384r1"
        case .p521: "secp521r1"
        }
    }
}

/// The kinds of keys that this program works with.
public enum KeyKind: Sendable, Hashable, CustomStringConvertible {
    /// RSA with so many bits.
    case rsa(bits: Int)
    /// ECDSA over a curve.
    case ellipticCurve(EllipticCurve)
    /// EdDSA over edwards25519.
    case ed25519

    /// Such as `RSA with 2048 bits`.
    public var description: String {
        switch self {
        case .rsa(let bits): "RSA with \(bits) bits"
        case .ellipticCurve(let curve): "ECDSA over \(curve.rawValue)"
        case .ed25519: "Ed25519"
        }
    }

    /// The sizes that are neither too weak to take in nor too slow to work with.
    static let bits = 1024...16_384

    static let rsaIdentifier: Int32 = 6
    static let ellipticCurveIdentifier: Int32 = 408
    static let ed25519Identifier: Int32 = 1087
}

/// A key inside of OpenSSL, freed with its last owner.
///
/// `@unchecked Sendable`: OpenSSL does not change a key that is only used.
final class KeyHandle: @unchecked Sendable {
    let crypto: OpenSSL.Crypto
    let pointer: OpaquePointer
    let kind: KeyKind

    /// Takes over a key that was just read or made.
    init(_ crypto: OpenSSL.Crypto, owning pointer: OpaquePointer, _ operation: String) throws(CryptoError) {
        do throws(CryptoError) {
            kind = try Self.kind(of: pointer, crypto, operation)
        } catch {
            crypto.keys.free(pointer)
            throw error
        }
        self.crypto = crypto
        self.pointer = pointer
    }

    deinit { crypto.keys.free(pointer) }

    private static func kind(
        of pointer: OpaquePointer,
        _ crypto: OpenSSL.Crypto,
        _ operation: String
    ) throws(CryptoError) -> KeyKind {
        switch crypto.keys.identifier(pointer) {
        case KeyKind.rsaIdentifier:
            let bits = Int(crypto.keys.bits(pointer))
            guard KeyKind.bits.contains(bits) else {
                throw CryptoError(
                    .wrongKey,
                    operation: operation,
                    detail: "expected an RSA key of \(KeyKind.bits.lowerBound) to \(KeyKind.bits.upperBound) bits, "
                        + "saw \(bits)"
                )
            }
            return .rsa(bits: bits)
        case KeyKind.ellipticCurveIdentifier:
            let name = groupName(of: pointer, crypto)
            if let curve = EllipticCurve.allCases.first(where: { $0.groupName == name }) {
                return .ellipticCurve(curve)
            }
            throw CryptoError(
                .wrongKey,
                operation: operation,
                detail: "expected a key over P-256, P-384 or P-521, saw one over \(name)"
            )
        case KeyKind.ed25519Identifier:
            return .ed25519
        case let other:
            throw CryptoError(
                .wrongKey,
                operation: operation,
                detail: "expected an RSA, ECDSA or Ed25519 key, saw a key of OpenSSL's type \(other)"
            )
        }
    }

    private static func groupName(of pointer: OpaquePointer, _ crypto: OpenSSL.Crypto) -> String {
        let name = bytes(capacity: 64) { room in
            var length = 0
            return crypto.keys.textParameter(pointer, "group", room, 64, &length) == 1 ? length : 0
        }
        return String(decoding: name, as: UTF8.self)
    }
}
