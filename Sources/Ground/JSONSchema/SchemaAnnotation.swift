public import JSON

/// What a keyword says about a part of an instance that fits the schema around the keyword.
public struct SchemaAnnotation: Sendable {
    /// The place in the instance.
    public let instanceLocation: JSONPointer
    /// The keyword's place, followed from the root schema along all references.
    public let keywordLocation: JSONPointer
    /// The keyword's place by itself: the URI of its schema, if it has one, and a JSON Pointer as fragment.
    public let absoluteKeywordLocation: String
    /// The keyword.
    public let keyword: String
    /// The keyword's value in the schema.
    public let value: JSONValue
}
