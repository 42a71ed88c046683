import Carriers
import Crypto
import HTTP
import HTTPWire
import JSON
import JSONRPC
import MCP
import Reactor
import Text

/// HTTP with Server-Sent Events, the transport of 2024-11-05: a stream for what the server says, and another path to
/// which clients post.
final class SSEService: Sendable {
    private let endpoint: any ServerEndpoint
    private let options: ServingOptions
    private let open: OpenSessions
    private let messages: String
    private let streams = Locked<[String: SSECarrier]>([:])

    init(_ endpoint: any ServerEndpoint, _ options: ServingOptions, _ open: OpenSessions, messages: String) {
        (self.endpoint, self.options, self.open, self.messages) = (endpoint, options, open, messages)
    }

    /// Answers under the path of the stream.
    struct Stream: HTTPService {
        let service: SSEService

        func answer(_ request: HTTPRequest, from principal: String?) async throws -> HTTPResponse {
            switch request.method {
            case .get: service.openStream(request, principal)
            case .options: Answers.options("GET, OPTIONS")
            default: Answers.methodNotAllowed("GET, OPTIONS")
            }
        }
    }

    /// Answers under the path to which clients post.
    struct Messages: HTTPService {
        let service: SSEService

        func answer(_ request: HTTPRequest, from principal: String?) async throws -> HTTPResponse {
            switch request.method {
            case .post: try await service.post(request, principal)
            case .options: Answers.options("POST, OPTIONS")
            default: Answers.methodNotAllowed("POST, OPTIONS")
            }
        }
    }

    private func openStream(_ request: HTTPRequest, _ principal: String?) -> HTTPResponse {
        guard AcceptedReplies(request.fields).events else {
            return Answers.refusal(.notAcceptable, "expected to accept text/event-stream")
        }
        guard streams.withLock({ $0.count }) < options.limits.sessions else {
            return Answers.refusal(.serviceUnavailable, "there are too many sessions; try again later")
        }
        let (fields, loop) = (request.fields, request.loop)
        return .events(fields: Answers.events) { [self] response in
            let id = Base64.url.encode(SecureRandom.bytes(18))
            let carrier = SSECarrier(response, on: loop, for: principal, options)
            streams.withLock { $0[id] = carrier }
            defer { _ = streams.withLock { $0.removeValue(forKey: id) } }
            try await response.writeEvent(Array("\(messages)?session=\(id)".utf8), type: "endpoint")
            let session = DuplexSession(carrier, .sse, endpoint, options, fields: fields, principal: principal)
            await open.run(session)
        }
    }

    private func post(_ request: HTTPRequest, _ principal: String?) async throws -> HTTPResponse {
        guard ContentTypes.isJSON(request.fields) else {
            return Answers.refusal(.unsupportedMediaType, "expected the content type application/json")
        }
        let prefix = "session="
        guard let part = request.query?.split(separator: "&").first(where: { $0.hasPrefix(prefix) }) else {
            return Answers.refusal(.badRequest, "expected session in the query, as the endpoint event named it")
        }
        let id = String(part.dropFirst(prefix.count))
        guard let carrier = streams.withLock({ $0[id] }), carrier.principal == principal else {
            return Answers.refusal(.notFound, "expected a session whose stream is open, saw another")
        }
        let body = try await request.collectBody(upTo: options.limits.messageBytes)
        if let refusal = Self.refusal(of: body) { return refusal }
        guard carrier.offer(body) else {
            return Answers.refusal(.serviceUnavailable, "too many messages of this session wait; try again later")
        }
        return Answers.accepted
    }

    /// What is no message is refused where it came, since the stream could not say which it was.
    private static func refusal(of body: [UInt8]) -> HTTPResponse? {
        do {
            let document = try JSONDocument(parsing: body)
            if document.root.array == nil { _ = try Message(document.root) }
            return nil
        } catch let error as JSONError {
            return StreamableHTTP.failure(nil, ErrorObject(ErrorObject.parseErrorCode, "Parse error: \(error)"))
        } catch let error as MessageError {
            return StreamableHTTP.invalid(error)
        } catch {
            return Answers.refusal(.badRequest, "\(error)")
        }
    }
}
