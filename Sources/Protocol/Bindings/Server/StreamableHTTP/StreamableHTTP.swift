import HTTP
import HTTPWire
import JSON
import JSONRPC
import MCP
import Reactor

/// Streamable HTTP: one path, for clients of both eras.
///
/// The era of a message is found in the message: modern ones say in `_meta` which revision they speak. The header is
/// checked against it.
final class StreamableHTTP: HTTPService {
    let endpoint: any ServerEndpoint
    let options: ServingOptions
    let sessions: HTTPSessionTable
    let rooms: WorkRooms
    let running: RunningExchanges
    let speaksLegacy: Bool
    let speaksModern: Bool
    private let allowed: String

    init(
        _ endpoint: any ServerEndpoint,
        _ options: ServingOptions,
        _ sessions: HTTPSessionTable,
        _ rooms: WorkRooms,
        _ running: RunningExchanges
    ) {
        (self.endpoint, self.options, self.sessions, self.rooms) = (endpoint, options, sessions, rooms)
        self.running = running
        speaksLegacy = endpoint.revisions.contains { $0.era == .legacy }
        speaksModern = endpoint.revisions.contains { $0.era == .modern }
        allowed = speaksLegacy ? "GET, POST, DELETE, OPTIONS" : "POST, OPTIONS"
    }

    func answer(_ request: HTTPRequest, from principal: String?) async throws -> HTTPResponse {
        switch request.method {
        case .post: try await post(request, principal)
        case .get where speaksLegacy: get(request, principal)
        case .delete where speaksLegacy: delete(request, principal)
        case .options: Answers.options(allowed)
        default: Answers.methodNotAllowed(allowed)
        }
    }

    // MARK: POST

    private func post(_ request: HTTPRequest, _ principal: String?) async throws -> HTTPResponse {
        let accepted = AcceptedReplies(request.fields)
        if let refusal = Self.refusal(of: request.fields, accepted) { return refusal }
        let body = try await request.collectBody(upTo: options.limits.messageBytes)
        let arrival = HTTPArrival(request: request, principal: principal, accepted: accepted)
        switch take(body, arrival) {
        case .answered(let response): return response
        case .legacy(let message): return try await postLegacy(message, arrival)
        case .batch(let batch): return try await postBatch(batch, arrival)
        }
    }

    /// How a body goes on after it was read.
    private enum Taken {
        case answered(HTTPResponse)
        case legacy(Message)
        case batch(JSONArray)
    }

    /// Reads a body, and answers it where nothing has to be waited for.
    ///
    /// Not inlined: what is put into the frame of a function that waits is held by every idle connection.
    @inline(never)
    private func take(_ body: [UInt8], _ arrival: HTTPArrival) -> Taken {
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(parsing: body) } catch {
            return .answered(
                Self.failure(nil, ErrorObject(ErrorObject.parseErrorCode, "Parse error: \(error)"))
            )
        }
        if let batch = document.root.array { return .batch(batch) }
        let message: Message
        do throws(MessageError) { message = try Message(document.root) } catch {
            return .answered(Self.invalid(error))
        }
        switch era(of: message, arrival.fields) {
        case .modern: return .answered(postModern(message, arrival))
        case .legacy: return .legacy(message)
        }
    }

    private static func refusal(of fields: HTTPFields, _ accepted: AcceptedReplies) -> HTTPResponse? {
        guard ContentTypes.isJSON(fields) else {
            return Answers.refusal(.unsupportedMediaType, "expected the content type application/json")
        }
        if let coding = fields["Content-Encoding"], coding.lowercased() != "identity" {
            return Answers.refusal(.unsupportedMediaType, "expected content without an encoding")
        }
        guard accepted.json || accepted.events else {
            return Answers.refusal(.notAcceptable, "expected to accept application/json or text/event-stream")
        }
        return nil
    }

    /// Which way of talking a message belongs to.
    private func era(of message: Message, _ fields: HTTPFields) -> Era {
        guard speaksModern else { return .legacy }
        guard speaksLegacy else { return .modern }
        if message.namesRevision { return .modern }
        if message.method == "initialize" { return .legacy }
        // No session speaks a modern revision: it can only be a modern message that lacks what it must say.
        return fields[HeaderName.version].flatMap(Revision.init)?.era ?? .legacy
    }

    // MARK: Errors

    /// An error that belongs to no method, with the status that goes with it.
    static func failure(_ id: RequestID?, _ error: ErrorObject, _ status: HTTPStatus = .badRequest) -> HTTPResponse {
        HTTPResponse(status, fields: Answers.json, bytes: MessageWriter.failure(id, error))
    }

    static func invalid(_ error: MessageError) -> HTTPResponse {
        HTTPResponse(.badRequest, fields: Answers.json, bytes: MessageWriter.failure(error))
    }
}

/// A message's way in, and what may go back.
struct HTTPArrival: Sendable {
    let request: HTTPRequest
    let principal: String?
    let accepted: AcceptedReplies

    var fields: HTTPFields { request.fields }

    func message(_ message: Message) -> IncomingMessage {
        IncomingMessage(message, over: .streamableHTTP, fields: fields, principal: principal)
    }
}

/// The header fields of Streamable HTTP.
enum HeaderName {
    static let session = "Mcp-Session-Id"
    static let version = "MCP-Protocol-Version"
    static let lastEvent = "Last-Event-ID"
}

extension Message {
    /// Whether the message says in `_meta` which revision it speaks, as modern ones do.
    var namesRevision: Bool { params?["_meta"]?[MetadataKey.protocolVersion] != nil }
}
