public import JSON

/// The parameters of `initialize`, with which legacy sessions begin.
public struct InitializeRequest: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// What a client says of itself.
    public init(protocolVersion: String, capabilities: ClientCapabilities, clientInfo: Implementation) {
        json = [
            "protocolVersion": .string(protocolVersion), "capabilities": capabilities.json,
            "clientInfo": clientInfo.json,
        ]
    }

    /// The revision that the client would like.
    public var protocolVersion: String { string("protocolVersion") ?? "" }
    /// What the client offers.
    public var capabilities: ClientCapabilities { model("capabilities") ?? ClientCapabilities() }
    /// Who the client is.
    public var clientInfo: Implementation? { model("clientInfo") }
}

/// The answer to `initialize`.
public struct InitializeResult: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// What a server says of itself.
    public init(
        protocolVersion: String,
        capabilities: ServerCapabilities,
        serverInfo: Implementation,
        instructions: String? = nil
    ) {
        json = .object(of: [
            ("protocolVersion", .string(protocolVersion)), ("capabilities", capabilities.json),
            ("serverInfo", serverInfo.json), ("instructions", instructions.map(JSON.string)),
        ])
    }

    /// The revision that the session speaks.
    public var protocolVersion: String { string("protocolVersion") ?? "" }
    /// What the server offers.
    public var capabilities: ServerCapabilities { model("capabilities") ?? ServerCapabilities() }
    /// Who the server is.
    public var serverInfo: Implementation? { model("serverInfo") }
    /// How to use the server, for the model.
    public var instructions: String? { string("instructions") }
}

/// The answer to `server/discover`, since 2026-07-28.
public struct DiscoverResult: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// What a server says of itself; who it is goes into `_meta`.
    public init(
        supportedVersions: [String],
        capabilities: ServerCapabilities,
        serverInfo: Implementation? = nil,
        instructions: String? = nil,
        cache: CacheHint = .none
    ) {
        json = .object(of: [
            ("resultType", .string(ResultType.complete.rawValue)), ("supportedVersions", .array(of: supportedVersions)),
            ("capabilities", capabilities.json), ("instructions", instructions.map(JSON.string)),
        ])
        json.set(cache)
        if let serverInfo { json["_meta"] = [MetadataKey.serverInfo: serverInfo.json] }
    }

    /// The revisions that can be asked for.
    public var supportedVersions: [String] { strings("supportedVersions") ?? [] }
    /// What the server offers.
    public var capabilities: ServerCapabilities { model("capabilities") ?? ServerCapabilities() }
    /// How to use the server, for the model.
    public var instructions: String? { string("instructions") }
    /// Who the server is.
    public var serverInfo: Implementation? { json["_meta"]?[MetadataKey.serverInfo].map { Implementation(json: $0) } }
    /// How long the answer may be kept.
    public var cache: CacheHint { CacheHint(result: json) }
}
