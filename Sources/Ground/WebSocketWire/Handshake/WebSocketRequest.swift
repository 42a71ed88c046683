public import HTTPWire

/// What a client asks for in its opening handshake.
public struct WebSocketRequest: Sendable {
    /// The proof that the answer belongs to this request.
    public var key: WebSocketKey
    /// The subprotocols that the client speaks, most wanted first.
    public var subprotocols: [String] = []
    /// The offered parameters of permessage-deflate, most wanted first; none for no compression.
    public var deflateOffers: [DeflateParameters] = []
    /// Where the request comes from, as browsers say it.
    public var origin: String?

    /// A request without subprotocols and compression.
    public init(key: WebSocketKey) { self.key = key }

    /// The request as a head; `additional` fields, such as credentials, come last.
    public func head(target: String, host: String, additional: HTTPFields = [:]) -> HTTPRequestHead {
        var fields: HTTPFields = [
            "Host": host,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": key.text,
            "Sec-WebSocket-Version": "13",
        ]
        if !subprotocols.isEmpty {
            fields.append("Sec-WebSocket-Protocol", subprotocols.joined(separator: ", "))
        }
        if !deflateOffers.isEmpty {
            let offers = deflateOffers.map(\.asExtension.description)
            fields.append("Sec-WebSocket-Extensions", offers.joined(separator: ", "))
        }
        if let origin { fields.append("Origin", origin) }
        for field in additional { fields.append(field.name, bytes: field.valueBytes) }
        return HTTPRequestHead(.get, target, fields: fields)
    }

    /// Every rule that a server's answer breaks.
    public func violations(of answer: HTTPResponseHead) -> [WebSocketHandshakeViolation] {
        read(answer).violations
    }

    /// What an answer agrees on; throws its first violation.
    public func agreement(
        from answer: HTTPResponseHead
    ) throws(WebSocketHandshakeViolation) -> WebSocketAgreement {
        let (agreement, violations) = read(answer)
        if let first = violations.first { throw first }
        return agreement
    }

    /// What an answer agrees on as far as it can be read, and every rule that it breaks.
    public func read(
        _ answer: HTTPResponseHead
    ) -> (agreement: WebSocketAgreement, violations: [WebSocketHandshakeViolation]) {
        var check = HandshakeCheck(answer.fields)
        if answer.status != .switchingProtocols {
            check.report(.status, expected: "101 Switching Protocols", seen: answer.status.description)
            return (WebSocketAgreement(), check.violations)
        }
        check.upgrade()
        check.one(.accept, "Sec-WebSocket-Accept", expected: key.accept) { $0 == key.accept }
        return (WebSocketAgreement(subprotocol: subprotocol(&check), deflate: deflate(&check)), check.violations)
    }

    private func subprotocol(_ check: inout HandshakeCheck) -> String? {
        let chosen = check.fields.values(for: "Sec-WebSocket-Protocol")
        guard let first = chosen.first else { return nil }
        if chosen.count > 1 || !subprotocols.contains(first) {
            let offered = subprotocols.isEmpty ? "no subprotocol" : "one of \(subprotocols.joined(separator: ", "))"
            check.report(
                .subprotocolUnasked,
                "Sec-WebSocket-Protocol",
                expected: offered,
                seen: chosen.joined(separator: ", ")
            )
        }
        return first
    }

    private func deflate(_ check: inout HandshakeCheck) -> DeflateAgreement? {
        let name = "Sec-WebSocket-Extensions"
        var agreed: DeflateAgreement?
        for answer in check.extensions() {
            guard answer.name == DeflateParameters.extensionName, agreed == nil, !deflateOffers.isEmpty else {
                check.report(.extensionUnasked, name, expected: "only what was offered, once", seen: answer.name)
                continue
            }
            guard let parameters = DeflateParameters(answer, isAnswer: true) else {
                check.report(
                    .extensionParameters,
                    name,
                    expected: "known parameters with valid values, each once",
                    seen: answer.description
                )
                continue
            }
            // The answer need not say which offer it takes: one that fits is enough.
            let fitting = deflateOffers.first { $0.objection(to: parameters) == nil }
            if fitting == nil {
                check.report(
                    .extensionParameters,
                    name,
                    expected: "an answer that fits an offer",
                    seen: "\(answer): \(deflateOffers.first?.objection(to: parameters) ?? "")"
                )
            }
            agreed = DeflateAgreement(parameters, to: fitting ?? DeflateParameters())
        }
        return agreed
    }
}

/// What client and server agreed on in the opening handshake.
public struct WebSocketAgreement: Sendable, Equatable {
    /// The subprotocol, if any.
    public var subprotocol: String?
    /// Compression, if any.
    public var deflate: DeflateAgreement?

    /// An agreement; on nothing unless told otherwise.
    public init(subprotocol: String? = nil, deflate: DeflateAgreement? = nil) {
        self.subprotocol = subprotocol
        self.deflate = deflate
    }
}
