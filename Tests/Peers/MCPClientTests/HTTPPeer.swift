import Bindings
import Carriers
import HTTP
import HTTPWire
import JSON
import MCP
import Reactor
import Testing

@testable import MCPClient

/// A request as a scripted HTTP server saw it.
struct SeenRequest: Sendable {
    let method: HTTPMethod
    let path: String
    let fields: HTTPFields
    /// The content, where it is JSON.
    let message: JSON
    let time: MonotonicInstant
    let loop: EventLoop

    /// The method of the message.
    var name: String? { message["method"]?.string }
    /// The id of the message, as it stands there.
    var id: JSON { message["id"] ?? .null }

    /// A response with a result.
    func result(_ result: JSON, _ fields: HTTPFields = [:]) -> HTTPResponse {
        json(.ok, .object([("jsonrpc", "2.0"), ("id", id), ("result", result)]), fields)
    }

    /// A response with an error.
    func error(_ status: HTTPStatus, _ code: Int, _ text: String = "no", data: JSON? = nil) -> HTTPResponse {
        let error = JSON.object(of: [("code", JSON(code)), ("message", .string(text)), ("data", data)])
        return json(status, .object([("jsonrpc", "2.0"), ("id", id), ("error", error)]))
    }

    /// A response with any JSON.
    func json(_ status: HTTPStatus, _ content: JSON, _ fields: HTTPFields = [:]) -> HTTPResponse {
        var fields = fields
        fields.append("Content-Type", "application/json")
        return HTTPResponse(status, fields: fields, bytes: content.encoded())
    }

    /// What a modern server says about itself.
    func discovered() -> HTTPResponse {
        result([
            "resultType": "complete", "supportedVersions": ["2026-07-28"], "capabilities": ["tools": [:]], "ttlMs": 0,
            "cacheScope": "public",
        ])
    }

    /// What a legacy server says to `initialize`.
    func initialized(session: String? = "s-1", _ version: String = "2025-11-25") -> HTTPResponse {
        let fields: HTTPFields = session.map { ["Mcp-Session-Id": $0] } ?? [:]
        return result(
            [
                "protocolVersion": .string(version), "capabilities": ["tools": [:]],
                "serverInfo": ["name": "scripted", "version": "1"],
            ],
            fields
        )
    }

    /// The result of a tool with a text.
    func text(_ text: String, modern: Bool = true) -> JSON {
        var members: [(key: String, value: JSON)] = [("content", [["type": "text", "text": .string(text)]])]
        if modern { members.append(("resultType", "complete")) }
        return .object(members)
    }
}

/// A scripted HTTP server, and what it saw.
final class HTTPPeer: Sendable {
    /// Answers a request; the list holds all that came, this one last.
    typealias Script = @Sendable (_ request: SeenRequest, _ all: [SeenRequest]) async throws -> HTTPResponse

    private let all = Locked<[SeenRequest]>([])
    private let findings = Findings()
    let url: HTTPURL

    init(port: UInt16) {
        url = HTTPURL(origin: HTTPOrigin(host: "127.0.0.1", port: port), target: "/mcp")
    }

    /// Everything that came, in order.
    var seen: [SeenRequest] { all.withLock { $0 } }
    /// The messages' methods, in order, and the HTTP methods of requests without a message.
    var names: [String] { seen.map { $0.name ?? $0.method.name } }
    /// The first request with a message of this method.
    func first(_ name: String) -> SeenRequest? { seen.first { $0.name == name } }
    /// What the client found.
    var found: [ClientFinding] { findings.list }

    fileprivate func take(_ request: HTTPRequest) async throws -> SeenRequest {
        let content = try await request.collectBody(upTo: 1 << 20)
        let seen = SeenRequest(
            method: request.method,
            path: request.path,
            fields: request.fields,
            message: (try? JSON(parsing: content)) ?? .null,
            time: .now,
            loop: request.loop
        )
        all.withLock { $0.append(seen) }
        return seen
    }

    /// Runs `body` with a scripted server.
    static func with(
        _ script: @escaping Script,
        _ body: @escaping @Sendable (EventLoop, HTTPPeer) async throws -> Void
    ) async throws {
        try await LoopGroup.run(count: 1) { group in
            let listener = try Listener.bind(to: .loopback(port: 0))
            let peer = HTTPPeer(port: listener.address.port ?? 0)
            let server = HTTPServer { request in
                let seen = try await peer.take(request)
                return try await script(seen, peer.seen)
            }
            try await withThrowingTaskGroup(of: Void.self) { children in
                children.addTask(executorPreference: group.loops[0]) { await server.serve(listener, on: group) }
                defer { server.stop(within: .zero) }
                let loop = group.loops[0]
                try await loop.run { try await body(loop, peer) }
            }
        }
    }

    /// Runs `body` with a client of a scripted server.
    static func with(
        _ script: @escaping Script,
        _ change: @escaping @Sendable (inout MCPClientOptions) -> Void = { _ in },
        client body: @escaping @Sendable (MCPClient, HTTPPeer) async throws -> Void
    ) async throws {
        try await with(script) { loop, peer in
            var options = MCPClientOptions()
            options.timeout = .seconds(10)
            options.eras = nil
            options.http.reconnectionDelay = .milliseconds(20)
            options.report = { peer.findings.add($0) }
            change(&options)
            try await MCPClient.with(Target(.http(peer.url)), options, on: loop) { client in
                try await body(client, peer)
            }
        }
    }
}

extension HTTPPeer {
    /// A modern server that knows what the closure answers.
    static func modern(_ more: @escaping Script) -> Script {
        { request, all in
            guard request.method == .post else { return HTTPResponse(.methodNotAllowed) }
            return request.name == "server/discover" ? request.discovered() : try await more(request, all)
        }
    }

    /// A legacy server with sessions that knows what the closure answers.
    static func legacy(_ version: String = "2025-11-25", _ more: @escaping Script) -> Script {
        { request, all in
            switch (request.method, request.name) {
            case (.post, "server/discover"): HTTPResponse(.badRequest, text: "Bad Request: no session")
            case (.post, "initialize"): request.initialized(session: "s-1", version)
            case (.post, "notifications/initialized"): HTTPResponse(.accepted)
            default: try await more(request, all)
            }
        }
    }
}
