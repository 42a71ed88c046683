import Testing

@testable import HTTP

@Suite struct HTTPURLTests {
    @Test func `takes URLs apart`() throws {
        let url = try HTTPURL("HTTP://Example.COM:8080?a=b#c")
        #expect(url.origin == HTTPOrigin(host: "example.com", port: 8080))
        #expect(url.target == "/?a=b" && url.description == "http://example.com:8080/?a=b")
        let secure = try HTTPURL("https://[::1]/x/../y")
        #expect(secure.origin.host == "::1" && secure.origin.port == 443 && secure.origin.hostField == "[::1]")
        #expect(secure.target == "/x/../y")
    }

    @Test func `refuses what is no URL for HTTP`() {
        let texts = [
            "", "/x", "ftp://a/", "http:///x", "http://u@a/", "http://a:99999/", "http://a b/", "http://a/\r\nX: y",
        ]
        for text in texts {
            #expect(throws: HTTPError.self, "\(text)") { try HTTPURL(text) }
        }
    }

    @Test func `resolves references`() throws {
        let base = try HTTPURL("http://a.example/b/c?d")
        let cases = [
            ("https://x.example/y", "https://x.example/y"), ("//x.example", "http://x.example/"),
            ("/z?q#f", "http://a.example/z?q"), ("../z", "http://a.example/z"), ("?e", "http://a.example/b/c?e"),
            ("", "http://a.example/b/c?d"),
        ]
        for (reference, expected) in cases { #expect(try base.resolving(reference).description == expected) }
        #expect(throws: HTTPError.self) { try base.resolving("mailto:x") }
        let local = HTTPURL(origin: HTTPOrigin(host: "a", unixPath: "/run/a"), target: "/")
        #expect(try local.resolving("/b").origin.unixPath == "/run/a")
        #expect(try local.resolving("http://b/").origin.unixPath == nil)
    }
}
