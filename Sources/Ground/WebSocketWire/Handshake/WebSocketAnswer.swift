public import HTTPWire

/// How a server answers opening handshakes.
public struct WebSocketAnswer: Sendable {
    /// The subprotocols that the server speaks; the client's order decides.
    public var subprotocols: [String] = []
    /// What the server wants of compression; nil declines it.
    public var deflate: DeflatePolicy?
    /// From which web pages it accepts connections.
    public var origins = WebSocketOriginPolicy.sameOriginOrAbsent

    /// No subprotocols and no compression.
    public init() {}

    /// Every rule that a request breaks; none means that it will be accepted.
    public func violations(of request: HTTPRequestHead) -> [WebSocketHandshakeViolation] {
        var check = HandshakeCheck(request.fields)
        if request.method != .get { check.report(.method, expected: "GET", seen: request.method.name) }
        if request.version < .http11 {
            check.report(.httpVersion, expected: "HTTP/1.1", seen: request.version.description)
        }
        if !request.fields.contains("Host") { check.report(.host, expected: "a Host field", seen: "none") }
        check.upgrade()
        check.one(.version, "Sec-WebSocket-Version", expected: "13") { $0 == "13" }
        let key = "Sec-WebSocket-Key"
        if request.fields.values(for: key).count == 1 {
            check.one(.keyFormat, key, expected: "16 bytes in base64") { WebSocketKey($0) != nil }
        } else {
            check.one(.key, key, expected: "one key") { _ in true }
        }
        check.subprotocols()
        _ = check.extensions()
        if !origins.accepts(request) {
            check.report(
                .origin,
                "Origin",
                expected: "an origin that is served",
                seen: request.fields["Origin"] ?? "none"
            )
        }
        return check.violations
    }

    /// What the server agrees to and the head that says so; throws the first violation of the request.
    public func accept(
        _ request: HTTPRequestHead
    ) throws(WebSocketHandshakeViolation) -> (agreement: WebSocketAgreement, head: HTTPResponseHead) {
        if let first = violations(of: request).first { throw first }
        return agree(to: request)
    }

    /// The agreement and the head, whatever the request breaks.
    public func agree(to request: HTTPRequestHead) -> (agreement: WebSocketAgreement, head: HTTPResponseHead) {
        var agreement = WebSocketAgreement()
        let offered = request.fields.listElements(for: "Sec-WebSocket-Protocol")
        agreement.subprotocol = offered.first { subprotocols.contains($0) }
        if let deflate, let answer = deflate.answer(to: Self.offers(request)) {
            agreement.deflate = DeflateAgreement(answer)
        }
        var head = HTTPResponseHead(.switchingProtocols)
        head.fields.append("Upgrade", "websocket")
        head.fields.append("Connection", "Upgrade")
        let key = request.fields["Sec-WebSocket-Key"] ?? ""
        head.fields.append("Sec-WebSocket-Accept", WebSocketKey.accept(for: key))
        if let subprotocol = agreement.subprotocol { head.fields.append("Sec-WebSocket-Protocol", subprotocol) }
        if let answer = agreement.deflate?.answer {
            head.fields.append("Sec-WebSocket-Extensions", answer.asExtension.description)
        }
        return (agreement, head)
    }

    private static func offers(_ request: HTTPRequestHead) -> [WebSocketExtension] {
        request.fields.values(for: "Sec-WebSocket-Extensions").flatMap { WebSocketExtension.list($0) ?? [] }
    }
}
