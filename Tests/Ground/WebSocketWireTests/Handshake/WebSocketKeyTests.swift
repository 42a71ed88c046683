import TestKit
import Testing

@testable import WebSocketWire

@Suite struct WebSocketKeyTests {
    @Test func `digests known vectors and block boundaries`() {
        func hex(_ text: String) -> String {
            SHA1.digest(Array(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        #expect(hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
        #expect(
            hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        )
        #expect(hex(String(repeating: "a", count: 1_000)) == "291e9a6c66994949b57ba5e650361e98fc36b1ba")
    }

    @Test func `computes the accept value of RFC 6455 section 1_3`() {
        #expect(WebSocketKey("dGhlIHNhbXBsZSBub25jZQ==")?.accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }

    @Test func `accepts only the canonical base64 of 16 bytes`() {
        let bad = [
            "", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZR==",
            "dGhlIHNhbXBsZSBub25jZQ===", "dGhlIHNhbXBsZSBub25j!Q==", "dGhlIHNhbXBsZSBub25jZVpa",
        ]
        for text in bad { #expect(WebSocketKey(text) == nil, "\(text)") }
        var random = SeededRandom(seed: 5)
        for _ in 0..<100 {
            let key = WebSocketKey(using: &random)
            #expect(WebSocketKey(key.text) == key)
        }
    }
}
