import TestKit
import Testing

@testable import Text

@Suite struct Base64Tests {
    @Test func `writes and reads the vectors of the RFC`() throws {
        let vectors = [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
        for (plain, encoded) in vectors {
            let bare = encoded.replacing("=", with: "")
            #expect(Base64.standard.encode(Array(plain.utf8)) == encoded)
            #expect(Base64.url.encode(Array(plain.utf8)) == bare)
            #expect(try Base64.standard.decode(encoded) == Array(plain.utf8))
            #expect(try Base64.url.decode(bare) == Array(plain.utf8))
        }
    }

    @Test func `tells its alphabets apart`() throws {
        let bytes: [UInt8] = [0xFB, 0xEF, 0xBE, 0xFF]
        #expect(Base64.standard.encode(bytes) == "++++/w==")
        #expect(Base64.url.encode(bytes) == "----_w")
        #expect(throws: TextError.self) { try Base64.url.decode("++++") }
        #expect(throws: TextError.self) { try Base64.standard.decode("----") }
    }

    @Test func `refuses what is not canonical, and says where`() {
        func failure(_ text: String, _ base64: Base64 = .standard) -> TextError? {
            do throws(TextError) { _ = try base64.decode(text) } catch { return error }
            return nil
        }
        let vectors: [(String, TextError.Code, Int)] = [
            ("Zh==", .notCanonical, 1), ("Zm9=", .notCanonical, 2), ("Zg=", .padding, 3), ("Zg", .padding, 2),
            ("Zm9v====", .padding, 4), ("Zm9v=", .padding, 4), ("Zm9vZ", .unexpectedEnd, 5), ("Z", .unexpectedEnd, 1),
            ("=", .padding, 0), ("Z===", .padding, 1), ("Zm=v", .padding, 2), ("Zm 9v", .unexpectedByte, 2),
            ("Zm9v\n", .unexpectedByte, 4), ("é123", .unexpectedByte, 0), ("AAAA*AAA", .unexpectedByte, 4),
            ("AA==AAAA", .padding, 2),
        ]
        for (text, code, offset) in vectors {
            let error = failure(text)
            #expect(error?.code == code && error?.offset == offset, "\(text): \(String(describing: error))")
        }
        #expect(failure("Zg==", .url)?.code == .padding)
        let optional = Base64(alphabet: .url, padding: .optional)
        #expect(failure("Zg", optional) == nil)
        #expect(failure("Zg==", optional) == nil)
        #expect(failure("Zg=", optional)?.code == .padding)
    }

    @Test func `brings any bytes back, and lets exactly one text stand for them`() throws {
        var random = SeededRandom(seed: 64)
        for base64 in [Base64.standard, .url, Base64(alphabet: .standard, padding: .optional)] {
            for count in 0..<70 {
                let bytes = [UInt8].random(count: count, using: &random)
                let text = base64.encode(bytes)
                #expect(text.utf8.count == base64.encodedCount(count))
                #expect(try base64.decode(text) == bytes)
                let characters = base64.encodedBytes(bytes.span)
                #expect(characters == Array(text.utf8))
            }
        }
        // Whatever decodes, encodes to the same text again.
        let alphabet = Array("AQgw/+9z=".utf8)
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            if let bytes = try? Base64.standard.decode(text.span) {
                #expect(Base64.standard.encode(bytes) == String(decoding: text, as: UTF8.self))
            }
        }
    }

    @Test func `reads and writes hexadecimal`() throws {
        #expect(Hexadecimal.encode([0x00, 0xAB, 0xF9]) == "00abf9")
        #expect(Hexadecimal.encode([0x00, 0xAB, 0xF9], uppercase: true) == "00ABF9")
        #expect(try Hexadecimal.decode("00aBF9") == [0x00, 0xAB, 0xF9])
        #expect(
            throws: TextError(
                .unexpectedEnd,
                format: "hexadecimal",
                offset: 3,
                expected: "the second digit of a pair",
                seen: "the end"
            )
        ) {
            try Hexadecimal.decode("abc")
        }
        #expect(throws: TextError.self) { try Hexadecimal.decode("0x12") }
    }
}
