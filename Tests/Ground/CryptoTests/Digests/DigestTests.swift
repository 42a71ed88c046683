import Crypto
import TestKit
import Testing

@Suite struct DigestTests {
    @Test func `digests of abc are those of FIPS 180`() throws {
        let vectors: [(DigestAlgorithm, String)] = [
            (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                .sha384,
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
            ),
            (
                .sha512,
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                    + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
            ),
        ]
        for (algorithm, expected) in vectors {
            let digest = try Digest.of(Array("abc".utf8), algorithm)
            #expect(digest == hex(expected), "\(algorithm)")
            #expect(digest.count == algorithm.byteCount)
        }
        #expect(
            try Digest.of([], .sha256) == hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        )
    }

    @Test func `the WebSocket handshake's accept value comes out as in RFC 6455`() throws {
        let text = "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        #expect(try Digest.of(Array(text.utf8), .sha1) == hex("b37a4f2cc0624f1690f64606cf385945b2bec4ea"))
    }

    @Test func `pieces give the same digest as the whole`() throws {
        for seed in UInt64(1)...20 {
            var random = SeededRandom(seed: seed)
            let text = (0..<Int.random(in: 0...5000, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            for algorithm in DigestAlgorithm.allCases {
                var digest = try Digest(algorithm)
                var start = 0
                while start < text.count {
                    let end = min(text.count, start + Int.random(in: 0...400, using: &random))
                    digest.update(text.span.extracting(start..<end))
                    start = end
                }
                #expect(try digest.finish() == Digest.of(text, algorithm), "seed \(seed)")
            }
        }
    }
}
