public import JSON
public import JSONRPC

/// What a modern request says of itself and its sender, in `params._meta`.
public struct RequestMetadata: Sendable {
    /// The revision that the request is written in, as it was named; it need not exist.
    public let protocolVersion: String
    /// What the client offers, as it was written.
    public let capabilities: JSONObject
    /// Who the client says it is, as it was written.
    public let clientInfoObject: JSONObject?
    /// How grave a log message must be to be sent; nil means that none is.
    public let logLevel: LogLevel?
    /// What the client wants to hear of progress under.
    public let progressToken: RequestID?
    /// All of `_meta`.
    public let object: JSONObject

    /// Reads the `_meta` of a modern request; the first fault is thrown.
    public init(_ params: JSONObject?) throws(MetadataError) {
        guard let value = params?["_meta"] else {
            throw MetadataError(.missing, ["_meta"], expected: "an object with version and capabilities", seen: nil)
        }
        guard let object = value.object else {
            throw MetadataError(.malformed, ["_meta"], expected: "an object", seen: value)
        }
        let members = MetadataMembers(object)
        self.object = object
        protocolVersion = try Self.version(members.protocolVersion)
        capabilities = try Self.capabilities(members.clientCapabilities)
        clientInfoObject = try Self.clientInfo(members.clientInfo)
        logLevel = try Self.logLevel(members.logLevel)
        progressToken = try Self.progressToken(members.progressToken)
    }

    /// Whether a request is meant to be modern: its `_meta` names a revision, whatever else is wrong with it.
    public static func isPresent(in params: JSONObject?) -> Bool {
        params?["_meta"]?.object?[MetadataKey.protocolVersion] != nil
    }

    /// The token for progress of a request of any revision; nil when there is none that could be used.
    public static func progressToken(in params: JSONObject?) -> RequestID? {
        let token = params?["_meta"]?.object?[MetadataKey.progressToken].flatMap(RequestID.init)
        // What is neither a string nor an integer is no token, and must not be sent back as one.
        return token.flatMap { $0.isStringOrInteger ? $0 : nil }
    }

    /// The revision, if it was ever published.
    public var revision: Revision? { Revision(protocolVersion) }

    /// What the client offers.
    public var clientCapabilities: ClientCapabilities {
        ClientCapabilities(json: (try? JSON(capabilities.value)) ?? .emptyObject)
    }

    /// Who the client says it is.
    public var clientInfo: Implementation? {
        clientInfoObject.flatMap { try? JSON($0.value) }.map { Implementation(json: $0) }
    }

    /// Where the request stands in a distributed trace.
    public var trace: TraceContext? { TraceContext(object) }

    private static func version(_ value: JSONValue?) throws(MetadataError) -> String {
        let path = ["_meta", MetadataKey.protocolVersion]
        guard let value else { throw MetadataError(.missing, path, expected: "a revision", seen: nil) }
        guard let version = value.string else {
            throw MetadataError(.malformed, path, expected: "a revision as a string", seen: value)
        }
        return version
    }

    private static func capabilities(_ value: JSONValue?) throws(MetadataError) -> JSONObject {
        let path = ["_meta", MetadataKey.clientCapabilities]
        guard let value else { throw MetadataError(.missing, path, expected: "an object", seen: nil) }
        guard let object = value.object else {
            throw MetadataError(.malformed, path, expected: "an object", seen: value)
        }
        // The set is open: what nobody here knows may be anything.
        for name in ["elicitation", "sampling", "roots", "experimental", "extensions"] {
            guard let value = object[name], value.object == nil else { continue }
            throw MetadataError(.malformed, path + [name], expected: "an object", seen: value)
        }
        return object
    }

    private static func clientInfo(_ value: JSONValue?) throws(MetadataError) -> JSONObject? {
        guard let value else { return nil }
        let path = ["_meta", MetadataKey.clientInfo]
        guard let object = value.object else {
            throw MetadataError(.malformed, path, expected: "an object", seen: value)
        }
        for name in ["name", "version"] where object[name]?.string == nil {
            throw MetadataError(.malformed, path + [name], expected: "a string", seen: object[name])
        }
        return object
    }

    private static func logLevel(_ value: JSONValue?) throws(MetadataError) -> LogLevel? {
        guard let value else { return nil }
        guard let level = value.string.flatMap(LogLevel.init) else {
            let known = LogLevel.allCases.map(\.rawValue).joined(separator: ", ")
            let path = ["_meta", MetadataKey.logLevel]
            throw MetadataError(.malformed, path, expected: "one of \(known)", seen: value)
        }
        return level
    }

    private static func progressToken(_ value: JSONValue?) throws(MetadataError) -> RequestID? {
        guard let value else { return nil }
        guard let token = RequestID(value), token.isStringOrInteger else {
            let path = ["_meta", MetadataKey.progressToken]
            throw MetadataError(.malformed, path, expected: "a string or an integer", seen: value)
        }
        return token
    }
}

extension RequestMetadata {
    /// A `_meta` for a modern request.
    public static func json(
        protocolVersion: String,
        capabilities: ClientCapabilities,
        clientInfo: Implementation? = nil,
        logLevel: LogLevel? = nil,
        progressToken: RequestID? = nil
    ) -> JSON {
        .object(of: [
            (MetadataKey.protocolVersion, .string(protocolVersion)),
            (MetadataKey.clientCapabilities, capabilities.json),
            (MetadataKey.clientInfo, clientInfo?.json),
            (MetadataKey.logLevel, logLevel.map { .string($0.rawValue) }),
            (MetadataKey.progressToken, progressToken?.json),
        ])
    }
}

/// The members that the protocol knows, found in one pass; of duplicates the last counts.
private struct MetadataMembers {
    var protocolVersion: JSONValue?
    var clientCapabilities: JSONValue?
    var clientInfo: JSONValue?
    var logLevel: JSONValue?
    var progressToken: JSONValue?

    init(_ object: JSONObject) {
        for member in object {
            if member.hasKey(MetadataKey.protocolVersion) {
                protocolVersion = member.value
            } else if member.hasKey(MetadataKey.clientCapabilities) {
                clientCapabilities = member.value
            } else if member.hasKey(MetadataKey.progressToken) {
                progressToken = member.value
            } else if member.hasKey(MetadataKey.clientInfo) {
                clientInfo = member.value
            } else if member.hasKey(MetadataKey.logLevel) {
                logLevel = member.value
            }
        }
    }
}
