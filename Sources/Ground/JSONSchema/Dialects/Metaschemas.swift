internal import JSON

/// The metaschemas that every schema may refer to.
enum Metaschemas {
    /// The document of a URI, if it is one of them.
    static func document(_ uri: String) -> JSONValue? { documents[uri] }

    /// All of them, by URI.
    static let documents: [String: JSONValue] = {
        var documents: [String: JSONValue] = [:]
        for text in Metaschema2020.texts + [Metaschema07.text] {
            guard let root = try? JSONDocument(parsing: text).root, let id = root["$id"]?.string else { continue }
            documents[id.hasSuffix("#") ? String(id.dropLast()) : id] = root
        }
        return documents
    }()
}
