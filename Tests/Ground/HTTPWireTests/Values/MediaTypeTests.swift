import TestKit
import Testing

@testable import HTTPWire

@Suite struct MediaTypeTests {
    @Test func `reads media types`() {
        let type = MediaType("Text/HTML ; Charset=\"utf\\-8\";x=y; ")
        #expect(type?.essence == "text/html")
        #expect(type?.parameter("charset") == "utf-8")
        #expect(type?.description == "text/html; charset=utf-8; x=y")
        for bad in ["", "text", "text/", "/html", "text/html x", "text/html; a", "text/html; a=", "a b/c", "te xt/a"] {
            #expect(MediaType(bad) == nil, "\(bad)")
        }
    }

    @Test func `weighs what a client accepts`() {
        let accept = HTTPAccept("text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/x;q=0, */*;q=0.5")
        func weight(_ text: String) -> Int? { MediaType(text).map(accept.thousandths) }
        #expect(weight("text/plain;format=flowed") == 1000)
        #expect(weight("text/plain") == 700)
        #expect(weight("text/html") == 300)
        #expect(weight("image/png") == 500)
        #expect(weight("text/x") == 0)
        #expect(accept.best(of: [MediaType("text", "html"), MediaType("image", "png")])?.essence == "image/png")
    }

    @Test func `treats a missing field as everything and an empty one as nothing`() {
        let json = MediaType("application", "json")
        #expect(HTTPAccept(nil).accepts(json))
        #expect(!HTTPAccept("").accepts(json))
        #expect(!HTTPAccept("*/*").names(json))
        #expect(HTTPAccept("text/event-stream, application/json").names(json))
    }

    @Test func `sets malformed ranges aside`() {
        let accept = HTTPAccept("a/b;q=2, */b, a/b;q=0.1234, x, a/b;q=1.001, c/d;q=1.000")
        #expect(accept.malformed.count == 5)
        #expect(accept.ranges.count == 1)
    }

    @Test func `splits lists outside of quotes`() {
        #expect(HTTPList.elements(" a , \"b,\\\"c\" ,, d\t,") == ["a", "\"b,\\\"c\"", "d"])
        #expect(HTTPList.elements("\"a, b") == ["\"a", "b"])
        #expect(HTTPList.elements("").isEmpty)
        #expect(HTTPQuotedString.unquoted("\"a\\\"b\"") == "a\"b")
        #expect(HTTPQuotedString.unquoted("\"a") == nil)
        #expect(HTTPQuotedString.quotedIfNeeded("a b\"") == "\"a b\\\"\"")
    }

    @Test func `survives random field values, and writes media types that it reads`() {
        var random = SeededRandom(seed: 3)
        let seeds = ["text/html; a=\"b\\\"c\"; q=0.5", "a/b;q=1, */*;q=0", "\"x, y\", z", "chunked, gzip;a=b"]
        for round in 0..<2000 {
            let bytes = mutated(Array(seeds[round % seeds.count].utf8), &random)
            let text = String(decoding: bytes, as: UTF8.self)
            _ = HTTPAccept(text)
            _ = HTTPList.elements(text)
            guard let type = MediaType(text) else { continue }
            #expect(MediaType(type.description) == type, "\(text.debugDescription)")
        }
    }
}
