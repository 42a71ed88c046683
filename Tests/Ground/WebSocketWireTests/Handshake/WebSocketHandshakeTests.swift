import HTTPWire
import TestKit
import Testing

@testable import WebSocketWire

@Suite struct WebSocketHandshakeTests {
    private func request() -> WebSocketRequest {
        var random = SeededRandom(seed: 3)
        var request = WebSocketRequest(key: WebSocketKey(using: &random))
        request.subprotocols = ["mcp", "chat"]
        var offer = DeflateParameters()
        offer.clientMaxWindowBits = .supported
        request.deflateOffers = [offer]
        return request
    }

    private func head(_ change: (inout HTTPRequestHead) -> Void = { _ in }) -> HTTPRequestHead {
        var head = request().head(target: "/chat?x=1", host: "example.org:81")
        change(&head)
        return head
    }

    private func answer() -> WebSocketAnswer {
        var answer = WebSocketAnswer()
        answer.subprotocols = ["chat", "mcp"]
        answer.deflate = DeflatePolicy()
        return answer
    }

    @Test func `agrees with itself`() throws {
        let (agreement, response) = try answer().accept(head())
        #expect(agreement.subprotocol == "mcp" && agreement.deflate != nil)
        #expect(try request().agreement(from: response) == agreement)
    }

    @Test func `agrees on nothing where nothing is common`() throws {
        let (agreement, response) = try WebSocketAnswer().accept(head())
        #expect(agreement == WebSocketAgreement())
        #expect(!response.fields.contains("Sec-WebSocket-Extensions"))
        #expect(try request().agreement(from: response) == agreement)
    }

    @Test func `accepts tokens in lists and in any case`() throws {
        let changed = head { head in
            head.fields.set("Connection", "keep-alive, UPGRADE")
            head.fields.set("Upgrade", "h2c, WebSocket")
        }
        #expect(answer().violations(of: changed) == [])
    }

    @Test func `names what a request breaks`() {
        let vectors: [(WebSocketHandshakeRule, UInt16, (inout HTTPRequestHead) -> Void)] = [
            (.method, 405, { $0.method = .post }),
            (.httpVersion, 505, { $0.version = .http10 }),
            (.host, 400, { $0.fields.remove("Host") }),
            (.upgrade, 426, { $0.fields.remove("Upgrade") }),
            (.upgrade, 426, { $0.fields.set("Upgrade", "websockets") }),
            (.connection, 400, { $0.fields.set("Connection", "keep-alive") }),
            (.version, 426, { $0.fields.remove("Sec-WebSocket-Version") }),
            (.version, 426, { $0.fields.set("Sec-WebSocket-Version", "8") }),
            (.version, 426, { $0.fields.append("Sec-WebSocket-Version", "13") }),
            (.key, 400, { $0.fields.remove("Sec-WebSocket-Key") }),
            (.key, 400, { $0.fields.append("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==") }),
            (.keyFormat, 400, { $0.fields.set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ") }),
            (.subprotocols, 400, { $0.fields.set("Sec-WebSocket-Protocol", "a b") }),
            (.subprotocols, 400, { $0.fields.set("Sec-WebSocket-Protocol", "a, a") }),
            (.subprotocols, 400, { $0.fields.set("Sec-WebSocket-Protocol", "") }),
            (.extensions, 400, { $0.fields.set("Sec-WebSocket-Extensions", "a; =") }),
            (.origin, 403, { $0.fields.append("Origin", "http://evil.example") }),
        ]
        for (rule, status, change) in vectors {
            let found = answer().violations(of: head(change))
            #expect(found.map(\.rule) == [rule])
            #expect(found.first?.refusal.status == HTTPStatus(status))
            #expect(throws: WebSocketHandshakeViolation.self) { try answer().accept(head(change)) }
        }
    }

    @Test func `names everything that a request breaks when it reads on`() {
        let bad = HTTPRequestHead(.post, "/", version: .http10)
        let rules = answer().violations(of: bad).map(\.rule)
        #expect(rules == [.method, .httpVersion, .host, .upgrade, .connection, .version, .key])
        #expect(answer().agree(to: bad).head.status == .switchingProtocols)
    }

    @Test func `names what an answer breaks`() throws {
        let good = try answer().accept(head()).head
        let vectors: [(WebSocketHandshakeRule, (inout HTTPResponseHead) -> Void)] = [
            (.status, { $0.status = .ok }),
            (.upgrade, { $0.fields.remove("Upgrade") }),
            (.connection, { $0.fields.set("Connection", "close") }),
            (.accept, { $0.fields.remove("Sec-WebSocket-Accept") }),
            (.accept, { $0.fields.set("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") }),
            (.subprotocolUnasked, { $0.fields.set("Sec-WebSocket-Protocol", "other") }),
            (.subprotocolUnasked, { $0.fields.append("Sec-WebSocket-Protocol", "chat") }),
            (.extensionUnasked, { $0.fields.set("Sec-WebSocket-Extensions", "foo") }),
            (.extensionUnasked, { $0.fields.append("Sec-WebSocket-Extensions", "permessage-deflate") }),
            (.extensions, { $0.fields.set("Sec-WebSocket-Extensions", "permessage-deflate;") }),
            (.extensionParameters, { $0.fields.set("Sec-WebSocket-Extensions", "permessage-deflate; foo") }),
            (
                .extensionParameters,
                { $0.fields.set("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits") }
            ),
        ]
        for (rule, change) in vectors {
            var changed = good
            change(&changed)
            #expect(request().violations(of: changed).map(\.rule) == [rule])
            #expect(throws: WebSocketHandshakeViolation.self) { try request().agreement(from: changed) }
        }
    }

    @Test func `refuses compression and subprotocols that nobody asked for`() throws {
        var plain = request()
        plain.deflateOffers = []
        plain.subprotocols = []
        let response = try answer().accept(head()).head
        #expect(plain.violations(of: response).map(\.rule) == [.subprotocolUnasked, .extensionUnasked])
    }

    @Test func `compares origins by host and port`() {
        let vectors: [(origin: String, host: String?, isSame: Bool)] = [
            ("http://example.org", "example.org", true), ("https://example.org", "example.org", true),
            ("http://Example.org", "EXAMPLE.org:80", true), ("https://example.org:443", "example.org", true),
            ("http://example.org:8080", "example.org:8080", true), ("http://example.org", "example.org:8080", false),
            ("http://[::1]:81", "[::1]:81", true), ("https://example.org", "example.com", false),
            ("null", "example.org", false), ("http://example.org", nil, false),
            ("http://example.org.evil.example", "example.org", false), ("file://example.org", "example.org", false),
        ]
        for vector in vectors {
            #expect(
                WebSocketOriginPolicy.isSame(vector.origin, host: vector.host) == vector.isSame,
                "\(vector)"
            )
        }
        let foreign = head { $0.fields.append("Origin", "https://app.example") }
        #expect(!WebSocketOriginPolicy.sameOriginOrAbsent.accepts(foreign))
        #expect(WebSocketOriginPolicy.sameOriginOrAbsent.accepts(head()))
        #expect(WebSocketOriginPolicy.oneOf(["https://APP.example"]).accepts(foreign))
        #expect(!WebSocketOriginPolicy.oneOf(["https://other.example"]).accepts(foreign))
        #expect(WebSocketOriginPolicy.any.accepts(foreign))
        #expect(WebSocketOriginPolicy.custom { origin, _ in origin == "https://app.example" }.accepts(foreign))
    }
}
