/// Why a message could not be brought to the other side, or fetched from it.
public struct BindingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What happened.
    public enum Code: Sendable, Equatable {
        /// The other side is gone, or closed this exchange.
        case closed
        /// The other side takes nothing: its queue is full.
        case overflow
        /// Nothing could be connected or started.
        case unreachable
        /// What came is not what the transport allows.
        case violation
        /// A status or an end that says no.
        case refused
        /// The legacy session does not exist on the server any more.
        case sessionLost
        /// The time that was given is over.
        case timeout
        /// Whoever asked does not want it any more.
        case cancelled
    }

    /// What happened.
    public let code: Code
    /// What was tried, and what happened.
    public let detail: String

    /// An error of a transport.
    public init(_ code: Code, _ detail: String) { (self.code, self.detail) = (code, detail) }
    /// The detail.
    public var description: String { detail }
}
