public import JSON
public import MCP

/// What a server said about itself when the conversation began.
public struct ServerDescription: Sendable, Equatable {
    /// The revision that is spoken with it.
    public internal(set) var revision: Revision
    /// The whole result of `initialize` or `server/discover`; an empty object where a modern server was not asked.
    public internal(set) var result: JSON

    init(revision: Revision, result: JSON = .object([])) { (self.revision, self.result) = (revision, result) }

    /// The way it is talked with.
    public var era: Era { revision.era }
    /// What it offers.
    public var capabilities: JSON { result["capabilities"] ?? .object([]) }
    /// How to use it, in words for a model.
    public var instructions: String? { result["instructions"]?.string }
    /// The revisions that a modern server says it speaks.
    public var supportedVersions: [String] { result["supportedVersions"]?.array?.compactMap(\.string) ?? [] }
    /// Its name and version, for people alone.
    public var info: Implementation? {
        (result["serverInfo"] ?? result["_meta"]?[MetadataKey.serverInfo]).map(Implementation.init(json:))
    }

    /// Whether it declared a capability, and one of its parts.
    public func offers(_ capability: String, _ part: String? = nil) -> Bool {
        guard let declared = capabilities[capability] else { return false }
        guard let part else { return !declared.isNull }
        guard let value = declared[part] else { return false }
        return value.bool ?? !value.isNull
    }
}
