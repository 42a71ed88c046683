import TestKit
import Testing

@testable import WebSocketWire

@Suite struct UTF8ValidatorTests {
    private let valid = [
        "", "a", "κόσμε", "Hello-µ@ßöäüàá-UTF-8!!", "\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFD}\u{FFFF}",
        "\u{10000}\u{10FFFF}", "日本語テキスト", "😀😃👩‍👩‍👧‍👦",
    ]

    /// The bytes and the place of the first one that cannot stand there.
    private let invalid: [([UInt8], Int)] = [
        ([0x80], 0), ([0xBF], 0), ([0xC0, 0x80], 0), ([0xC1, 0xBF], 0), ([0xF5, 0x80, 0x80, 0x80], 0),
        ([0xFF], 0), ([0xFE], 0), ([0xE0, 0x9F, 0xBF], 1), ([0xED, 0xA0, 0x80], 1), ([0xF0, 0x8F, 0xBF, 0xBF], 1),
        ([0xF4, 0x90, 0x80, 0x80], 1), ([0x61, 0xC3, 0x28], 2), ([0xE2, 0x82, 0x28], 2),
        ([0xF0, 0x9F, 0x98, 0x41], 3), ([0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x80], 8),
    ]

    @Test func `accepts all of Unicode in any pieces`() {
        for text in valid {
            let bytes = Array(text.utf8)
            for cut in 0...bytes.count {
                var validator = UTF8Validator()
                #expect(validator.firstInvalid(Array(bytes.prefix(cut)).span) == nil)
                #expect(validator.firstInvalid(bytes.span, from: cut) == nil)
                #expect(validator.isComplete)
            }
        }
    }

    @Test func `finds the first byte that cannot stand, however the bytes are cut`() {
        for (bytes, place) in invalid {
            for padding in [0, 1, 31, 32, 40] {
                let all = [UInt8](repeating: 0x20, count: padding) + bytes + [0x20, 0x20, 0x20, 0x20]
                for cut in 0...padding + place {
                    var validator = UTF8Validator()
                    #expect(validator.firstInvalid(Array(all.prefix(cut)).span) == nil)
                    #expect(validator.firstInvalid(all.span, from: cut) == padding + place)
                }
            }
        }
    }

    @Test func `waits for the rest of a character`() {
        for text in ["é", "€", "😀"] {
            let bytes = Array(text.utf8)
            for cut in 1..<bytes.count {
                var validator = UTF8Validator()
                #expect(validator.firstInvalid(Array(bytes.prefix(cut)).span) == nil)
                #expect(!validator.isComplete)
            }
        }
    }

    @Test func `agrees with the standard library on random bytes`() {
        var random = SeededRandom(seed: 13)
        let interesting: [UInt8] = [0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xED, 0xF0, 0xF4]
        for round in 0..<20_000 {
            let count = Int.random(in: 0...12, using: &random)
            let bytes = (0..<count).map { _ in
                Bool.random(using: &random)
                    ? interesting[Int.random(in: 0..<interesting.count, using: &random)]
                    : UInt8.random(in: 0...255, using: &random)
            }
            var validator = UTF8Validator()
            let isValid = validator.firstInvalid(bytes.span) == nil && validator.isComplete
            #expect(isValid == (String(validating: bytes, as: UTF8.self) != nil), "round \(round): \(bytes)")
        }
    }
}
