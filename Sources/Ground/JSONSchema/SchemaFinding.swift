public import JSON

/// One way in which an instance breaks a schema.
public struct SchemaFinding: Sendable, Equatable, CustomStringConvertible {
    /// The place in the instance.
    public let instanceLocation: JSONPointer
    /// The keyword's place, followed from the root schema along all references.
    public let keywordLocation: JSONPointer
    /// The keyword's place by itself: the URI of its schema, if it has one, and a JSON Pointer as fragment.
    public let absoluteKeywordLocation: String
    /// The keyword that was not met; `$ref` where references went too deep.
    public let keyword: String
    /// One sentence in plain English.
    public let message: String
    /// Whether the evaluation was given up here, because it would have cost too much.
    public let isLimit: Bool
    /// Why none of the alternatives fits, where the keyword offers some.
    public let causes: [SchemaFinding]

    /// The sentence and the places.
    public var description: String {
        let place = instanceLocation.isRoot ? "the value" : "\(instanceLocation)"
        return "\(place): \(message) (\(absoluteKeywordLocation))"
    }

    /// The finding and its causes, theirs included, outermost first.
    public var flattened: [SchemaFinding] { [self] + causes.flatMap(\.flattened) }
}
