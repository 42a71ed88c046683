import Crypto
import TestKit
import Testing

@Suite struct SealingKeyTests {
    @Test func `AES-256-GCM gives the published bytes`() throws {
        // Test case 16 of the cipher's specification by McGrew and Viega.
        let key = try SealingKey(hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"))
        let sealed = try key.seal(
            hex(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                    + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
            ),
            nonce: hex("cafebabefacedbaddecaf888"),
            authenticating: hex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
        )
        #expect(
            sealed.dropFirst(12)
                == hex(
                    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                        + "76fc6ece0f4e1768cddf8853bb2d551b"
                )[...]
        )
    }

    @Test func `ChaCha20-Poly1305 gives the published tag`() throws {
        // RFC 8439, section 2.8.2.
        let text =
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
            + "sunscreen would be it."
        let key = try SealingKey(Array(0x80...0x9f), .chaCha20Poly1305)
        let sealed = try key.seal(
            Array(text.utf8),
            nonce: hex("070000004041424344454647"),
            authenticating: hex("50515253c0c1c2c3c4c5c6c7")
        )
        #expect(sealed.count == text.utf8.count + SealingKey.overhead)
        #expect(Array(sealed.suffix(16)) == hex("1ae10b594f09e26a7e902ecbd0600691"))
        #expect(Array(sealed[12..<28]) == hex("d31a8d34648e60db7b86afbc53ef7ec2"))
    }

    @Test func `what was sealed opens, whatever its length`() throws {
        for algorithm in SealingAlgorithm.allCases {
            let key = SealingKey.random(algorithm)
            for count in [0, 1, 15, 16, 17, 1000, 70_000] {
                let contents = SecureRandom.bytes(count)
                let context = SecureRandom.bytes(count % 33)
                let sealed = try key.seal(contents, authenticating: context)
                #expect(sealed.count == count + SealingKey.overhead)
                #expect(try key.open(sealed, authenticating: context) == contents)
            }
            #expect(try key.seal([1]) != key.seal([1]), "a nonce was used twice")
        }
    }

    @Test func `any change is refused`() throws {
        for algorithm in SealingAlgorithm.allCases {
            let key = SealingKey.random(algorithm)
            let sealed = try key.seal(Array("secret".utf8), authenticating: [1, 2])
            for index in sealed.indices {
                var changed = sealed
                changed[index] ^= 0x80
                refuses { try key.open(changed, authenticating: [1, 2]) }
            }
            for count in 0..<sealed.count {
                refuses { try key.open(Array(sealed.prefix(count)), authenticating: [1, 2]) }
            }
            refuses { try key.open(sealed, authenticating: [1]) }
            refuses { try key.open(sealed) }
            refuses { try SealingKey.random(algorithm).open(sealed, authenticating: [1, 2]) }
        }
    }

    @Test func `wrong lengths of keys and nonces are refused`() throws {
        let error = #expect(throws: CryptoError.self) { _ = try SealingKey([1, 2, 3]) }
        #expect(error?.code == .badArgument)
        #expect(error?.description == "use a sealing key: expected 32 bytes, saw 3")
        #expect(throws: CryptoError.self) { _ = try SealingKey.random().seal([1], nonce: [1, 2]) }
    }

    private func refuses(_ body: () throws -> [UInt8]) {
        let error = #expect(throws: CryptoError.self) { _ = try body() }
        #expect(error?.code == .notAuthentic)
    }
}
