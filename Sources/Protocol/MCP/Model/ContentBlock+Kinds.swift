public import JSON
internal import Text

extension ContentBlock {
    /// A picture.
    public static func image(bytes: [UInt8], mimeType: String, annotations: Annotations? = nil) -> ContentBlock {
        image(base64: Base64.standard.encode(bytes), mimeType: mimeType, annotations: annotations)
    }

    /// A sound, since 2025-03-26.
    public static func audio(bytes: [UInt8], mimeType: String, annotations: Annotations? = nil) -> ContentBlock {
        audio(base64: Base64.standard.encode(bytes), mimeType: mimeType, annotations: annotations)
    }

    /// The resource that a link leads to.
    public var linkedResource: Resource? { kind == .resourceLink ? Resource(json: json) : nil }

    /// What pairs the use of a tool with what the tool gave.
    public var toolUseID: String? {
        switch kind {
        case .toolUse: string("id")
        case .toolResult: string("toolUseId")
        default: nil
        }
    }

    /// The tool that a model wants called.
    public var toolName: String? { kind == .toolUse ? string("name") : nil }
    /// With which arguments.
    public var toolInput: JSON? { kind == .toolUse ? json["input"] : nil }
    /// What the tool gave.
    public var toolResult: ToolResult? { kind == .toolResult ? ToolResult(json: json) : nil }
}

extension ResourceContents {
    /// Bytes.
    public init(uri: String, mimeType: String? = nil, bytes: [UInt8]) {
        self.init(uri: uri, mimeType: mimeType, base64: Base64.standard.encode(bytes))
    }
}

extension PromptMessage {
    /// A message of text.
    public init(_ role: Role, text: String) { self.init(role, .text(text)) }
}

extension ToolResult {
    /// The text of all its text blocks, one a line.
    public var text: String { content.compactMap { $0.kind == .text ? $0.text : nil }.joined(separator: "\n") }
}

extension JSONModel {
    /// The same value with `_meta`.
    public func with(meta: JSON) -> Self {
        var copy = self
        copy.meta = meta
        return copy
    }
}
