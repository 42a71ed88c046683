import MCP
import TestKit
import Testing

@Suite struct MirrorTextTests {
    @Test(arguments: [
        ("us-west1", "us-west1"), ("", ""), ("a b", "a b"), ("Hello, 世界", "=?base64?SGVsbG8sIOS4lueVjA==?="),
        ("line1\nline2", "=?base64?bGluZTEKbGluZTI=?="), (" padded ", "=?base64?IHBhZGRlZCA=?="),
        ("=?base64?literal?=", "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="), ("=?base64?=", "=?base64?="),
        ("=?BASE64?Zm9v?=", "=?BASE64?Zm9v?="), ("a\r\nX-Evil: 1", "=?base64?YQ0KWC1FdmlsOiAx?="),
        ("\tx", "=?base64?CXg=?="),
    ])
    func `encodes what a field cannot hold as it is`(text: String, field: String) {
        #expect(MirrorText.encode(text) == field)
        #expect(MirrorText.decode(field) == text)
    }

    @Test(arguments: [
        "=?base64?!!!?=", "=?base64?Zm9?=", "=?base64?/w==?=", "für", "a\u{1}", "\u{7F}", "=?base64?Zm9v\u{A0}?=",
    ])
    func `refuses what no client may send`(field: String) {
        #expect(MirrorText.decode(field) == nil)
    }

    @Test func `an empty wrapper is an empty text`() {
        #expect(MirrorText.decode("=?base64??=") == "")
    }

    @Test func `any text comes back`() {
        var random = SeededRandom(seed: 2243)
        let alphabet: [Character] = ["a", " ", "=", "?", "\n", "é", "b", "\t", "🎉", "\u{0}"]
        for _ in 0..<2_000 {
            let length = Int(random.next() % 12)
            var text = random.next() % 4 == 0 ? "=?base64?" : ""
            for _ in 0..<length { text.append(alphabet[Int(random.next() % UInt64(alphabet.count))]) }
            if random.next() % 4 == 0 { text += "?=" }
            let field = MirrorText.encode(text)
            #expect(field.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            #expect(MirrorText.decode(field) == text, "seed 2243: \(text)")
        }
    }
}
