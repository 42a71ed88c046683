import HTTP
import HTTPWire

/// What answers under one path of a server.
protocol HTTPService: Sendable {
    /// Answers a request that was admitted.
    func answer(_ request: HTTPRequest, from principal: String?) async throws -> HTTPResponse
}

/// Fields and whole answers that several services give.
enum Answers {
    static let json: HTTPFields = ["Content-Type": "application/json"]
    static let events: HTTPFields = [
        "Content-Type": "text/event-stream", "Cache-Control": "no-cache", "X-Accel-Buffering": "no",
    ]
    static let accepted = HTTPResponse(.accepted)

    static func refusal(_ status: HTTPStatus, _ text: String) -> HTTPResponse {
        HTTPResponse(status, text: text + "\n")
    }

    /// `405 (Method Not Allowed)`, which must name the methods that are.
    static func methodNotAllowed(_ allowed: String) -> HTTPResponse {
        HTTPResponse(.methodNotAllowed, fields: ["Allow": allowed], text: "expected one of the methods \(allowed)\n")
    }

    static func options(_ allowed: String) -> HTTPResponse { HTTPResponse(.noContent, fields: ["Allow": allowed]) }
}
