public import Reactor

/// Why a message could not be carried, or a peer could not be reached.
public struct CarrierError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// Nothing could be connected or started.
        case unreachable
        /// The connection ended, here or there.
        case closed
        /// The deadline passed first; the carrier can still be used.
        case timedOut
        /// The task was cancelled; the carrier can still be used.
        case cancelled
        /// The queue is full, or a bound was reached.
        case limitReached
        /// What came is not what the transport allows.
        case violation
        /// A status that says no.
        case refused
        /// The carrier was asked for something that it cannot do.
        case misuse
    }

    /// One allocation for each error keeps every function that may throw one small.
    private final class Storage: Sendable {
        let code: Code
        let operation: String
        let detail: String

        init(_ code: Code, _ operation: String, _ detail: String) {
            (self.code, self.operation, self.detail) = (code, operation, detail)
        }
    }

    private let storage: Storage

    /// The kind of failure.
    public var code: Code { storage.code }
    /// What was being done.
    public var operation: String { storage.operation }
    /// What was expected, what was seen, and where.
    public var detail: String { storage.detail }

    /// Describes a failure.
    @inline(never)
    public init(_ code: Code, operation: String, detail: String) { storage = Storage(code, operation, detail) }

    /// A stream failed.
    @inline(never)
    public init(_ error: ReactorError, operation: String) {
        let code: Code =
            switch error.code {
            case .timedOut: .timedOut
            case .cancelled: .cancelled
            case .limitReached: .limitReached
            case .refused, .nameNotFound, .addressInUse, .security: .unreachable
            case .closed, .disconnected, .system: .closed
            }
        self.init(code, operation: operation, detail: error.description)
    }

    /// Whether both describe the same failure.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.operation == right.operation && left.detail == right.detail
    }

    /// One sentence: what was being done, what was expected and what was seen.
    public var description: String { "\(operation): \(detail)" }
}
