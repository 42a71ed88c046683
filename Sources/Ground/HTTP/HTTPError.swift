import Crypto
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

    /// One allocation for each error keeps every function that may throw one small.
    private final class Storage: Sendable {
        let code: Code
        let operation: String
        let detail: String
        let wireError: HTTPWireError?
        let reactorError: ReactorError?

        init(_ code: Code, _ operation: String, _ detail: String, _ wire: HTTPWireError?, _ reactor: ReactorError?) {
            self.code = code
            self.operation = operation
            self.detail = detail
            wireError = wire
            reactorError = reactor
        }
    }

    private let storage: Storage

    /// The kind of failure.
    public var code: Code { storage.code }
    /// What was being done.
    public var operation: String { storage.operation }
    /// What was expected and seen.
    public var detail: String { storage.detail }
    /// The broken rule, where bytes were malformed.
    public var wireError: HTTPWireError? { storage.wireError }
    /// The failure underneath, where the connection failed.
    public var reactorError: ReactorError? { storage.reactorError }

    /// Describes a failure.
    public init(_ code: Code, operation: String, detail: String) {
        storage = Storage(code, operation, detail, nil, nil)
    }

    /// Bytes were not HTTP.
    @inline(never)
    public init(_ error: HTTPWireError, operation: String) {
        storage = Storage(.malformed, operation, error.description, error, nil)
    }

    /// The connection failed.
    @inline(never)
    public init(_ error: ReactorError, operation: String) {
        let code: Code =
            switch error.code {
            case .timedOut: .timedOut
            case .cancelled: .cancelled
            case .limitReached: .limitReached
            default: .connection
            }
        storage = Storage(code, operation, error.description, nil, error)
    }

    /// The secure channel failed.
    @inline(never)
    init(_ error: TLSError, operation: String) {
        let code: Code =
            switch error.transport?.code {
            case .timedOut: .timedOut
            case .cancelled: .cancelled
            default: .connection
            }
        storage = Storage(code, operation, error.description, nil, error.reactorError(during: operation))
    }

    /// Whether both describe the same failure.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.operation == right.operation && left.detail == right.detail
    }

    /// One sentence: what was being done, what was expected and what was seen.
    public var description: String { "\(operation): \(detail)" }
}
