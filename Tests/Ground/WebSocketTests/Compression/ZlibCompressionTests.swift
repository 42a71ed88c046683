import Reactor
import TestKit
import Testing
import WebSocketWire

@testable import WebSocket

@Suite(.enabled(if: ZlibCompression.isAvailable, "zlib is not on this machine"), .timeLimit(.minutes(1)))
struct ZlibCompressionTests {
    private let hello: [UInt8] = Array("Hello".utf8)

    private func read(_ frames: [UInt8], _ agreement: DeflateAgreement? = agreedDeflate.deflate) throws -> [String] {
        var reader = WebSocketMessageReader(
            role: .client,
            decompressor: ZlibDecompressor(windowBits: agreement?.windowBits(.server) ?? 15),
            keepsContext: agreement?.keepsContext(.server) ?? true
        )
        var texts: [String] = []
        var place = 0
        while let event = try reader.next(frames.span, at: &place) {
            if case .message(let message) = event { texts.append(message.text) }
        }
        return texts
    }

    @Test func `reads the examples of RFC 7692 section 7_2_3`() throws {
        let one: [UInt8] = [0xC1, 0x07, 0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]
        #expect(try read(one) == ["Hello"])
        let fragments: [UInt8] = [0x41, 0x03, 0xF2, 0x48, 0xCD, 0x80, 0x04, 0xC9, 0xC9, 0x07, 0x00]
        #expect(try read(fragments) == ["Hello"])
        // The second one refers to the window that the first one left.
        #expect(try read(one + [0xC1, 0x05, 0xF2, 0x00, 0x11, 0x00, 0x00]) == ["Hello", "Hello"])
        let stored: [UInt8] = [0xC1, 0x0B, 0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00]
        #expect(try read(stored) == ["Hello"])
        let final: [UInt8] = [0xC1, 0x08, 0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00]
        #expect(try read(final + one) == ["Hello", "Hello"])
        let twoBlocks: [UInt8] = [
            0xC1, 0x0D, 0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00,
        ]
        #expect(try read(twoBlocks) == ["Hello"])
    }

    @Test func `carries messages under all parameters`() async throws {
        for bits in [8, 9, 12, 15] {
            for forgets in [false, true] {
                var answer = DeflateParameters()
                answer.serverMaxWindowBits = bits
                answer.clientMaxWindowBits = .bits(bits)
                answer.serverNoContextTakeover = forgets
                answer.clientNoContextTakeover = forgets
                var options = WebSocketOptions()
                options.compressionThreshold = 0
                options.fragmentSize = 700
                let agreement = WebSocketAgreement(deflate: DeflateAgreement(answer))
                try await withPair(client: options, server: options, agreement: agreement) { client, server in
                    try await beside(client.loop, { try await echo(server) }) {
                        var random = SeededRandom(seed: UInt64(bits))
                        for length in [0, 1, 50, 1_000, 40_000] {
                            let bytes = (0..<length).map { _ in UInt8.random(in: 0...9, using: &random) }
                            try await client.send(bytes)
                            let echoed = try await client.next()
                            #expect(echoed?.bytes == bytes && echoed?.wasCompressed == true)
                        }
                        await client.close()
                    }
                }
            }
        }
    }

    @Test func `leaves short messages uncompressed`() async throws {
        try await withPair(agreement: agreedDeflate) { client, server in
            try await client.send("short")
            #expect(try await server.next()?.wasCompressed == false)
            try await client.send(String(repeating: "long ", count: 100))
            #expect(try await server.next()?.wasCompressed == true)
        }
    }

    @Test func `stops a message that inflates beyond the limit`() async throws {
        var options = WebSocketOptions()
        options.limits.message = 1 << 20
        try await withRawPeer(options: options, agreement: agreedDeflate) { peer, connection in
            // 64 MiB of zeros in 64 KiB, and more of the same: inflated as a whole it would be large.
            let compressor = ZlibCompressor(level: 9, windowBits: 15)
            var bomb: [UInt8] = []
            let zeros = [UInt8](repeating: 0, count: 64 << 20)
            try compressor.compress(zeros.span, into: &bomb)
            let header = WebSocketFrameHeader(
                .binary,
                reservedBits: 4,
                mask: .identity,
                payloadLength: UInt64(bomb.count)
            )
            let frame = bomb
            try await beside(
                connection.loop,
                {
                    try await peer.send(header, frame)
                    #expect(try await peer.nextFrame()?.payload.prefix(2) == [0x03, 0xF1])
                    peer.close()
                }
            ) {
                let error = await expectError(.violation) { _ = try await connection.next() }
                #expect(error?.violation?.rule == .messageTooLarge)
            }
        }
    }

    @Test func `survives random bytes in place of compressed ones`() {
        for seed: UInt64 in 0..<500 {
            var random = SeededRandom(seed: seed)
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            var output: [UInt8] = []
            _ = try? ZlibDecompressor(windowBits: 15).decompress(bytes.span, into: &output, limit: 10_000)
            #expect(output.count <= 10_001)
        }
    }
}
