/// Something that a server did against the rules, and that the client lived with.
public struct ClientFinding: Sendable, Equatable, CustomStringConvertible {
    /// What sort of thing it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Bytes that are no message came where messages come.
        case unreadable
        /// A message whose envelope is odd: ids, versions, batches.
        case envelope
        /// An answer to no request that waits: unknown, late or twice.
        case unexpectedAnswer = "unexpected-answer"
        /// A request or a notification that this revision does not have, or that the server must not send.
        case unexpectedMessage = "unexpected-message"
        /// A result without what it must have, or with what it must not.
        case result
        /// Structured content that does not fit the schema of its tool.
        case structuredContent = "structured-content"
        /// A tool that cannot be offered: its header marks are against the rules.
        case tool
        /// The revision that the server chose.
        case revision
        /// A cursor that leads in a circle or without end.
        case pagination
        /// Status, content type or fields of an HTTP response.
        case http
        /// A stream that broke, or came back.
        case stream
        /// A standing notification that was dropped since nobody took it.
        case overflow
    }

    /// What sort of thing it is.
    public let kind: Kind
    /// What was expected and what was seen.
    public let detail: String
    /// What came, as it came.
    public let bytes: [UInt8]

    /// Describes what was seen.
    public init(_ kind: Kind, _ detail: String, bytes: [UInt8] = []) {
        (self.kind, self.detail, self.bytes) = (kind, detail, bytes)
    }

    /// Kind, detail, and the beginning of the bytes.
    public var description: String {
        bytes.isEmpty ? "\(kind.rawValue): \(detail)" : "\(kind.rawValue): \(detail): \(MCPClientError.excerpt(bytes))"
    }
}
