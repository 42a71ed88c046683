/// What went wrong between this program and the kernel or a peer.
public struct ReactorError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// The deadline passed first.
        case timedOut
        /// The waiting task was cancelled.
        case cancelled
        /// This side had closed the stream, or the loop stopped.
        case closed
        /// The peer reset the connection or stopped reading.
        case disconnected
        /// The peer refused the connection, or nobody listens there.
        case refused
        /// The address is taken by another socket.
        case addressInUse
        /// A configured bound or a limit of the system was reached.
        case limitReached
        /// The name could not be resolved to an address.
        case nameNotFound
        /// A security layer refused to go on.
        case security
        /// Any other failure of a system call.
        case system
    }

    /// The kind of failure.
    public let code: Code
    /// What was being done.
    public let operation: String
    /// The kernel's number, where there was one.
    public let errno: Errno?
    /// What was expected and seen, where that helps.
    public let detail: String?

    /// Describes a failure.
    public init(_ code: Code, operation: String, errno: Errno? = nil, detail: String? = nil) {
        self.code = code
        self.operation = operation
        self.errno = errno
        self.detail = detail
    }

    /// Describes a failed system call and sorts it into a code.
    package init(_ errno: Errno, operation: String, detail: String? = nil) {
        let code: Code =
            switch errno {
            case .connectionReset, .brokenPipe, .connectionAborted, .notConnected: .disconnected
            case .connectionRefused, .noSuchFile: .refused
            case .addressInUse: .addressInUse
            case .tooManyFiles, .tooManyFilesInSystem, .noBuffers, .noMemory: .limitReached
            case .timedOut: .timedOut
            default: .system
            }
        self.init(code, operation: operation, errno: errno, detail: detail)
    }

    /// One sentence: the operation, what happened, and the details.
    public var description: String {
        var text = "\(operation): "
        switch code {
        case .timedOut: text += "the deadline passed"
        case .cancelled: text += "cancelled"
        case .closed: text += "the stream is closed"
        case .disconnected: text += "the peer closed the connection"
        case .refused: text += "nobody accepts connections there"
        case .addressInUse: text += "the address is in use; choose another port or stop the other program"
        case .limitReached: text += "a limit was reached"
        case .nameNotFound: text += "the name has no address"
        case .security: text += "the secure channel failed"
        case .system: text += "the system call failed"
        }
        if let errno { text += " (\(errno))" }
        if let detail { text += ": \(detail)" }
        return text
    }
}
