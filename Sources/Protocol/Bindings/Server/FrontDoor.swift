import HTTP
import HTTPWire
import Reactor

/// Lets requests in or keeps them out, and sends those inside to the service of their path.
struct FrontDoor: Sendable {
    /// A service and its path.
    struct Mount: Sendable {
        let path: [UInt8]
        let service: any HTTPService

        init(_ path: String, _ service: any HTTPService) { (self.path, self.service) = (Array(path.utf8), service) }

        /// Whether a target is this path, perhaps with a slash or a query behind it.
        func takes(_ target: Span<UInt8>) -> Bool {
            guard target.count >= path.count else { return false }
            for place in 0..<path.count where target[place] != path[place] { return false }
            var place = path.count
            if place < target.count, target[place] == UInt8(ascii: "/") { place += 1 }
            return place == target.count || target[place] == UInt8(ascii: "?")
        }
    }

    let mounts: [Mount]
    let gate: AccessGate
    let admit: (@Sendable (HTTPRequest) async -> Admission)?

    /// Answers a request.
    func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
        if let refusal = gate.refusal(of: request.fields) { return Self.forbidden(refusal) }
        guard let service = service(for: request) else {
            return Answers.refusal(.notFound, "nothing is served under this path")
        }
        guard let admit else { return try await service.answer(request, from: nil) }
        switch await admit(request) {
        case .admitted(let principal): return try await service.answer(request, from: principal)
        case .refused(let response): return response
        }
    }

    private func service(for request: HTTPRequest) -> (any HTTPService)? {
        let head = request.head
        let target = head.targetBytes
        for mount in mounts where mount.takes(target) { return mount.service }
        // A target in absolute form is allowed too.
        guard target.count > 0, target[0] != UInt8(ascii: "/") else { return nil }
        let path = Array(request.path.utf8)
        return mounts.first { $0.takes(path.span) }?.service
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
