public import HTTPWire
public import Reactor

/// Why an HTTP exchange did not come to its end.
public struct HTTPError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// The peer sent something that is not HTTP, or this side was asked to.
        case malformed
        /// The connection failed or ended too early.
        case connection
        /// A deadline passed.
        case timedOut
        /// The task was cancelled, or the peer went away while a handler worked.
        case cancelled
        /// A configured bound was reached.
        case limitReached
        /// A URL cannot be used.
        case invalidURL
        /// More redirects came than are followed.
        case tooManyRedirects
        /// The peer did not switch protocols.
        case upgradeRefused
        /// A body or a connection was used at a moment when it cannot be.
        case misuse
    }

    /// The kind of failure.
    public let code: Code
    /// What was being done.
    public let operation: String
    /// What was expected and seen.
    public let detail: String
    /// The broken rule, where bytes were malformed.
    public let wireError: HTTPWireError?
    /// The failure underneath, where the connection failed.
    public let reactorError: ReactorError?

    /// Describes a failure.
    public init(_ code: Code, operation: String, detail: String) {
        self.code = code
        self.operation = operation
        self.detail = detail
        wireError = nil
        reactorError = nil
    }

    /// Bytes were not HTTP.
    public init(_ error: HTTPWireError, operation: String) {
        code = .malformed
        self.operation = operation
        detail = error.description
        wireError = error
        reactorError = nil
    }

    /// The connection failed.
    public init(_ error: ReactorError, operation: String) {
        code =
            switch error.code {
            case .timedOut: .timedOut
            case .cancelled: .cancelled
            case .limitReached: .limitReached
            default: .connection
            }
        self.operation = operation
        detail = error.description
        wireError = nil
        reactorError = error
    }

    /// One sentence: what was being done, what was expected and what was seen.
    public var description: String { "\(operation): \(detail)" }
}
