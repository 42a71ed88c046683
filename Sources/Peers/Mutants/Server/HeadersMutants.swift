import Bindings
import HTTP
import HTTPWire
import JSON
import Reactor
import WebSocketWire

/// Defects in statuses and header fields of HTTP.
enum HeadersMutants {
    static let all: [ServerMutant] = responses + sessions + requests + mirrors

    private static let responses: [ServerMutant] = [
        ServerMutant(
            "notification-200",
            .headers,
            "http.notification.202",
            "Answers notifications with 200 instead of 202",
            on: .http,
            .responses { response, _ in if response.head.status.code == 202 { response.head.status = .ok } }
        ),
        ServerMutant(
            "notification-with-body",
            .headers,
            "http.post.202",
            "Answers notifications with a body",
            on: .http,
            .responses { response, _ in
                guard response.head.status.code == 202 else { return }
                response.head.fields.set("Content-Type", "application/json")
                response.content = .bytes(Array("{}".utf8))
            }
        ),
        ServerMutant(
            "json-as-text-plain",
            .headers,
            "http.response.content-type",
            "Sends JSON as text/plain",
            on: .http,
            .responses { response, _ in
                if response.isJSON { response.head.fields.set("Content-Type", "text/plain") }
            }
        ),
        ServerMutant(
            "buffering-not-disabled",
            .headers,
            "http.sse.x-accel-buffering",
            "Lets proxies buffer event streams",
            on: .http,
            .sentHeads { head in head["X-Accel-Buffering"] = nil }
        ),
        ServerMutant(
            "allow-missing",
            .headers,
            "rfc9110-15.5.6",
            "Says 405 without saying which methods are allowed",
            on: .http,
            .responses { response, _ in response.head.fields.remove("Allow") }
        ),
        ServerMutant(
            "get-with-json",
            .headers,
            "http.get.sse-or-405",
            "Answers GET with a JSON object",
            on: .http,
            .handler { request, next in
                guard request.method == .get, !request.fields.hasToken("websocket", in: "Upgrade") else {
                    return try await next(request)
                }
                return HTTPResponse(fields: ["Content-Type": "application/json"], bytes: Array("{}".utf8))
            }
        ),
        ServerMutant(
            "unknown-method-200",
            .headers,
            "http.method-unknown.404",
            "Sends the error for an unknown method with 200",
            on: .httpModern,
            .statuses(of: 404, ofError: -32601)
        ),
        ServerMutant(
            "refused-version-200",
            .headers,
            "version.unsupported.http-status",
            "Sends the error for an unknown revision with 200",
            on: .httpModern,
            .statuses(of: 400, ofError: -32022)
        ),
        ServerMutant(
            "missing-capability-200",
            .headers,
            "meta.capability.missing-http-status",
            "Sends the error for a missing capability with 200",
            on: .httpModern,
            .statuses(of: 400, ofError: -32021)
        ),
        ServerMutant(
            "header-mismatch-200",
            .headers,
            "http.header.error.shape",
            "Sends the error for headers that differ with 200",
            on: .httpModern,
            .statuses(of: 400, ofError: -32020)
        ),
        ServerMutant(
            "result-with-500",
            .headers,
            "http.status.200-result",
            "Sends results with status 500",
            on: .http,
            .responses { response, _ in
                if response.isJSON, response.head.status == .ok { response.head.status = HTTPStatus(500) }
            }
        ),
        ServerMutant(
            "subprotocol-missing",
            .headers,
            "rfc6455-4.2.2",
            "Does not say which subprotocol it chose",
            on: .webSocket,
            .sentHeads { head in if head.status == 101 { head["Sec-WebSocket-Protocol"] = nil } }
        ),
        ServerMutant(
            "accept-key-wrong",
            .headers,
            "rfc6455-4.2.2-5",
            "Answers the key of a handshake with another",
            on: .webSocket,
            .sentHeads { head in
                if head.status == 101 { head["Sec-WebSocket-Accept"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" }
            }
        ),
    ]

    private static let sessions: [ServerMutant] = [
        ServerMutant(
            "session-id-not-ascii",
            .headers,
            "session.id.charset",
            "Gives out session ids that are not ASCII",
            on: .httpLegacy,
            .sentHeads { head in
                if let id = head[sessionField] { head[sessionField] = id + "é" }
            }
        ),
        ServerMutant(
            "session-ids-counted",
            .headers,
            "session.id.secure",
            "Numbers its sessions",
            on: .httpLegacy,
            Defect { setup in
                let table = SessionNumbers()
                setup.addStreamWrapper { stream in AlteredStream(stream, table.alteration()) }
            }
        ),
        ServerMutant(
            "unknown-session-400",
            .headers,
            "session.404-unknown",
            "Answers 400 to a session that it does not know",
            on: .httpLegacy,
            .responses { response, request in
                guard response.head.status == .notFound, request.fields.contains(sessionField) else { return }
                response.head.status = .badRequest
            }
        ),
        ServerMutant(
            "session-survives-delete",
            .headers,
            "session.404-after-termination",
            "Goes on with a session that the client ended",
            on: .httpLegacy,
            .handler { request, next in
                guard request.method == .delete, request.fields.contains(sessionField) else {
                    return try await next(request)
                }
                return HTTPResponse(.noContent)
            }
        ),
        ServerMutant(
            "session-id-optional",
            .headers,
            "session.missing-400",
            "Takes the last session where none is named",
            on: .httpLegacy,
            Defect { setup in
                let last = Memory()
                setup.addStreamWrapper { stream in
                    var alteration = StreamAlteration.pieces { piece in
                        if case .head(let head) = piece, let id = head[sessionField] { last["id"] = .string(id) }
                        return piece.bytes
                    }
                    alteration.incoming =
                        StreamAlteration.receivedRequests { head, body in
                            guard head[sessionField] == nil, let id = last["id"]?.string,
                                body?["params"]?["_meta"] == nil, body?["method"]?.string != "initialize"
                            else { return }
                            head[sessionField] = id
                        }
                        .incoming
                    return AlteredStream(stream, alteration)
                }
            }
        ),
        ServerMutant(
            "session-id-in-modern",
            .headers,
            "http.session.not-minted",
            "Gives out session ids where there are no sessions",
            on: .httpModern,
            .responses { response, request in
                guard request.fields["MCP-Protocol-Version"] == "2026-07-28" else { return }
                response.head.fields.set(sessionField, "5e551014-0000-4000-8000-000000000000")
            }
        ),
    ]

    private static let requests: [ServerMutant] = [
        ServerMutant(
            "origin-unchecked",
            .headers,
            "http.origin.invalid-403",
            "Takes requests from pages of any origin",
            on: .http,
            .receivedRequests { head, _ in if head["Origin"] != "null" { head["Origin"] = nil } }
        ),
        ServerMutant(
            "null-origin-allowed",
            .headers,
            "http.origin.null",
            "Takes requests of the origin null",
            on: .http,
            .receivedRequests { head, _ in if head["Origin"] == "null" { head["Origin"] = nil } }
        ),
        ServerMutant(
            "origin-demanded",
            .headers,
            "http.origin.absent-ok",
            "Refuses requests that have no origin",
            on: .http,
            .handler { request, next in
                request.fields.contains("Origin") ? try await next(request) : HTTPResponse(.forbidden)
            }
        ),
        ServerMutant(
            "version-header-unchecked",
            .headers,
            "http.version.invalid-400",
            "Takes any revision in the header of a session",
            on: .httpLegacy,
            .receivedRequests { head, body in
                if body?["params"]?["_meta"] == nil { head[versionField] = nil }
            }
        ),
        ServerMutant(
            "field-names-case-sensitive",
            .headers,
            "http.header.name-case-insensitive",
            "Knows its header fields in one spelling only",
            on: .httpModern,
            .receivedRequests { head, _ in
                head.lines.removeAll { line in
                    let name = String(decoding: line.prefix { $0 != 0x3A }, as: UTF8.self)
                    return name.lowercased() == "mcp-method" && name != "Mcp-Method"
                }
            }
        ),
    ]

    private static let mirrors: [ServerMutant] = [
        mirror("mirror-method-unchecked", "http.header.method-mismatch", "Takes any method in Mcp-Method") {
            if $0["Mcp-Method"] != nil, let method = $1["method"]?.string { $0["Mcp-Method"] = method }
        },
        mirror("mirror-method-optional", "http.header.method-missing", "Takes requests without Mcp-Method") {
            if $0["Mcp-Method"] == nil, let method = $1["method"]?.string { $0["Mcp-Method"] = method }
        },
        mirror("mirror-name-unchecked", "http.header.name-mismatch", "Takes any name in Mcp-Name") {
            if let value = $0["Mcp-Name"], !value.hasPrefix(sentinel), let name = mirroredName($1) {
                $0["Mcp-Name"] = name
            }
        },
        mirror("mirror-name-optional", "http.header.name-missing", "Takes requests without Mcp-Name") {
            if $0["Mcp-Name"] == nil, let name = mirroredName($1) { $0["Mcp-Name"] = name }
        },
        mirror(
            "mirror-base64-unread",
            "http.header.name.base64-server-decodes",
            "Compares Mcp-Name without decoding it"
        ) {
            if $0["Mcp-Name"]?.hasPrefix(sentinel) == true, mirroredName($1) != nil {
                $0["Mcp-Name"] = "=?base64?QUFB?="
            }
        },
        mirror("mirror-version-unchecked", "http.header.version-mismatch", "Takes any revision beside that of the body")
        {
            if $0[versionField] != nil, let version = bodyVersion($1) { $0[versionField] = version }
        },
        mirror(
            "mirror-version-optional",
            "http.header.version-missing",
            "Takes modern requests without a revision field"
        ) {
            if $0[versionField] == nil, let version = bodyVersion($1) { $0[versionField] = version }
        },
    ]

    static let sessionField = "Mcp-Session-Id"
    static let versionField = "MCP-Protocol-Version"
    private static let sentinel = "=?base64?"

    private static func mirror(
        _ name: String,
        _ requirement: String,
        _ summary: String,
        _ change: @escaping @Sendable (inout HeadLines, JSON) -> Void
    ) -> ServerMutant {
        ServerMutant(
            name,
            .headers,
            requirement,
            summary,
            on: .httpModern,
            .receivedRequests { head, body in
                guard let body, bodyVersion(body) != nil else { return }
                change(&head, body)
            }
        )
    }

    private static func bodyVersion(_ body: JSON) -> String? {
        body["params"]?["_meta"]?["io.modelcontextprotocol/protocolVersion"]?.string
    }

    private static func mirroredName(_ body: JSON) -> String? {
        (body["params"]?["name"] ?? body["params"]?["uri"] ?? body["params"]?["taskId"])?.string
    }
}

extension HTTPResponse {
    /// Whether it has a JSON body in memory.
    var isJSON: Bool {
        guard case .bytes(let body) = content else { return false }
        return !body.isEmpty && head.fields["Content-Type"]?.hasPrefix("application/json") == true
    }
}

extension Defect {
    /// Sends an error with 200 where it has a status of its own.
    fileprivate static func statuses(of status: Int, ofError code: Int) -> Defect {
        stream {
            .sentResponses { head, body in
                let isMeant = body?["error"]?["code"]?.number?.integer(Int.self) == code
                if head.status == status, isMeant { head.status = 200 }
            }
        }
    }
}

/// Puts numbers in the place of session ids, on the way out and back.
private final class SessionNumbers: Sendable {
    private let ids = Locked<[String]>([])

    func alteration() -> StreamAlteration {
        var alteration = StreamAlteration.pieces { [self] piece in
            guard case .head(var head) = piece, let id = head[HeadersMutants.sessionField] else { return piece.bytes }
            head[HeadersMutants.sessionField] = String(number(of: id))
            return head.bytes
        }
        alteration.incoming =
            StreamAlteration.receivedRequests { [self] head, _ in
                if let number = head[HeadersMutants.sessionField].flatMap({ Int($0) }) {
                    head[HeadersMutants.sessionField] = id(number) ?? "0"
                }
            }
            .incoming
        return alteration
    }

    private func number(of id: String) -> Int {
        ids.withLock { ids in
            if let place = ids.firstIndex(of: id) { return place + 1 }
            ids.append(id)
            return ids.count
        }
    }

    private func id(_ number: Int) -> String? {
        ids.withLock { $0.indices.contains(number - 1) ? $0[number - 1] : nil }
    }
}
