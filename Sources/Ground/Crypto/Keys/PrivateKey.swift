internal import SystemLibraries

/// A key that signs.
public struct PrivateKey: Sendable {
    let handle: KeyHandle

    /// Makes a new key.
    public static func generate(_ kind: KeyKind) throws(CryptoError) -> PrivateKey {
        let operation = "generate a key"
        let crypto = try OpenSSL.crypto(for: operation)
        let (name, bits): (String, Int32?) =
            switch kind {
            case .rsa(let bits): ("RSA", Int32(clamping: bits))
            case .ellipticCurve: ("EC", nil)
            case .ed25519: ("ED25519", nil)
            }
        if let bits, !KeyKind.bits.contains(Int(bits)) {
            throw CryptoError(
                .badArgument,
                operation: operation,
                detail: "expected \(KeyKind.bits.lowerBound) to \(KeyKind.bits.upperBound) bits, saw \(bits)"
            )
        }
        let context = try crypto.require(crypto.keys.newContext(nil, name, nil), operation)
        defer { crypto.keys.freeContext(context) }
        try crypto.check(crypto.keys.generateInitialise(context), operation)
        if let bits { try crypto.check(crypto.keys.setBits(context, bits), operation) }
        if case .ellipticCurve(let curve) = kind {
            try crypto.check(crypto.keys.setGroup(context, curve.groupName), operation)
        }
        var key: OpaquePointer?
        try crypto.check(crypto.keys.generate(context, &key), operation)
        return PrivateKey(handle: try KeyHandle(crypto, owning: try crypto.require(key, operation), operation))
    }

    private init(handle: KeyHandle) { self.handle = handle }

    /// Reads the first private key of a PEM text: PKCS #8, encrypted or not, or the older forms for RSA and EC.
    public init(pem: [UInt8], passphrase: [UInt8] = []) throws(CryptoError) {
        let operation = "read a private key"
        let crypto = try OpenSSL.crypto(for: operation)
        var passphrase = passphrase
        let key = try crypto.reading(pem, operation) { stream throws(CryptoError) in
            let key = withUnsafeMutablePointer(to: &passphrase) {
                crypto.encodings.readPrivatePEM(stream, nil, fillPassphrase, $0)
            }
            guard let key else {
                throw crypto.failure(
                    .unreadable,
                    operation,
                    "expected '-----BEGIN PRIVATE KEY-----' and a key in PEM, with its passphrase if it is encrypted"
                )
            }
            return key
        }
        handle = try KeyHandle(crypto, owning: key, operation)
    }

    /// Reads a key from DER: PKCS #8 without encryption, or the older forms for RSA and EC.
    public init(der: [UInt8]) throws(CryptoError) {
        let operation = "read a private key"
        let crypto = try OpenSSL.crypto(for: operation)
        let key = try crypto.decoded(der, operation, "a private key", free: { crypto.keys.free($0) }) { place, count in
            crypto.encodings.readPrivateDER(nil, place, count)
        }
        handle = try KeyHandle(crypto, owning: key, operation)
    }

    /// Takes the 32 secret bytes that an Ed25519 key grows from.
    public init(ed25519Seed seed: [UInt8]) throws(CryptoError) {
        let operation = "take an Ed25519 seed"
        let crypto = try OpenSSL.crypto(for: operation)
        guard let key = crypto.keys.newRawPrivate(KeyKind.ed25519Identifier, nil, seed, seed.count) else {
            throw crypto.failure(.badArgument, operation, "expected 32 bytes, saw \(seed.count)")
        }
        handle = try KeyHandle(crypto, owning: key, operation)
    }

    /// What kind of key it is.
    public var kind: KeyKind { handle.kind }

    /// The half that verifies.
    public func publicKey() throws(CryptoError) -> PublicKey {
        // Through its encoding, so that the secret half is not reachable from it.
        let crypto = try OpenSSL.crypto(for: "take the public key")
        return try PublicKey(
            der: crypto.encoded("take the public key") { crypto.encodings.writePublicDER(handle.pointer, $0) }
        )
    }

    /// The key as PEM text (PKCS #8), readable by anybody.
    public func pem() throws(CryptoError) -> [UInt8] {
        let operation = "write a private key"
        let crypto = try OpenSSL.crypto(for: operation)
        return try crypto.written(operation) {
            crypto.encodings.writePrivatePEM($0, handle.pointer, nil, nil, 0, nil, nil)
        }
    }

    /// The key as DER (PKCS #8), readable by anybody.
    public func der() throws(CryptoError) -> [UInt8] {
        let operation = "write a private key"
        let crypto = try OpenSSL.crypto(for: operation)
        return try crypto.written(operation) {
            crypto.encodings.writePrivateDER($0, handle.pointer, nil, nil, 0, nil, nil)
        }
    }
}
