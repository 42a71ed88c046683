import TestKit
import Testing

@testable import SystemLibraries

@Suite struct DeflateStreamTests {
    @Test func `messages end at the marker of a sync flush`() throws {
        var stream = try DeflateStream(.raw)
        var first: [UInt8] = []
        try stream.compress(Array("Hello".utf8), flush: .sync, into: &first)
        // RFC 7692, section 7.2.3.1.
        #expect(first == [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00, 0x00, 0xff, 0xff])
        var second: [UInt8] = []
        try stream.compress(Array("Hello".utf8), flush: .sync, into: &second)
        // The window is kept: section 7.2.3.2.
        #expect(second == [0xf2, 0x00, 0x11, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff])
        stream.reset()
        var third: [UInt8] = []
        try stream.compress(Array("Hello".utf8), flush: .sync, into: &third)
        #expect(third == first)
    }

    @Test func `any splits of the input and of the compressed bytes give the same text`() throws {
        for seed in UInt64(1)...25 {
            var random = SeededRandom(seed: seed)
            let text = someText(&random, count: 30_000)
            let windowBits = Int.random(in: 8...15, using: &random)
            var deflate = try DeflateStream(.raw, level: Int.random(in: 1...9, using: &random), windowBits: windowBits)
            var packed: [UInt8] = []
            for piece in pieces(of: text, &random) {
                try deflate.compress(piece, flush: piece.count % 3 == 0 ? .sync : .none, into: &packed)
            }
            try deflate.compress([], flush: .finish, into: &packed)
            var inflate = try InflateStream(.raw, windowBits: windowBits)
            var output: [UInt8] = []
            var status = InflateStream.Status.needsInput
            for piece in pieces(of: packed + [9, 9, 9], &random) {
                var rest = piece
                repeat {
                    let limit = Int.random(in: 1...5000, using: &random)
                    let before = output.count
                    let progress = try inflate.decompress(rest, into: &output, limit: limit)
                    #expect(progress.produced == output.count - before && progress.produced <= limit)
                    rest.removeFirst(progress.consumed)
                    status = progress.status
                } while status == .outputFull
                #expect(status == .ended || rest.isEmpty)
            }
            #expect(status == .ended && output == text, "seed \(seed)")
        }
    }

    @Test func `a bomb is stopped at the bound, and goes on when the caller wants more`() throws {
        let bomb = try Compression.compress([UInt8](repeating: 0, count: 5_000_000), to: .raw, level: 9)
        #expect(bomb.count < 6_000)
        var stream = try InflateStream(.raw)
        var output: [UInt8] = []
        let first = try stream.decompress(bomb, into: &output, limit: 1000)
        #expect(first.status == .outputFull && output.count == 1000)
        #expect(output.capacity < 100_000)
        let second = try stream.decompress(Array(bomb[first.consumed...]), into: &output, limit: 24)
        #expect(second.status == .outputFull && output.count == 1024)
    }

    @Test func `output that fits exactly is told apart from more to come`() throws {
        var deflate = try DeflateStream(.raw)
        var packed: [UInt8] = []
        try deflate.compress([UInt8](repeating: 65, count: 5000), flush: .sync, into: &packed)
        var inflate = try InflateStream(.raw)
        var output: [UInt8] = []
        let progress = try inflate.decompress(packed, into: &output, limit: 5000)
        #expect(progress.produced == 5000 && progress.status == .outputFull)
        let rest = try inflate.decompress(Array(packed[progress.consumed...]), into: &output, limit: 5000)
        #expect(rest.produced == 0 && rest.status == .needsInput)
    }

    @Test func `nothing comes out of nothing, and a reset starts anew`() throws {
        var inflate = try InflateStream(.zlib)
        var output: [UInt8] = []
        let none = try inflate.decompress([], into: &output, limit: 10)
        #expect(none == .init(status: .needsInput, consumed: 0, produced: 0))
        let packed = try Compression.compress([1, 2, 3], to: .zlib)
        #expect(try inflate.decompress(packed, into: &output, limit: 10).status == .ended)
        #expect(try inflate.decompress(packed, into: &output, limit: 10).consumed == 0)
        inflate.reset()
        #expect(try inflate.decompress(packed, into: &output, limit: 10).status == .ended)
        #expect(output == [1, 2, 3, 1, 2, 3])
    }

    @Test func `options out of range are refused`() {
        for bits in [-1, 0, 7, 16, 47] {
            let error = #expect(throws: CompressionError.self) { _ = try InflateStream(.raw, windowBits: bits) }
            #expect(error?.code == .badOption)
            #expect(throws: CompressionError.self) { _ = try DeflateStream(.raw, windowBits: bits) }
        }
        #expect(throws: CompressionError.self) { _ = try DeflateStream(.raw, level: 10) }
        #expect(throws: CompressionError.self) { _ = try DeflateStream(.raw, memoryLevel: 0) }
    }

    private func pieces(of bytes: [UInt8], _ random: inout SeededRandom) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var start = 0
        repeat {
            let end = min(bytes.count, start + Int.random(in: 0...900, using: &random))
            pieces.append(Array(bytes[start..<end]))
            start = end
        } while start < bytes.count
        return pieces
    }
}
