public import JSON

/// What a server wants a model to say.
public struct SamplingRequest: JSONModel {
    /// The parameters of `sampling/createMessage`.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// A request for at most so many tokens.
    public init(
        messages: [SamplingMessage],
        maximumTokens: Int,
        systemPrompt: String? = nil,
        tools: [Tool]? = nil,
        toolChoice: String? = nil
    ) {
        json = .object(of: [
            ("messages", .array(of: messages)), ("systemPrompt", systemPrompt.map(JSON.string)),
            ("maxTokens", JSON(maximumTokens)), ("tools", tools.map(JSON.array(of:))),
            ("toolChoice", toolChoice.map { ["mode": .string($0)] }),
        ])
    }

    /// The conversation so far.
    public var messages: [SamplingMessage] { models("messages") ?? [] }
    /// How long the answer may get.
    public var maximumTokens: Int? { integer("maxTokens") }
    /// What the server would like the model to be told first.
    public var systemPrompt: String? { string("systemPrompt") }
    /// Tools that the model may ask for, since 2025-11-25.
    public var tools: [Tool]? { models("tools") }
}

/// One message of a conversation with a model.
public struct SamplingMessage: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// A message of one piece of content.
    public init(_ role: Role, _ content: ContentBlock) {
        json = ["role": .string(role.rawValue), "content": content.json]
    }

    /// A message of several pieces, since 2025-11-25.
    public init(_ role: Role, _ content: [ContentBlock]) {
        json = ["role": .string(role.rawValue), "content": .array(of: content)]
    }

    /// Who says it.
    public var role: Role? { string("role").flatMap(Role.init) }
    /// What is said, one piece or several.
    public var content: [ContentBlock] { json.contentBlocks }
}

/// What a model said.
public struct SamplingResult: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// An answer of one piece of content.
    public init(_ content: ContentBlock, model: String, role: Role = .assistant, stopReason: String? = "endTurn") {
        json = .object(of: [
            ("role", .string(role.rawValue)), ("content", content.json), ("model", .string(model)),
            ("stopReason", stopReason.map(JSON.string)),
        ])
    }

    /// What was said.
    public var content: [ContentBlock] { json.contentBlocks }
    /// Which model said it.
    public var model: String? { string("model") }
    /// Why it stopped.
    public var stopReason: String? { string("stopReason") }
}

extension JSON {
    /// The content of a sampling message, which is one block or, since 2025-11-25, an array of them.
    var contentBlocks: [ContentBlock] {
        guard let content = self["content"] else { return [] }
        return content.array.map { $0.map { ContentBlock(json: $0) } } ?? [ContentBlock(json: content)]
    }
}

/// What a server wants to know from the person.
public struct ElicitationRequest: JSONModel {
    /// The parameters of `elicitation/create`.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// The ways of asking.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// A form that the client shows.
        case form
        /// A page that the person opens, since 2025-11-25.
        case url
    }

    /// A form of flat members.
    public init(message: String, schema: JSON) {
        json = ["message": .string(message), "requestedSchema": schema]
    }

    /// A page; `elicitationID` belongs to 2025-11-25.
    public init(message: String, url: String, elicitationID: String? = nil) {
        json = .object(of: [
            ("mode", "url"), ("message", .string(message)), ("url", .string(url)),
            ("elicitationId", elicitationID.map(JSON.string)),
        ])
    }

    /// The way of asking; without one, a form.
    public var mode: Mode? { json["mode"].map { $0.string.flatMap(Mode.init) } ?? .form }
    /// What the person is told.
    public var message: String { string("message") ?? "" }
    /// The members of the form.
    public var schema: JSON? { json["requestedSchema"] }
    /// The page.
    public var url: String? { string("url") }
    /// What names it in `notifications/elicitation/complete`.
    public var elicitationID: String? { string("elicitationId") }
}

/// What the person answered.
public struct ElicitationResult: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// What the person did.
    public enum Action: String, Sendable, Hashable, CaseIterable {
        /// Answered.
        case accept
        /// Said no.
        case decline
        /// Went away.
        case cancel
    }

    /// An answer.
    public init(_ action: Action, content: JSON? = nil) {
        json = .object(of: [("action", .string(action.rawValue)), ("content", content)])
    }

    /// What the person did.
    public var action: Action? { string("action").flatMap(Action.init) }
    /// The members of the form.
    public var content: JSON? { json["content"] }
}

/// A place that a client lets the server work in.
public struct Root: JSONModel {
    /// The object.
    public var json: JSON
    /// A view of an object as it came.
    public init(json: JSON) { self.json = json }

    /// A place, as a `file:` URI.
    public init(uri: String, name: String? = nil) {
        json = .object(of: [("uri", .string(uri)), ("name", name.map(JSON.string))])
    }

    /// Where it is.
    public var uri: String { string("uri") ?? "" }
    /// The name for people.
    public var name: String? { string("name") }
}
