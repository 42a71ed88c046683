/// How bytes are signed, by the names of RFC 7518 and RFC 8037.
public enum SignatureAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// RSA with PKCS #1 padding over SHA-256.
    case rs256 = "RS256"
    /// RSA with PKCS #1 padding over SHA-384.
    case rs384 = "RS384"
    /// RSA with PKCS #1 padding over SHA-512.
    case rs512 = "RS512"
    /// RSA with PSS padding over SHA-256.
    case ps256 = "PS256"
    /// RSA with PSS padding over SHA-384.
    case ps384 = "PS384"
    /// RSA with PSS padding over SHA-512.
    case ps512 = "PS512"
    /// ECDSA over P-256 and SHA-256.
    case es256 = "ES256"
    /// ECDSA over P-384 and SHA-384.
    case es384 = "ES384"
    /// ECDSA over P-521 and SHA-512.
    case es512 = "ES512"
    /// EdDSA over edwards25519.
    case edDSA = "EdDSA"

    /// The digest that is signed; EdDSA takes the bytes themselves.
    var digest: DigestAlgorithm? {
        switch self {
        case .rs256, .ps256, .es256: .sha256
        case .rs384, .ps384, .es384: .sha384
        case .rs512, .ps512, .es512: .sha512
        case .edDSA: nil
        }
    }

    var usesPSS: Bool { [.ps256, .ps384, .ps512].contains(self) }

    /// The curve of an ECDSA algorithm.
    var curve: EllipticCurve? {
        switch self {
        case .es256: .p256
        case .es384: .p384
        case .es512: .p521
        default: nil
        }
    }

    /// Whether keys of a kind can be used; RSA keys must have 2048 bits (RFC 7518, section 3.3).
    public func accepts(_ kind: KeyKind) -> Bool {
        switch kind {
        case .rsa(let bits): curve == nil && self != .edDSA && bits >= 2048
        case .ellipticCurve(let curve): self.curve == curve
        case .ed25519: self == .edDSA
        }
    }

    func check(_ kind: KeyKind, _ operation: String) throws(CryptoError) {
        guard !accepts(kind) else { return }
        let expected =
            switch self {
            case .edDSA: "Ed25519"
            default: curve.map { "ECDSA over \($0.rawValue)" } ?? "RSA with at least 2048 bits"
            }
        throw CryptoError(
            .wrongKey,
            operation: operation,
            detail: "expected a key of the kind \(expected) for \(rawValue), saw \(kind)"
        )
    }
}
