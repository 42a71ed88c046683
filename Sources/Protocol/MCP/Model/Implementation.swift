public import JSON

/// Who a client or server says it is; for people to read, never for programs to act on.
public struct Implementation: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// A name for programs, and a version.
    public init(name: String, version: String, title: String? = nil) {
        json = .object(of: [("name", .string(name)), ("version", .string(version)), ("title", title.map(JSON.string))])
    }

    /// The name for programs.
    public var name: String { string("name") ?? "" }
    /// The version.
    public var version: String { string("version") ?? "" }
    /// The name for people.
    public var title: String? {
        get { string("title") }
        set { json["title"] = newValue.map(JSON.string) }
    }
    /// What it is, since 2025-11-25.
    public var details: String? {
        get { string("description") }
        set { json["description"] = newValue.map(JSON.string) }
    }
    /// Where to read about it, since 2025-11-25.
    public var websiteURL: String? {
        get { string("websiteUrl") }
        set { json["websiteUrl"] = newValue.map(JSON.string) }
    }
    /// Pictures, since 2025-11-25.
    public var icons: [Icon]? {
        get { models("icons") }
        set { json["icons"] = newValue.map(JSON.array(of:)) }
    }
}

/// A picture of a thing, since 2025-11-25.
public struct Icon: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// A picture at an `https:` or `data:` URI.
    public init(source: String, mimeType: String? = nil, sizes: [String]? = nil, theme: String? = nil) {
        json = .object(of: [
            ("src", .string(source)), ("mimeType", mimeType.map(JSON.string)), ("sizes", sizes.map(JSON.array(of:))),
            ("theme", theme.map(JSON.string)),
        ])
    }

    /// Where the picture is.
    public var source: String { string("src") ?? "" }
    /// What kind of picture it is.
    public var mimeType: String? { string("mimeType") }
    /// Sizes like `48x48`, or `any`.
    public var sizes: [String]? { strings("sizes") }
    /// `light` or `dark`.
    public var theme: String? { string("theme") }
}
