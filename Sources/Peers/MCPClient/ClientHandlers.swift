public import JSON

/// What answers requests of a server; a capability is declared for each that is there.
public struct ClientHandlers: Sendable {
    /// Answers `sampling/createMessage`.
    public var sampling: (@Sendable (ServerRequest) async throws -> JSON)?
    /// Whether sampling takes tools.
    public var samplesWithTools = false
    /// Whether sampling takes context of other servers.
    public var samplesWithContext = false
    /// Answers `elicitation/create` with a form; what is left out of an accepted answer is filled with defaults.
    public var form: (@Sendable (ServerRequest) async throws -> Elicited)?
    /// Answers `elicitation/create` with a URL: consent, or none.
    public var url: (@Sendable (ServerRequest) async throws -> Elicited)?
    /// Lists the roots.
    public var roots: (@Sendable () async throws -> [JSON])?

    /// None.
    public init() {}
}

/// Something that a server asks the client for, by a request or inside a result.
public struct ServerRequest: Sendable {
    /// Which method.
    public let method: String
    /// Its parameters.
    public let params: JSON
    /// The request of the client that caused it, where that is known.
    public let cause: String?

    /// A request of a server.
    public init(method: String, params: JSON, cause: String? = nil) {
        (self.method, self.params, self.cause) = (method, params, cause)
    }

    /// The question that a form or a URL comes with.
    public var message: String { params["message"]?.string ?? "" }
    /// The URL to visit.
    public var url: String? { params["url"]?.string }
    /// The schema of a form.
    public var requestedSchema: JSON? { params["requestedSchema"] }
}

/// What a person answered.
public enum Elicited: Sendable, Equatable {
    /// Agreed, with the content of the form.
    case accept(JSON = .object([]))
    /// Said no.
    case decline
    /// Went away.
    case cancel
}

/// A handler's answer that is an error.
public struct HandlerRefusal: Error, Sendable, Equatable {
    /// The code, such as -1 for a person who said no to sampling.
    public let code: Int
    /// Why.
    public let message: String

    /// A refusal.
    public init(_ code: Int, _ message: String) { (self.code, self.message) = (code, message) }
    /// A person said no.
    public static let userRejected = HandlerRefusal(-1, "User rejected sampling request")
}
