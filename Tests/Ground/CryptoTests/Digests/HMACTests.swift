import Crypto
import Testing

@Suite struct HMACTests {
    @Test func `codes are those of RFC 4231`() throws {
        // Test case 1.
        let key = [UInt8](repeating: 0x0b, count: 20)
        let text = Array("Hi There".utf8)
        #expect(
            try HMAC.of(text, key: key, .sha256)
                == hex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        )
        #expect(
            try HMAC.of(text, key: key, .sha512)
                == hex(
                    "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
                        + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"
                )
        )
        // Test case 2: a short key.
        #expect(
            try HMAC.of(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8), .sha256)
                == hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        )
        // Test case 6: a key longer than a block.
        #expect(
            try HMAC.of(
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                key: [UInt8](repeating: 0xaa, count: 131),
                .sha256
            ) == hex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        )
    }

    @Test func `only the whole, unchanged code is valid`() throws {
        let key = SecureRandom.bytes(32)
        let text = Array("some text".utf8)
        let code = try HMAC.of(text, key: key, .sha256)
        #expect(try HMAC.isValid(code, for: text, key: key, .sha256))
        for index in code.indices {
            var changed = code
            changed[index] ^= 1
            #expect(try !HMAC.isValid(changed, for: text, key: key, .sha256))
        }
        #expect(try !HMAC.isValid(code.dropLast(), for: text, key: key, .sha256))
        #expect(try !HMAC.isValid([], for: text, key: key, .sha256))
        #expect(try !HMAC.isValid(code, for: text, key: [], .sha256))
    }

    @Test func `keys are derived as in RFC 5869`() throws {
        // Test case 1.
        let derived = try HKDF.derive(
            42,
            from: [UInt8](repeating: 0x0b, count: 22),
            salt: hex("000102030405060708090a0b0c"),
            purpose: hex("f0f1f2f3f4f5f6f7f8f9")
        )
        #expect(
            derived
                == hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
        )
        let error = #expect(throws: CryptoError.self) { _ = try HKDF.derive(8161, from: [1], purpose: []) }
        #expect(error?.code == .badArgument)
        #expect(try HKDF.derive(8160, from: [1], purpose: []).count == 8160)
    }

    @Test func `equality looks at every byte`() {
        #expect(constantTimeEqual([], []))
        #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2, 4]))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2]))
    }

    @Test func `random bytes differ and fill what was asked for`() {
        #expect(SecureRandom.bytes(0).isEmpty)
        let many = SecureRandom.bytes(1000)
        #expect(many.count == 1000 && Set(many).count > 200)
        #expect(SecureRandom.bytes(16) != SecureRandom.bytes(16))
        var random = SecureRandom()
        #expect(random.next() != random.next())
    }
}
