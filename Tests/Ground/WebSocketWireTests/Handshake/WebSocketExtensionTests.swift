import TestKit
import Testing

@testable import WebSocketWire

@Suite struct WebSocketExtensionTests {
    @Test func `reads lists to the letter`() {
        typealias Parameter = WebSocketExtension.Parameter
        let vectors: [(String, [WebSocketExtension]?)] = [
            ("foo", [WebSocketExtension("foo")]),
            ("foo, bar; baz=2", [WebSocketExtension("foo"), WebSocketExtension("bar", [Parameter("baz", "2")])]),
            ("bar; baz=\"2\"", [WebSocketExtension("bar", [Parameter("baz", "2")])]),
            ("bar;baz = \"a\\bc\" ; q", [WebSocketExtension("bar", [Parameter("baz", "abc"), Parameter("q")])]),
            (",, foo ,", [WebSocketExtension("foo")]),
            ("", nil), (",", nil), ("foo;", nil), ("foo;=1", nil), ("foo;a=", nil), ("foo bar", nil),
            ("foo; a=\"\"", nil), ("foo; a=\"b c\"", nil), ("foo; a=\"b", nil), ("foo; a=\"b,c\"", nil),
            ("föö", nil), ("foo; a=b=c", nil),
        ]
        for (text, list) in vectors { #expect(WebSocketExtension.list(text) == list, "\(text)") }
    }

    @Test func `writes what it reads`() {
        let text = "permessage-deflate; client_max_window_bits; server_max_window_bits=10"
        #expect(WebSocketExtension.list(text)?.first?.description == text)
    }

    @Test func `survives random text`() {
        let letters = Array("ab;=,\" \\\t1é".unicodeScalars)
        for seed: UInt64 in 0..<2_000 {
            var random = SeededRandom(seed: seed)
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                text.append(letters[Int.random(in: 0..<letters.count, using: &random)])
            }
            guard let list = WebSocketExtension.list(String(text)) else { continue }
            let again = WebSocketExtension.list(list.map(\.description).joined(separator: ", "))
            #expect(again == list, "seed \(seed)")
        }
    }
}
