import TestKit
import Testing

@testable import Crypto

@Suite struct SigningTests {
    @Test func `Ed25519 signs as in RFC 8032`() throws {
        // Section 7.1, test 3.
        let key = try PrivateKey(
            ed25519Seed: hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
        )
        let expected = hex(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        )
        #expect(try key.sign([0xaf, 0x82], using: .edDSA) == expected)
        let publicKey = try PublicKey(
            .ed25519(hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"))
        )
        #expect(try key.publicKey() == publicKey)
        #expect(try publicKey.verify(expected, of: [0xaf, 0x82], using: .edDSA))
        // Test 1: no bytes at all.
        let empty = try PrivateKey(
            ed25519Seed: hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
        )
        #expect(
            try empty.sign([], using: .edDSA)
                == hex(
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
                )
        )
    }

    @Test func `the ES256 signature of RFC 7515 verifies`() throws {
        // Appendix A.3: key and signature as its base64url texts decode.
        let key = try PublicKey(
            .ellipticCurve(
                .p256,
                x: hex("7fcdce2770f6c45d4183cbee6fdb4b7b580733357be9ef13bacf6e3c7bd15445"),
                y: hex("c7f144cd1bbd9b7e872cdfedb9eeb9f4b3695d6ea90b24ad8a4623288588e5ad")
            )
        )
        let text =
            "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9p"
            + "c19yb290Ijp0cnVlfQ"
        // The signature's two numbers, in decimal bytes in the appendix.
        let first: [UInt8] = [
            14, 209, 33, 83, 121, 99, 108, 72, 60, 47, 127, 21, 88, 7, 212, 2, 163, 178, 40, 3, 58, 249, 124, 126, 23,
            129, 154, 195, 22, 158, 166, 101,
        ]
        let second: [UInt8] = [
            197, 10, 7, 211, 140, 60, 112, 229, 216, 241, 45, 175, 8, 74, 84, 128, 166, 101, 144, 197, 242, 147, 80,
            154, 143, 63, 127, 138, 131, 163, 84, 213,
        ]
        #expect(try key.verify(first + second, of: Array(text.utf8), using: .es256))
        #expect(try !key.verify(first + second, of: Array(text.utf8.dropLast()), using: .es256))
    }

    @Test func `every algorithm verifies what it signed and nothing else`() throws {
        for algorithm in SignatureAlgorithm.allCases {
            let key = try PrivateKey.generate(kind(for: algorithm))
            let publicKey = try key.publicKey()
            let text = Array("what is signed".utf8)
            let signature = try key.sign(text, using: algorithm)
            #expect(try publicKey.verify(signature, of: text, using: algorithm))
            #expect(try !publicKey.verify(signature, of: text + [0], using: algorithm))
            #expect(try !publicKey.verify([], of: text, using: algorithm))
            #expect(try !publicKey.verify(signature.dropLast(), of: text, using: algorithm))
            #expect(try !publicKey.verify(signature + [0], of: text, using: algorithm))
            #expect(try !publicKey.verify([UInt8](repeating: 0, count: signature.count), of: text, using: algorithm))
            #expect(try !publicKey.verify([UInt8](repeating: 255, count: signature.count), of: text, using: algorithm))
            for index in stride(from: 0, to: signature.count, by: 7) {
                var changed = signature
                changed[index] ^= 4
                #expect(try !publicKey.verify(changed, of: text, using: algorithm), "\(algorithm)")
            }
            if let curve = algorithm.curve { #expect(signature.count == 2 * curve.coordinateByteCount) }
        }
    }

    @Test func `a signature of one padding is not taken for the other`() throws {
        let key = try PrivateKey.generate(.rsa(bits: 2048))
        let signature = try key.sign([1], using: .rs256)
        #expect(try !key.publicKey().verify(signature, of: [1], using: .ps256))
        #expect(try !key.publicKey().verify(signature, of: [1], using: .rs384))
    }

    @Test func `keys of the wrong kind are refused in words`() throws {
        let key = try PrivateKey.generate(.ed25519)
        let error = #expect(throws: CryptoError.self) { _ = try key.sign([1], using: .es256) }
        #expect(error?.code == .wrongKey)
        #expect(
            error?.description
                == "sign with ES256: expected a key of the kind ECDSA over P-256 for ES256, saw Ed25519"
        )
        let weak = try PrivateKey.generate(.rsa(bits: 1024))
        #expect(throws: CryptoError.self) { _ = try weak.sign([1], using: .rs256) }
        #expect(throws: CryptoError.self) { _ = try weak.publicKey().verify([1], of: [1], using: .ps512) }
        #expect(throws: CryptoError.self) {
            _ = try PrivateKey.generate(.ellipticCurve(.p384)).sign([1], using: .es256)
        }
    }

    private func kind(for algorithm: SignatureAlgorithm) -> KeyKind {
        if algorithm == .edDSA { return .ed25519 }
        return algorithm.curve.map { .ellipticCurve($0) } ?? .rsa(bits: 2048)
    }
}
