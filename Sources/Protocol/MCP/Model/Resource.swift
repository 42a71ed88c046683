public import JSON

/// Something that can be read under a URI.
public struct Resource: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// A resource.
    public init(
        uri: String,
        name: String,
        title: String? = nil,
        description: String? = nil,
        mimeType: String? = nil,
        size: Int? = nil,
        annotations: Annotations? = nil,
        icons: [Icon]? = nil
    ) {
        json = .object(of: [
            ("uri", .string(uri)), ("name", .string(name)), ("title", title.map(JSON.string)),
            ("description", description.map(JSON.string)), ("mimeType", mimeType.map(JSON.string)),
            ("size", size.map { JSON($0) }), ("annotations", annotations?.json), ("icons", icons.map(JSON.array(of:))),
        ])
    }

    /// Where it is.
    public var uri: String { string("uri") ?? "" }
    /// The name for programs.
    public var name: String { string("name") ?? "" }
    /// The name for people, since 2025-06-18.
    public var title: String? { string("title") }
    /// What it holds, for the model.
    public var details: String? { string("description") }
    /// Its media type.
    public var mimeType: String? { string("mimeType") }
    /// Its size in bytes.
    public var size: Int? { integer("size") }
    /// Hints.
    public var annotations: Annotations? { model("annotations") }
    /// Pictures, since 2025-11-25.
    public var icons: [Icon]? { models("icons") }
}

/// Resources whose URIs follow a template of RFC 6570.
public struct ResourceTemplate: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// A template.
    public init(
        uriTemplate: String,
        name: String,
        title: String? = nil,
        description: String? = nil,
        mimeType: String? = nil,
        annotations: Annotations? = nil,
        icons: [Icon]? = nil
    ) {
        json = .object(of: [
            ("uriTemplate", .string(uriTemplate)), ("name", .string(name)), ("title", title.map(JSON.string)),
            ("description", description.map(JSON.string)), ("mimeType", mimeType.map(JSON.string)),
            ("annotations", annotations?.json), ("icons", icons.map(JSON.array(of:))),
        ])
    }

    /// The template.
    public var uriTemplate: String { string("uriTemplate") ?? "" }
    /// The name for programs.
    public var name: String { string("name") ?? "" }
    /// The name for people, since 2025-06-18.
    public var title: String? { string("title") }
    /// What the resources hold, for the model.
    public var details: String? { string("description") }
    /// Their media type, if all have the same.
    public var mimeType: String? { string("mimeType") }
    /// Hints.
    public var annotations: Annotations? { model("annotations") }
}

/// What was read under one URI: text, or bytes in base64.
public struct ResourceContents: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// Text.
    public init(uri: String, mimeType: String? = nil, text: String) {
        json = .object(of: [("uri", .string(uri)), ("mimeType", mimeType.map(JSON.string)), ("text", .string(text))])
    }

    /// Bytes in base64.
    public init(uri: String, mimeType: String? = nil, base64: String) {
        json = .object(of: [("uri", .string(uri)), ("mimeType", mimeType.map(JSON.string)), ("blob", .string(base64))])
    }

    /// Where it was read.
    public var uri: String { string("uri") ?? "" }
    /// Its media type.
    public var mimeType: String? { string("mimeType") }
    /// The text.
    public var text: String? { string("text") }
    /// The bytes, in base64.
    public var base64: String? { string("blob") }
}
