/// A number in an error response, and what revisions mean by it: a row of the ``ErrorCodeTable``.
public struct ErrorCode: Sendable, Hashable {
    /// The number.
    public let code: Int
    /// What it is called.
    public let name: String
    /// The revisions that define it.
    public let validity: Validity
    /// Who may send it.
    public let senders: Set<Side>
    /// When it is due.
    public let meaning: String
    /// The status of the HTTP response that carries it in modern revisions; nil where none is fixed.
    public var status: Int?
    /// The shape of the whole error response, where more than code and message is due.
    public var shape: String?
}

/// All error codes of all revisions, and the ranges that are kept free.
public enum ErrorCodeTable {
    /// What JSON-RPC keeps for itself and the protocols above it.
    public static let reserved = -32768 ... -32000
    /// What modern revisions keep for codes that they define.
    public static let reservedForProtocol = -32099 ... -32020
    /// What modern revisions leave without meaning for ever: implementations had used it freely.
    public static let withoutMeaning = -32019 ... -32000

    /// What a revision means by a code; nil when it defines none.
    public static func meaning(of code: Int, in revision: Revision) -> ErrorCode? {
        rows.first { $0.code == code && $0.validity.contains(revision) }
    }

    /// The codes that a revision defines.
    public static func codes(in revision: Revision) -> [ErrorCode] { rows.filter { $0.validity.contains(revision) } }

    /// Whether an implementation may use a code for its own ends, or as the revision defines it.
    public static func mayBeSent(_ code: Int, in revision: Revision) -> Bool {
        if meaning(of: code, in: revision) != nil { return true }
        return revision.era == .modern ? !reserved.contains(code) : true
    }

    /// The rows.
    public static let rows: [ErrorCode] = general + ours

    private static let both: Set<Side> = [.client, .server]

    private static let general: [ErrorCode] = [
        ErrorCode(
            code: -32700,
            name: "Parse error",
            validity: .always,
            senders: both,
            meaning: "the bytes are no JSON",
            status: 400
        ),
        ErrorCode(
            code: -32600,
            name: "Invalid request",
            validity: .always,
            senders: both,
            meaning: "JSON, but no request; a batch where none are allowed",
            status: 400
        ),
        ErrorCode(
            code: -32601,
            name: "Method not found",
            validity: .always,
            senders: both,
            meaning: "the method is unknown, or its capability was not declared",
            status: 404
        ),
        ErrorCode(
            code: -32602,
            name: "Invalid params",
            validity: .always,
            senders: both,
            meaning: "parameters are missing or wrong, or name something that does not exist"
        ),
        ErrorCode(
            code: -32603,
            name: "Internal error",
            validity: .always,
            senders: both,
            meaning: "the receiver failed"
        ),
    ]

    private static let ours: [ErrorCode] = [
        ErrorCode(
            code: -32002,
            name: "Resource not found",
            validity: .legacy,
            senders: [.server],
            meaning: "no resource has this URI"
        ),
        ErrorCode(
            code: -1,
            name: "User rejected",
            validity: .legacy,
            senders: [.client],
            meaning: "the user refused to sample"
        ),
        ErrorCode(
            code: -32042,
            name: "URL elicitation required",
            validity: Validity(since: .november2025, until: .november2025),
            senders: [.server],
            meaning: "the user must visit a page before the request can be served",
            shape: "URLElicitationRequiredError"
        ),
        ErrorCode(
            code: -32020,
            name: "Header mismatch",
            validity: .modern,
            senders: [.server],
            meaning: "a header field that repeats the body is missing, malformed or different",
            status: 400,
            shape: "HeaderMismatchError"
        ),
        ErrorCode(
            code: -32021,
            name: "Missing required client capability",
            validity: .modern,
            senders: [.server],
            meaning: "the request needs a capability that it did not declare",
            status: 400,
            shape: "MissingRequiredClientCapabilityError"
        ),
        ErrorCode(
            code: -32022,
            name: "Unsupported protocol version",
            validity: .modern,
            senders: [.server],
            meaning: "the request is of a revision that the server does not speak",
            status: 400,
            shape: "UnsupportedProtocolVersionError"
        ),
    ]
}
