public import JSONRPC
public import MCP

/// Why a server could not be set up as asked, or a handler could not get what it asked for.
public struct ServerError: Error, Sendable, CustomStringConvertible {
    /// What happened.
    public enum Code: Sendable, Equatable {
        /// A feature of this name is there already.
        case duplicate
        /// A declaration that clients could not use: a schema that is none, a template that cannot be matched.
        case badDeclaration
        /// The client did not declare that it can do what was asked of it.
        case missingCapability(ClientCapabilities)
        /// The client answered with an error.
        case refusedByClient(ErrorObject)
        /// The client answered with something that is no answer to what was asked.
        case badAnswer
        /// The client did not answer in time.
        case timeout
        /// The client is gone.
        case closed
        /// Nothing is to be read under the URI.
        case noSuchResource(String)
    }

    /// What happened.
    public let code: Code
    /// What was tried, what was expected and what was seen.
    public let detail: String

    /// An error of the server, or of what a handler asked for.
    public init(_ code: Code, _ detail: String) { (self.code, self.detail) = (code, detail) }

    /// For handlers of resources: nothing is to be read under this URI.
    public static func noSuchResource(_ uri: String) -> ServerError {
        ServerError(.noSuchResource(uri), "there is no resource \(uri)")
    }

    /// The detail.
    public var description: String { detail }
}
