/// A rule of HTTP/1.1 or of a configured limit that a message can break.
///
/// The raw value is a stable name for reports.
public enum HTTPRule: String, CaseIterable, Sendable {
    // The start line.
    case leadingEmptyLines = "leading-empty-lines"
    case requestLine = "request-line"
    case method = "method"
    case targetCharacter = "target-character"
    case targetForm = "target-form"
    case whitespaceAfterVersion = "whitespace-after-version"
    case statusLine = "status-line"
    case statusCode = "status-code"
    case missingReasonSpace = "missing-reason-space"
    case version = "version"
    case unsupportedVersion = "unsupported-version"

    // Lines and fields.
    case bareCarriageReturn = "bare-carriage-return"
    case bareLineFeed = "bare-line-feed"
    case whitespaceBeforeFields = "whitespace-before-fields"
    case obsoleteLineFolding = "obsolete-line-folding"
    case whitespaceBeforeColon = "whitespace-before-colon"
    case fieldName = "field-name"
    case missingColon = "missing-colon"
    case controlCharacter = "control-character"

    // Host.
    case missingHost = "missing-host"
    case duplicateHost = "duplicate-host"
    case invalidHost = "invalid-host"

    // Framing.
    case contentLength = "content-length"
    case contentLengthList = "content-length-list"
    case repeatedContentLength = "repeated-content-length"
    case differingContentLengths = "differing-content-lengths"
    case contentLengthWithTransferEncoding = "content-length-with-transfer-encoding"
    case contentLengthNotAllowed = "content-length-not-allowed"
    case transferEncoding = "transfer-encoding"
    case unknownTransferEncoding = "unknown-transfer-encoding"
    case chunkedNotLast = "chunked-not-last"
    case chunkedRepeated = "chunked-repeated"
    case transferEncodingInOldVersion = "transfer-encoding-in-old-version"
    case transferEncodingNotAllowed = "transfer-encoding-not-allowed"

    // Chunks.
    case chunkSize = "chunk-size"
    case chunkSizeWhitespace = "chunk-size-whitespace"
    case chunkExtension = "chunk-extension"
    case chunkEnd = "chunk-end"
    case trailerNotAllowed = "trailer-not-allowed"

    // The end of the connection.
    case truncatedHead = "truncated-head"
    case truncatedBody = "truncated-body"

    // Limits.
    case startLineLimit = "start-line-limit"
    case fieldLimit = "field-limit"
    case fieldCountLimit = "field-count-limit"
    case headLimit = "head-limit"
    case chunkLineLimit = "chunk-line-limit"
    case trailerLimit = "trailer-limit"
    case bodyLimit = "body-limit"

    /// The status code with which a server answers a request that breaks the rule.
    public var status: HTTPStatus {
        switch self {
        case .startLineLimit: .uriTooLong
        case .fieldLimit, .fieldCountLimit, .headLimit, .trailerLimit: .requestHeaderFieldsTooLarge
        case .bodyLimit: .contentTooLarge
        case .unknownTransferEncoding: .notImplemented
        case .unsupportedVersion: .httpVersionNotSupported
        default: .badRequest
        }
    }

    /// Whether even a tolerant reading ends here, since what follows could be read in more than one way.
    var endsReading: Bool {
        switch self {
        case .requestLine, .statusLine, .statusCode, .version, .contentLength, .differingContentLengths, .chunkSize,
            .chunkEnd, .truncatedHead, .startLineLimit, .fieldLimit, .fieldCountLimit, .headLimit, .chunkLineLimit,
            .trailerLimit, .bodyLimit:
            true
        default: false
        }
    }

    /// The place in ``HTTPRuleSet``.
    var bit: UInt64 { 1 << UInt64(index) }

    private var index: Int { Self.indices[self] ?? 63 }
    private static let indices = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}

/// A set of rules.
public struct HTTPRuleSet: Sendable, Equatable, ExpressibleByArrayLiteral {
    private var bits: UInt64 = 0

    /// The rules in a list.
    public init(arrayLiteral rules: HTTPRule...) {
        for rule in rules { bits |= rule.bit }
    }

    /// Whether no rule is in the set.
    public var isEmpty: Bool { bits == 0 }

    /// Whether a rule is in the set.
    public func contains(_ rule: HTTPRule) -> Bool { bits != 0 && bits & rule.bit != 0 }

    /// Adds a rule.
    public mutating func insert(_ rule: HTTPRule) { bits |= rule.bit }
}
