internal import JSON
internal import JSONRPC
internal import MCP

/// What `_meta` gains and loses on its way between the eras.
enum MetadataTranslation {
    /// The members that a modern request must have and a legacy one cannot have a use for.
    static let modernRequestKeys = [
        MetadataKey.protocolVersion, MetadataKey.clientCapabilities, MetadataKey.clientInfo, MetadataKey.logLevel,
    ]

    /// Parameters with what a modern request has to say of its sender; other members of `_meta` stay.
    static func modern(
        _ params: JSON?,
        revision: Revision,
        capabilities: ClientCapabilities,
        clientInfo: Implementation?,
        logLevel: LogLevel?
    ) -> JSON {
        var params = params ?? .emptyObject
        var meta = params["_meta"] ?? .emptyObject
        for key in modernRequestKeys { meta[key] = nil }
        let added = RequestMetadata.json(
            protocolVersion: revision.name,
            capabilities: capabilities,
            clientInfo: clientInfo,
            logLevel: logLevel
        )
        for (key, value) in added.object ?? [] { meta[key] = value }
        params["_meta"] = meta
        return params
    }

    /// Parameters without it; a `_meta` that is empty then goes as well.
    static func legacy(_ params: JSON?) -> JSON? {
        guard let params else { return nil }
        return removing(modernRequestKeys, from: params)
    }

    /// A notification without the id of the subscription that it came on.
    static func withoutSubscription(_ params: JSON?) -> JSON? {
        guard let params else { return nil }
        let rest = removing([MetadataKey.subscriptionID], from: params)
        return rest.object?.isEmpty == true ? JSON?.none : rest
    }

    /// A notification with the id of the subscription that it goes to.
    static func with(subscription id: RequestID, _ params: JSON?) -> JSON {
        var params = params ?? .emptyObject
        var meta = params["_meta"] ?? .emptyObject
        meta[MetadataKey.subscriptionID] = id.json
        params["_meta"] = meta
        return params
    }

    private static func removing(_ keys: [String], from params: JSON) -> JSON {
        guard var meta = params["_meta"], let members = meta.object, !members.isEmpty else { return params }
        for key in keys { meta[key] = nil }
        var params = params
        params["_meta"] = meta.object?.isEmpty == true ? JSON?.none : meta
        return params
    }
}

extension JSONObject {
    /// The object as a value to compose with; what was read nests no deeper than what can be composed.
    var json: JSON { (try? JSON(value)) ?? .emptyObject }
}

extension JSONValue {
    /// The value as one to compose with.
    var json: JSON { (try? JSON(self)) ?? .null }
}
