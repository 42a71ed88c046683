import Carriers
import HTTP
import HTTPWire
import JSON
import MCP
import MCPClient
import Reactor
import Testing

@testable import ConformanceClient

/// A request as a mock server saw it.
struct MockRequest: Sendable {
    let method: HTTPMethod
    let fields: HTTPFields
    let message: JSON
    let time: MonotonicInstant
    let loop: EventLoop

    var name: String? { message["method"]?.string }
    var params: JSON { message["params"] ?? [:] }
    var tool: String? { params["name"]?.string }

    /// A response with a result; modern ones say that they are complete.
    func result(_ result: JSON, session: String? = nil) -> HTTPResponse {
        let content: JSON = ["jsonrpc": "2.0", "id": message["id"] ?? .null, "result": result]
        var fields: HTTPFields = ["Content-Type": "application/json"]
        if let session { fields.append("Mcp-Session-Id", session) }
        return HTTPResponse(.ok, fields: fields, bytes: content.encoded())
    }

    func error(_ status: HTTPStatus, _ code: Int, data: JSON = [:]) -> HTTPResponse {
        let error: JSON = ["code": JSON(code), "message": "no", "data": data]
        let content: JSON = ["jsonrpc": "2.0", "id": message["id"] ?? .null, "error": error]
        return HTTPResponse(status, fields: ["Content-Type": "application/json"], bytes: content.encoded())
    }

    /// A complete result of a modern server.
    func complete(_ members: [(key: String, value: JSON)]) -> HTTPResponse {
        result(.object([("resultType", "complete"), ("ttlMs", 0), ("cacheScope", "private")] + members))
    }

    func text(_ text: String) -> [(key: String, value: JSON)] {
        [("content", [["type": "text", "text": .string(text)]])]
    }
}

/// What mock servers of suites do before their scenario begins.
enum MockServer {
    /// Answers a request; the list holds all that came, this one last.
    typealias Script = @Sendable (_ request: MockRequest, _ all: [MockRequest]) async throws -> HTTPResponse

    /// A modern server that answers the rest by a closure.
    static func modern(_ more: @escaping Script) -> Script {
        { request, all in
            guard request.method == .post else { return HTTPResponse(.methodNotAllowed) }
            guard request.name == "server/discover" else { return try await more(request, all) }
            return request.complete([("supportedVersions", ["2026-07-28"]), ("capabilities", ["tools": [:]])])
        }
    }

    /// A legacy server that answers the rest by a closure.
    static func legacy(_ more: @escaping Script) -> Script {
        { request, all in
            switch request.name {
            case "initialize":
                request.result(
                    [
                        "protocolVersion": "2025-11-25", "capabilities": ["tools": [:]],
                        "serverInfo": ["name": "mock", "version": "1"],
                    ],
                    session: "session-1"
                )
            case "notifications/initialized": HTTPResponse(.accepted)
            default: try await more(request, all)
            }
        }
    }

    /// Runs a scenario against a mock server, and returns what the server saw.
    static func play(
        _ scenario: String?,
        _ revision: Revision?,
        _ context: JSON = [:],
        against script: @escaping Script
    ) async throws -> (seen: [MockRequest], outcome: ConformanceClient.Outcome) {
        let all = Locked<[MockRequest]>([])
        let client = try ConformanceClient(ClientAssignment(scenario: scenario, revision: revision, context: context))
        let outcome = try await LoopGroup.run(count: 1) { group in
            let listener = try Listener.bind(to: .loopback(port: 0))
            let server = HTTPServer { request in
                let content = try await request.collectBody(upTo: 1 << 20)
                let message = (try? JSON(parsing: content)) ?? .null
                let seen = MockRequest(
                    method: request.method,
                    fields: request.fields,
                    message: message,
                    time: .now,
                    loop: request.loop
                )
                let soFar = all.withLock { list in
                    list.append(seen)
                    return list
                }
                return try await script(seen, soFar)
            }
            let port = listener.address.port ?? 0
            let url = HTTPURL(origin: HTTPOrigin(host: "127.0.0.1", port: port), target: "/mcp")
            return try await withThrowingTaskGroup(of: Void.self) { children in
                children.addTask(executorPreference: group.loops[0]) { await server.serve(listener, on: group) }
                defer { server.stop(within: .zero) }
                let loop = group.loops[0]
                return try await loop.run {
                    var options = MCPClientOptions()
                    options.eras = nil
                    return try await client.run(.target(Target(.http(url))), options, on: loop)
                }
            }
        }
        return (all.withLock { $0 }, outcome)
    }
}
