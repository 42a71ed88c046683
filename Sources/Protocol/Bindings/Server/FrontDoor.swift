import HTTP
import HTTPWire
import Reactor

/// Lets requests in or keeps them out, and sends those inside to the service of their path.
final class FrontDoor: Sendable {
    /// A service and its path.
    struct Mount: Sendable {
        let path: [UInt8]
        let service: any HTTPService

        init(_ path: String, _ service: any HTTPService) { (self.path, self.service) = (Array(path.utf8), service) }
    }

    private let paths: [[UInt8]]
    private let services: [any HTTPService]
    private let gate: AccessGate
    private let admit: (@Sendable (HTTPRequest) async -> Admission)?

    init(_ mounts: [Mount], _ gate: AccessGate, admit: (@Sendable (HTTPRequest) async -> Admission)?) {
        (paths, services) = (mounts.map(\.path), mounts.map(\.service))
        (self.gate, self.admit) = (gate, admit)
    }

    /// Answers a request.
    func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
        if let refusal = gate.refusal(of: request.fields) { return Self.forbidden(refusal) }
        guard let service = service(for: request) else {
            return Answers.refusal(.notFound, "nothing is served under this path")
        }
        guard let admit else { return try await service.answer(request, from: nil) }
        return try await answer(request, by: service, ifAdmittedBy: admit)
    }

    @inline(never)
    private func answer(
        _ request: HTTPRequest,
        by service: any HTTPService,
        ifAdmittedBy admit: @Sendable (HTTPRequest) async -> Admission
    ) async throws -> HTTPResponse {
        switch await admit(request) {
        case .admitted(let principal): return try await service.answer(request, from: principal)
        case .refused(let response): return response
        }
    }

    private func service(for request: HTTPRequest) -> (any HTTPService)? {
        let head = request.head
        if let place = place(of: head.targetBytes) { return services[place] }
        // A target in absolute form is allowed too.
        guard head.targetBytes.count > 0, head.targetBytes[0] != UInt8(ascii: "/") else { return nil }
        return place(of: request.path.utf8.span).map { services[$0] }
    }

    private func place(of target: Span<UInt8>) -> Int? {
        for place in paths.indices where Self.isPath(paths[place], of: target) { return place }
        return nil
    }

    /// Whether a target is this path, perhaps with a slash or a query behind it.
    private static func isPath(_ path: [UInt8], of target: Span<UInt8>) -> Bool {
        guard target.count >= path.count else { return false }
        for place in 0..<path.count where target[place] != path[place] { return false }
        var place = path.count
        if place < target.count, target[place] == UInt8(ascii: "/") { place += 1 }
        return place == target.count || target[place] == UInt8(ascii: "?")
    }

    private static func forbidden(_ refusal: AccessRefusal) -> HTTPResponse {
        switch refusal {
        case .host(let seen):
            Answers.refusal(
                .forbidden,
                "expected a host that this server answers to, saw \"\(seen.prefix(200))\"; allow it in the server's options"
            )
        case .origin(let seen):
            Answers.refusal(
                .forbidden,
                "expected an origin that may use this server, saw \"\(seen.prefix(200))\"; allow it in the server's options"
            )
        }
    }
}
