public import JSON

/// Something that a model can have done.
public struct Tool: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// Whether it can or must be called as a task of 2025-11-25.
    public enum TaskSupport: String, Sendable, Hashable, CaseIterable {
        /// Plain calls only; what holds when nothing is said.
        case forbidden
        /// Either way.
        case optional
        /// Tasks only.
        case required
    }

    /// A tool and the schema of its arguments; without one it takes none.
    public init(
        name: String,
        title: String? = nil,
        description: String? = nil,
        inputSchema: JSON = ["type": "object", "additionalProperties": false],
        outputSchema: JSON? = nil,
        annotations: ToolAnnotations? = nil,
        icons: [Icon]? = nil,
        taskSupport: TaskSupport? = nil
    ) {
        json = .object(of: [
            ("name", .string(name)), ("title", title.map(JSON.string)), ("description", description.map(JSON.string)),
            ("inputSchema", inputSchema), ("outputSchema", outputSchema), ("annotations", annotations?.json),
            ("icons", icons.map(JSON.array(of:))),
            ("execution", taskSupport.map { ["taskSupport": .string($0.rawValue)] }),
        ])
    }

    /// The name it is called by.
    public var name: String { string("name") ?? "" }
    /// The name for people, since 2025-06-18.
    public var title: String? { string("title") }
    /// What it does, for the model.
    public var details: String? { string("description") }
    /// What its arguments must look like.
    public var inputSchema: JSON? { json["inputSchema"] }
    /// What its structured content looks like, since 2025-06-18.
    public var outputSchema: JSON? { json["outputSchema"] }
    /// Hints about what it does, since 2025-03-26.
    public var annotations: ToolAnnotations? { model("annotations") }
    /// Pictures, since 2025-11-25.
    public var icons: [Icon]? { models("icons") }
    /// Whether it can be called as a task; 2025-11-25 only.
    public var taskSupport: TaskSupport {
        json["execution"]?["taskSupport"]?.string.flatMap(TaskSupport.init) ?? .forbidden
    }
}

/// Hints about what a tool does; from a server that is not trusted they mean nothing.
public struct ToolAnnotations: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// Hints; what is left out has the default of the specification.
    public init(
        title: String? = nil,
        readOnly: Bool? = nil,
        destructive: Bool? = nil,
        idempotent: Bool? = nil,
        openWorld: Bool? = nil
    ) {
        json = .object(of: [
            ("title", title.map(JSON.string)), ("readOnlyHint", readOnly.map(JSON.bool)),
            ("destructiveHint", destructive.map(JSON.bool)), ("idempotentHint", idempotent.map(JSON.bool)),
            ("openWorldHint", openWorld.map(JSON.bool)),
        ])
    }

    /// The name for people.
    public var title: String? { string("title") }
    /// Whether it changes nothing; by default it may.
    public var isReadOnly: Bool { bool("readOnlyHint") ?? false }
    /// Whether its changes may destroy something; by default they may.
    public var isDestructive: Bool { bool("destructiveHint") ?? true }
    /// Whether a second call with the same arguments changes nothing more; by default it does.
    public var isIdempotent: Bool { bool("idempotentHint") ?? false }
    /// Whether it deals with things outside; by default it does.
    public var isOpenWorld: Bool { bool("openWorldHint") ?? true }
}

/// What a tool gave back.
public struct ToolResult: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// A result of content blocks, and of structured content where the tool has an output schema.
    public init(content: [ContentBlock], structuredContent: JSON? = nil, isError: Bool? = nil) {
        json = .object(of: [
            ("content", .array(of: content)), ("structuredContent", structuredContent),
            ("isError", isError.map(JSON.bool)),
        ])
    }

    /// A result of one text.
    public init(text: String, isError: Bool? = nil) { self.init(content: [.text(text)], isError: isError) }

    /// A failure that the model shall see.
    public static func failure(_ text: String) -> ToolResult { ToolResult(text: text, isError: true) }

    /// A structured result and its text.
    public static func structured(_ value: JSON) -> ToolResult {
        ToolResult(content: [.text(value.description)], structuredContent: value)
    }

    /// The content blocks.
    public var content: [ContentBlock] { models("content") ?? [] }
    /// The structured content, since 2025-06-18.
    public var structuredContent: JSON? { json["structuredContent"] }
    /// Whether the tool failed.
    public var isError: Bool { bool("isError") ?? false }
}
