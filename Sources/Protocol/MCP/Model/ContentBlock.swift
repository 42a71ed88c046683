public import JSON

/// A piece of content in a result, a prompt or a sampling message.
public struct ContentBlock: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// The kinds of content.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Text.
        case text
        /// A picture.
        case image
        /// A sound, since 2025-03-26.
        case audio
        /// A whole resource.
        case resource
        /// Where a resource is, since 2025-06-18.
        case resourceLink = "resource_link"
        /// A model wants a tool called; in sampling, since 2025-11-25.
        case toolUse = "tool_use"
        /// What the tool gave; in sampling, since 2025-11-25.
        case toolResult = "tool_result"
    }

    /// Text.
    public static func text(_ text: String, annotations: Annotations? = nil) -> ContentBlock {
        ContentBlock(
            json: .object(of: [("type", "text"), ("text", .string(text)), ("annotations", annotations?.json)])
        )
    }

    /// A picture, its bytes in base64.
    public static func image(base64: String, mimeType: String, annotations: Annotations? = nil) -> ContentBlock {
        media(.image, base64, mimeType, annotations)
    }

    /// A sound, its bytes in base64.
    public static func audio(base64: String, mimeType: String, annotations: Annotations? = nil) -> ContentBlock {
        media(.audio, base64, mimeType, annotations)
    }

    /// A whole resource.
    public static func resource(_ contents: ResourceContents, annotations: Annotations? = nil) -> ContentBlock {
        ContentBlock(
            json: .object(of: [("type", "resource"), ("resource", contents.json), ("annotations", annotations?.json)])
        )
    }

    /// Where a resource is.
    public static func link(to resource: Resource) -> ContentBlock {
        var json: JSON = ["type": "resource_link"]
        for (key, value) in resource.json.object ?? [] { json[key] = value }
        return ContentBlock(json: json)
    }

    /// A model wants a tool called.
    public static func toolUse(id: String, name: String, input: JSON) -> ContentBlock {
        ContentBlock(json: ["type": "tool_use", "id": .string(id), "name": .string(name), "input": input])
    }

    /// What the tool gave.
    public static func toolResult(id: String, content: [ContentBlock], isError: Bool? = nil) -> ContentBlock {
        ContentBlock(
            json: .object(of: [
                ("type", "tool_result"), ("toolUseId", .string(id)), ("content", .array(of: content)),
                ("isError", isError.map(JSON.bool)),
            ])
        )
    }

    private static func media(
        _ kind: Kind,
        _ base64: String,
        _ mimeType: String,
        _ annotations: Annotations?
    ) -> ContentBlock {
        ContentBlock(
            json: .object(of: [
                ("type", .string(kind.rawValue)), ("data", .string(base64)), ("mimeType", .string(mimeType)),
                ("annotations", annotations?.json),
            ])
        )
    }

    /// The kind, if it is one of those that are known.
    public var kind: Kind? { string("type").flatMap(Kind.init) }
    /// The text of a text.
    public var text: String? { string("text") }
    /// The bytes of a picture or sound, in base64.
    public var data: String? { string("data") }
    /// The media type of a picture or sound.
    public var mimeType: String? { string("mimeType") }
    /// The embedded resource.
    public var resource: ResourceContents? { model("resource") }
    /// Hints.
    public var annotations: Annotations? { model("annotations") }
}
