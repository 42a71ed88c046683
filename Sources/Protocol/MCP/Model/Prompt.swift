public import JSON

/// A template for messages to a model, which a person chooses.
public struct Prompt: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// A prompt and its arguments.
    public init(
        name: String,
        title: String? = nil,
        description: String? = nil,
        arguments: [PromptArgument]? = nil,
        icons: [Icon]? = nil
    ) {
        json = .object(of: [
            ("name", .string(name)), ("title", title.map(JSON.string)), ("description", description.map(JSON.string)),
            ("arguments", arguments.map(JSON.array(of:))), ("icons", icons.map(JSON.array(of:))),
        ])
    }

    /// The name it is got by.
    public var name: String { string("name") ?? "" }
    /// The name for people, since 2025-06-18.
    public var title: String? { string("title") }
    /// What it is for.
    public var details: String? { string("description") }
    /// What can be filled in.
    public var arguments: [PromptArgument] { models("arguments") ?? [] }
}

/// What can be filled into a prompt.
public struct PromptArgument: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// An argument.
    public init(name: String, title: String? = nil, description: String? = nil, required: Bool? = nil) {
        json = .object(of: [
            ("name", .string(name)), ("title", title.map(JSON.string)), ("description", description.map(JSON.string)),
            ("required", required.map(JSON.bool)),
        ])
    }

    /// The name.
    public var name: String { string("name") ?? "" }
    /// What it is.
    public var details: String? { string("description") }
    /// Whether it must be given.
    public var isRequired: Bool { bool("required") ?? false }
}

/// One message of a filled-in prompt.
public struct PromptMessage: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// A message of one piece of content.
    public init(_ role: Role, _ content: ContentBlock) {
        json = ["role": .string(role.rawValue), "content": content.json]
    }

    /// Who says it.
    public var role: Role? { string("role").flatMap(Role.init) }
    /// What is said.
    public var content: ContentBlock? { model("content") }
}

/// A filled-in prompt.
public struct PromptResult: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// The messages of a prompt.
    public init(description: String? = nil, messages: [PromptMessage]) {
        json = .object(of: [("description", description.map(JSON.string)), ("messages", .array(of: messages))])
    }

    /// What the prompt is for.
    public var details: String? { string("description") }
    /// The messages.
    public var messages: [PromptMessage] { models("messages") ?? [] }
}
