internal import Bindings
public import HTTPWire
public import JSONRPC
internal import Text

/// Why a client did not get what it was asked for.
public struct MCPClientError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// The server answered with an error.
        case answered(ErrorObject)
        /// Nothing could be connected or started.
        case unreachable
        /// The connection ended.
        case closed
        /// The answer is lost: its stream broke. Whether the server did what was asked is not known.
        case lost
        /// The server does not know the session any more.
        case sessionLost
        /// The server refused on the level of its transport: credentials are missing, or it is not well.
        case refused
        /// The time that was given is over.
        case timeout
        /// The task that waited was cancelled.
        case cancelled
        /// What came is not what the protocol allows, so that it cannot be used.
        case violation
        /// Server and client share no revision.
        case noCommonRevision
        /// The server does not offer this, or this era has it not.
        case unsupported
        /// The server asked for more input again and again.
        case tooManyRounds
        /// What was asked of this library cannot be done.
        case misuse
    }

    /// The kind of failure.
    public let code: Code
    /// What was tried, what was expected, what was seen.
    public let detail: String
    /// The status of the HTTP response, where there was one.
    public let status: HTTPStatus?
    /// What came, as it came.
    public let bytes: [UInt8]

    /// Describes a failure.
    public init(_ code: Code, _ detail: String, status: HTTPStatus? = nil, bytes: [UInt8] = []) {
        (self.code, self.detail, self.status, self.bytes) = (code, detail, status, bytes)
    }

    /// What the server answered, if it answered.
    public var answer: ErrorObject? { if case .answered(let error) = code { error } else { nil } }

    /// The detail, and an excerpt of the bytes.
    public var description: String {
        guard !bytes.isEmpty else { return detail }
        return "\(detail); the bytes: \(MCPClientError.excerpt(bytes))"
    }

    /// The beginning of bytes, safe to print in one line.
    static func excerpt(_ bytes: [UInt8], limit: Int = 300) -> String {
        let shown = PrintableText.escape(String(decoding: bytes.prefix(limit), as: UTF8.self))
        return bytes.count > limit ? "\(shown)… (\(bytes.count) bytes)" : shown
    }
}

extension MCPClientError {
    /// A failure of a transport, seen from the request that it hit.
    init(_ error: BindingError, during operation: String, status: HTTPStatus? = nil, bytes: [UInt8] = []) {
        let code: Code =
            switch error.code {
            case .closed: .closed
            case .unreachable: .unreachable
            case .violation: .violation
            case .refused: .refused
            case .timeout: .timeout
            case .cancelled: .cancelled
            case .overflow: .lost
            case .sessionLost: .sessionLost
            }
        self.init(code, "\(operation): \(error.detail)", status: status, bytes: bytes)
    }
}
