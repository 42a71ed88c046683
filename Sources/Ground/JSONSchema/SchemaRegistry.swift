public import JSON

/// The documents that references may lead to; nothing is ever fetched.
///
/// The metaschemas of the known dialects need not be entered.
public struct SchemaRegistry: Sendable {
    private(set) var documents: [String: JSONValue] = [:]

    /// A registry without documents.
    public init() {}

    /// Enters the document that is found at a URI; one that was entered there before is replaced.
    public mutating func add(_ document: JSONValue, at uri: String) {
        documents[String(uri.prefix { $0 != "#" })] = document
    }

    /// The document entered for a URI.
    public subscript(_ uri: String) -> JSONValue? { documents[String(uri.prefix { $0 != "#" })] }
}
