internal import JSON
internal import JSONRPC
internal import MCP

/// What each request brings along beside its parameters: nothing much in the legacy era, all about the client in the
/// modern one.
struct Envelope: Sendable {
    var revision: Revision
    let info: Implementation
    let capabilities: JSON

    /// The parameters with `_meta` as the era wants it; members that the caller put there stay as they are.
    func wrap(_ params: JSON?, token: RequestID?, _ options: RequestOptions) -> JSON? {
        var added: [(key: String, value: JSON)] = []
        if revision.era == .modern {
            added.append((MetadataKey.protocolVersion, .string(revision.name)))
            added.append((MetadataKey.clientCapabilities, capabilities))
            added.append((MetadataKey.clientInfo, info.json))
            if let level = options.logLevel { added.append((MetadataKey.logLevel, .string(level.rawValue))) }
        }
        if let token { added.append((MetadataKey.progressToken, token.json)) }
        added += options.metadata
        guard !added.isEmpty else { return params }
        var members = params?.object ?? []
        var metadata: [(key: String, value: JSON)] = []
        if let place = members.firstIndex(where: { $0.key == "_meta" }) {
            metadata = members.remove(at: place).value.object ?? []
        }
        for member in added where !metadata.contains(where: { $0.key == member.key }) { metadata.append(member) }
        members.append(("_meta", .object(metadata)))
        return .object(members)
    }
}
