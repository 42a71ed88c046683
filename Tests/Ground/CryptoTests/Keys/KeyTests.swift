import Crypto
import TestKit
import Testing

@Suite struct KeyTests {
    private static let kinds: [KeyKind] = [
        .rsa(bits: 2048), .ellipticCurve(.p256), .ellipticCurve(.p384), .ellipticCurve(.p521), .ed25519,
    ]

    @Test func `keys survive PEM, DER and being taken apart`() throws {
        for kind in Self.kinds {
            let key = try PrivateKey.generate(kind)
            #expect(key.kind == kind)
            let publicKey = try key.publicKey()
            #expect(publicKey.kind == kind)
            let pem = try key.pem()
            #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
            #expect(try PrivateKey(pem: pem).publicKey() == publicKey)
            #expect(try PrivateKey(der: key.der()).publicKey() == publicKey)
            #expect(try PublicKey(pem: publicKey.pem()) == publicKey)
            #expect(try PublicKey(der: publicKey.der()) == publicKey)
            let parts = try publicKey.components()
            #expect(try PublicKey(parts) == publicKey, "\(kind)")
            #expect(try PublicKey(parts).components() == parts)
            #expect(try PrivateKey.generate(kind).publicKey() != publicKey)
        }
    }

    @Test func `parts have the lengths that JSON Web Keys want`() throws {
        for curve in EllipticCurve.allCases {
            guard
                case .ellipticCurve(_, let x, let y) = try PrivateKey.generate(.ellipticCurve(curve)).publicKey()
                    .components()
            else { throw CryptoError(.failed, operation: "test", detail: "no point") }
            #expect(x.count == curve.coordinateByteCount && y.count == curve.coordinateByteCount)
        }
        guard case .rsa(let modulus, let exponent) = try PrivateKey.generate(.rsa(bits: 2048)).publicKey().components()
        else { throw CryptoError(.failed, operation: "test", detail: "no numbers") }
        #expect(modulus.count == 256 && modulus[0] >= 0x80 && exponent == [1, 0, 1])
    }

    @Test func `numbers that are no key are refused`() throws {
        let point = [UInt8](repeating: 1, count: 32)
        refuses(.unreadable) { _ = try PublicKey(.ellipticCurve(.p256, x: point, y: point)) }
        refuses(.unreadable) { _ = try PublicKey(.ellipticCurve(.p384, x: point, y: point)) }
        refuses(.unreadable) { _ = try PublicKey(.ed25519([1, 2, 3])) }
        let modulus = [UInt8](repeating: 0xFF, count: 256)
        for exponent: [UInt8] in [[], [2], [1], [0, 0, 1], [UInt8](repeating: 255, count: 9)] {
            refuses(.unreadable) { _ = try PublicKey(.rsa(modulus: modulus, exponent: exponent)) }
        }
        refuses(.wrongKey) { _ = try PublicKey(.rsa(modulus: [0xFF, 0xFF], exponent: [3])) }
        refuses(.unreadable) {
            _ = try PublicKey(.rsa(modulus: [UInt8](repeating: 0xFF, count: 5000), exponent: [3]))
        }
        refuses(.badArgument) { _ = try PrivateKey.generate(.rsa(bits: 512)) }
        refuses(.badArgument) { _ = try PrivateKey.generate(.rsa(bits: .max)) }
        refuses(.badArgument) { _ = try PrivateKey(ed25519Seed: [1]) }
    }

    @Test func `texts that are no key are refused in words`() throws {
        refuses(.unreadable) { _ = try PrivateKey(pem: []) }
        refuses(.unreadable) { _ = try PublicKey(pem: Array("nonsense".utf8)) }
        refuses(.unreadable) { _ = try PublicKey(der: [0x30, 0x80]) }
        refuses(.unreadable) { _ = try PublicKey(der: PrivateKey.generate(.ed25519).publicKey().der() + [0]) }
        let error = #expect(throws: CryptoError.self) { _ = try PrivateKey(pem: Array("x".utf8)) }
        #expect(error?.description.contains("expected '-----BEGIN PRIVATE KEY-----'") == true)
    }

    @Test func `noise never traps`() {
        for seed in UInt64(1)...200 {
            var random = SeededRandom(seed: seed)
            var bytes: [UInt8] = [0x30]
            for _ in 0..<Int.random(in: 0...120, using: &random) { bytes.append(.random(in: 0...255, using: &random)) }
            _ = try? PublicKey(der: bytes)
            _ = try? PrivateKey(der: bytes)
            _ = try? Certificate(der: bytes)
            _ = try? Certificate.all(inPEM: bytes)
        }
    }

    private func refuses(_ code: CryptoError.Code, _ body: () throws -> Void) {
        let error = #expect(throws: CryptoError.self) { try body() }
        #expect(error?.code == code, "\(error?.description ?? "")")
    }
}
