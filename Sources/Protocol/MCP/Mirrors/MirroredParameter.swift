/// A tool's parameter that is repeated in a header field.
public struct MirroredParameter: Sendable, Equatable {
    /// The keys that lead to it from `arguments`.
    public let path: [String]
    /// What follows `Mcp-Param-` in the field's name.
    public let header: String

    /// A parameter and its header.
    public init(path: [String], header: String) { (self.path, self.header) = (path, header) }
}
