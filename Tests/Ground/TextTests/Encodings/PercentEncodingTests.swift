import TestKit
import Testing

@testable import Text

@Suite struct PercentEncodingTests {
    @Test func `escapes all but the set that was asked for`() {
        #expect(PercentEncoding.encode("a b/ü?") == "a%20b%2F%C3%BC%3F")
        #expect(PercentEncoding.encode("a b/ü?", keeping: .path) == "a%20b/%C3%BC%3F")
        #expect(PercentEncoding.encode("a&b=c/?", keeping: .query) == "a&b=c/?")
    }

    @Test func `decodes strictly`() throws {
        #expect(try PercentEncoding.decode("a%20b%2f%C3%BC") == "a b/ü")
        for (text, offset) in [("%", 1), ("%4", 2), ("a%zz", 2), ("a%4z", 3), ("%%41", 1)] {
            do throws(TextError) {
                _ = try PercentEncoding.decode(text)
                Issue.record("\(text) was accepted")
            } catch {
                #expect(error.offset == offset, "\(text): \(error)")
            }
        }
        #expect(throws: TextError.self) { try PercentEncoding.decode("%C3") }
        let bytes = try PercentEncoding.decodeBytes("%C3".utf8.span)
        #expect(bytes == [0xC3])
    }

    @Test func `brings any bytes back`() throws {
        var random = SeededRandom(seed: 3986)
        for kept in [ASCIISet.unreserved, .path, .query, .token.subtracting(ASCIISet("%"))] {
            for count in 0..<50 {
                let bytes = [UInt8].random(count: count, using: &random)
                let text = PercentEncoding.encode(bytes.span, keeping: kept)
                let decoded = try PercentEncoding.decodeBytes(text.utf8.span)
                #expect(decoded == bytes)
            }
        }
    }

    @Test func `reads and writes the fields of forms`() throws {
        let fields = [
            FormFields.Field("name", "a b&c=d+é"), FormFields.Field("", "x"), FormFields.Field("flag", ""),
        ]
        let text = FormFields.encode(fields)
        #expect(text == "name=a+b%26c%3Dd%2B%C3%A9&=x&flag=")
        #expect(try FormFields.decode(text) == fields)
        #expect(try FormFields.decode("a&&b=1=2") == [FormFields.Field("a", ""), FormFields.Field("b", "1=2")])
        #expect(
            throws: TextError(
                .unexpectedEnd,
                format: "percent-encoded text",
                offset: 5,
                expected: "two hexadecimal digits after \"%\"",
                seen: "the end"
            )
        ) {
            try FormFields.decode("a&b=%")
        }
    }
}
