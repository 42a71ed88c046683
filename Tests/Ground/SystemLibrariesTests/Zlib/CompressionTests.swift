import TestKit
import Testing

@testable import SystemLibraries

@Suite struct CompressionTests {
    @Test func `the state is laid out as in C`() {
        #expect(MemoryLayout<ZlibState>.size == 112)
        #expect(MemoryLayout<ZlibState>.stride == 112)
        let offsets: [(PartialKeyPath<ZlibState>, Int)] = [
            (\.nextInput, 0), (\.availableInput, 8), (\.totalInput, 16), (\.nextOutput, 24), (\.availableOutput, 32),
            (\.totalOutput, 40), (\.message, 48), (\.state, 56), (\.allocate, 64), (\.free, 72), (\.opaque, 80),
            (\.dataType, 88), (\.adler, 96), (\.reserved, 104),
        ]
        for (path, offset) in offsets { #expect(MemoryLayout<ZlibState>.offset(of: path) == offset) }
    }

    @Test func `what others compressed is read`() throws {
        // RFC 7692, section 7.2.3.2: "Hello" in a block that is marked as the last one.
        let hello: [UInt8] = [0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]
        #expect(try Compression.decompress(hello, from: .raw, limit: 5) == Array("Hello".utf8))
        // A stored block inside zlib's wrapping; the last four bytes are the Adler-32 of "abc".
        let abc: [UInt8] = [0x78, 0x01, 1, 3, 0, 0xFC, 0xFF, 0x61, 0x62, 0x63, 0x02, 0x4D, 0x01, 0x27]
        #expect(try Compression.decompress(abc, from: .zlib, limit: 100) == Array("abc".utf8))
    }

    @Test func `every format brings back what went in`() throws {
        for seed in UInt64(1)...12 {
            var random = SeededRandom(seed: seed)
            let bytes = someText(&random, count: Int.random(in: 0...200_000, using: &random))
            for format in CompressionFormat.allCases {
                let level = Int.random(in: 0...9, using: &random)
                let packed = try Compression.compress(bytes, to: format, level: level)
                #expect(
                    try Compression.decompress(packed, from: format, limit: bytes.count) == bytes,
                    "seed \(seed), \(format), level \(level)"
                )
            }
        }
    }

    @Test func `the bound is exact`() throws {
        let packed = try Compression.compress([UInt8](repeating: 7, count: 1_000_000), to: .gzip)
        #expect(packed.count < 2000)
        #expect(try Compression.decompress(packed, from: .gzip, limit: 1_000_000).count == 1_000_000)
        expect(.tooLarge, offset: nil) { try Compression.decompress(packed, from: .gzip, limit: 999_999) }
        expect(.tooLarge, offset: nil) { try Compression.decompress(packed, from: .gzip, limit: 0) }
    }

    @Test func `broken data is refused with its place`() throws {
        var packed = try Compression.compress(Array("some words, some words".utf8), to: .gzip)
        expect(.truncated, offset: packed.count - 1) {
            try Compression.decompress(packed.dropLast(), from: .gzip, limit: 100)
        }
        expect(.truncated, offset: 0) { try Compression.decompress([], from: .gzip, limit: 100) }
        expect(.trailingBytes, offset: packed.count) {
            try Compression.decompress(packed + [1, 2], from: .gzip, limit: 100)
        }
        packed[packed.count - 6] ^= 1  // in the checksum
        expect(.corrupt, offset: nil) { try Compression.decompress(packed, from: .gzip, limit: 100) }
        expect(.corrupt, offset: nil) { try Compression.decompress([7, 7, 7], from: .raw, limit: 100) }
        // A zlib header that asks for a preset dictionary.
        expect(.corrupt, offset: nil) {
            try Compression.decompress([0x78, 0xBB, 0, 0, 0, 1, 0], from: .zlib, limit: 100)
        }
    }

    @Test func `noise never traps`() {
        for seed in UInt64(1)...300 {
            var random = SeededRandom(seed: seed)
            let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            for format in CompressionFormat.allCases {
                _ = try? Compression.decompress(bytes, from: format, limit: 10_000)
            }
        }
    }

    private func expect(_ code: CompressionError.Code, offset: Int?, _ body: () throws -> [UInt8]) {
        let error = #expect(throws: CompressionError.self) { _ = try body() }
        #expect(error?.code == code, "\(error?.description ?? "")")
        if let offset { #expect(error?.offset == offset) }
    }
}

/// Words with repetitions, so that there is something to compress.
func someText(_ random: inout SeededRandom, count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
        if bytes.count > 100, Bool.random(using: &random) {
            let start = Int.random(in: 0..<bytes.count - 50, using: &random)
            bytes += Array(bytes[start..<start + Int.random(in: 3...50, using: &random)])
        } else {
            bytes.append(UInt8.random(in: 32...126, using: &random))
        }
    }
    return Array(bytes.prefix(count))
}
