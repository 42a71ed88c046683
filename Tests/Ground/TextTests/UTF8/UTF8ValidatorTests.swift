import TestKit
import Testing

@testable import Text

@Suite struct UTF8ValidatorTests {
    private func failure(_ pieces: [[UInt8]]) -> (offset: Int?, isComplete: Bool) {
        var validator = UTF8Validator()
        var start = 0
        for piece in pieces {
            if let offset = validator.consume(piece.span) { return (start + offset, true) }
            start += piece.count
        }
        return (nil, validator.isComplete)
    }

    private func accepts(_ bytes: [UInt8]) -> Bool { UTF8Validator.isValid(bytes.span) }

    /// What the standard library's decoder says, as a second opinion.
    private func isValid(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    @Test func `agrees with the standard library wherever a bound lies`() {
        let bounds: [UInt8] = [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
        for first in UInt8(0x7F)...0xFF {
            for second in bounds {
                for third in bounds {
                    let bytes = [first, second, third]
                    guard accepts(bytes) != isValid(bytes) else { continue }
                    Issue.record("\(bytes)")
                }
                guard accepts([first, second]) != isValid([first, second]) else { continue }
                Issue.record("\([first, second])")
            }
        }
    }

    @Test func `accepts every character in whole and in single bytes, and no surrogate`() {
        var all: [UInt8] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            all.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        }
        #expect(failure([all]) == (nil, true))
        #expect(failure(all.suffix(20_000).map { [$0] }) == (nil, true))
        #expect(failure([[0xED, 0xA0, 0x80]]).offset == 1)
    }

    @Test func `fails at the first byte that cannot continue, however the text is cut`() {
        let vectors: [([UInt8], Int)] = [
            ([0x61, 0x80], 1), ([0xC0, 0xAF], 0), ([0xC1, 0x80], 0), ([0xE0, 0x9F, 0x80], 1), ([0xED, 0xA0, 0x80], 1),
            ([0xF0, 0x8F, 0xBF, 0xBF], 1), ([0xF4, 0x90, 0x80, 0x80], 1), ([0xF5, 0x80], 0), ([0xFF], 0),
            ([0xE2, 0x82, 0x41], 2), ([0xF0, 0x9F, 0x98, 0x41], 3), ([0xC3, 0xC3], 1), ([0xE2, 0x28, 0xA1], 1),
        ]
        var random = SeededRandom(seed: 3629)
        for (sequence, offset) in vectors {
            for lead in [0, 1, 7, 8, 15, 16, 17, 40] {
                let bytes = [UInt8](repeating: 0x61, count: lead) + sequence + Array("rest of the text".utf8)
                #expect(failure([bytes]).offset == lead + offset, "\(sequence) after \(lead)")
                for _ in 0..<20 {
                    #expect(failure(bytes.randomPieces(using: &random)).offset == lead + offset, "\(sequence)")
                }
            }
        }
    }

    @Test func `knows whether the end cuts a character`() {
        #expect(failure([[0xE2, 0x82]]) == (nil, false))
        #expect(failure([[0xE2], [0x82], [0xAC]]) == (nil, true))
        #expect(!accepts([0xF0, 0x9F, 0x98]))
        #expect(accepts([]))
    }

    @Test func `finds the same place in random bytes however they are cut`() {
        var random = SeededRandom(seed: 8)
        let lumps: [[UInt8]] = [
            Array("plain".utf8), Array("é".utf8), Array("€".utf8), Array("😀".utf8), [0x80], [0xE2, 0x82], [0xF0],
            Array("a long run of plain text, longer than a word".utf8),
        ]
        for round in 0..<500 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                // One lump in five may be broken.
                let isWhole = Int.random(in: 0..<5, using: &random) > 0
                let choice =
                    isWhole ? [0, 1, 2, 3, 7].randomElement(using: &random) : [4, 5, 6].randomElement(using: &random)
                bytes += lumps[choice ?? 0]
            }
            let whole = failure([bytes])
            #expect((whole.offset == nil && whole.isComplete) == isValid(bytes), "round \(round)")
            #expect(failure(bytes.randomPieces(using: &random)) == whole, "round \(round)")
            #expect(failure(bytes.map { [$0] }) == whole, "round \(round)")
        }
    }

    @Test func `names what is wrong, with the length that a repairing decoder replaces`() {
        let vectors: [([UInt8], UTF8Problem.Kind, Int, Int)] = [
            ([0x61, 0x80, 0x80], .strayContinuation, 1, 1), ([0xC0, 0xAF], .overlong, 0, 1),
            ([0xE0, 0x9F, 0x80], .overlong, 0, 1), ([0xED, 0xA0, 0x80], .surrogate, 0, 1),
            ([0xF4, 0x90, 0x80, 0x80], .tooLarge, 0, 1), ([0xF0, 0x80, 0x80], .overlong, 0, 1),
            ([0xF6], .tooLarge, 0, 1), ([0xFF], .impossibleByte, 0, 1), ([0x61, 0xE2, 0x82, 0x41], .cutShort, 1, 2),
            ([0xF0, 0x9F, 0x98], .cutShort, 0, 3), ([0xC3, 0xA9, 0xC3], .cutShort, 2, 1),
            ([0xC3, 0xA9, 0xA9], .strayContinuation, 2, 1), ([0xED], .cutShort, 0, 1), ([0xE0, 0x41], .cutShort, 0, 1),
        ]
        for (bytes, kind, offset, length) in vectors {
            let problem = UTF8Problem.first(in: bytes.span)
            #expect(problem == UTF8Problem(kind: kind, offset: offset, length: length), "\(bytes)")
        }
        let none = UTF8Problem.first(in: "äöü".utf8.span)
        #expect(none == nil)
        #expect(throws: TextError.self) {
            let bytes: [UInt8] = [0xFF]
            return try String(strictUTF8: bytes.span)
        }
    }

    @Test func `replaces as many sequences as the standard library does`() {
        var random = SeededRandom(seed: 0xFFFD)
        for round in 0..<500 {
            let bytes = (0..<12).map { _ in
                Bool.random(using: &random) ? UInt8.random(in: 0x80...0xFF, using: &random) : 0xE2
            }
            var count = 0
            var position = 0
            while let problem = UTF8Problem.first(in: bytes.span, from: position) {
                count += 1
                position = problem.offset + problem.length
            }
            let replaced = String(decoding: bytes, as: UTF8.self).unicodeScalars.count { $0 == "\u{FFFD}" }
            #expect(count == replaced, "round \(round): \(bytes)")
        }
    }
}
