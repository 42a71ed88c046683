internal import JSON

/// A value of a document that is known to be a subschema.
struct SchemaPlace: Sendable {
    /// Names a place among all documents: a document's number and the first byte of the value.
    struct Key: Hashable, Sendable {
        let document: Int
        let offset: Int
    }

    let value: JSONValue
    let document: Int
    /// The resource that it belongs to.
    let resource: Int
    /// The tokens of the pointer from the resource's root.
    let tokens: [String]

    var key: Key { Key(document: document, offset: value.byteRange.lowerBound) }
}

/// A schema with an identifier of its own, or a whole document.
struct SchemaResource: Sendable {
    /// Its URI without fragment; references inside resolve against it.
    let uri: String
    let dialect: SchemaDialect
    /// Where it begins.
    let document: Int
    let root: JSONValue
    /// Places by their plain names, those of dynamic anchors included.
    var anchors: [String: SchemaPlace.Key] = [:]
    /// Places that dynamic references may be led to.
    var dynamicAnchors: [String: SchemaPlace.Key] = [:]

    /// The URI of schemas that have none; it never shows.
    static let anonymousURI = "anonymous:///"

    /// A place inside, as errors and findings name it.
    func location(_ tokens: [String]) -> String {
        (uri == Self.anonymousURI ? "" : uri) + "#" + JSONPointer(tokens).description
    }
}
