internal import JSON

/// What one call asks for: a method, its parameters, and what to do with the answer.
struct CallRequest {
    /// How the answer is shown.
    enum Answer: Equatable {
        /// Pages of a list, whose items lie under this key.
        case list(String)
        /// Content of a tool.
        case toolResult
        /// Contents of a resource.
        case resource
        /// Messages of a prompt.
        case prompt
        /// Values for an argument.
        case completion
        /// What the server says about itself.
        case description
        /// How long the answer took.
        case time
        /// Any other result.
        case other
    }

    /// The method on the wire; for ``Answer/description`` and ``Answer/time`` a client may have to do something else.
    let method: String
    /// The parameters.
    let params: JSON
    /// How the answer is shown.
    let answer: Answer

    /// Understands a method and the words behind it; `base` are parameters that were given as JSON.
    init(
        _ method: String,
        _ words: [String],
        base: JSON? = nil,
        read: @escaping (String) throws -> [UInt8]
    ) throws {
        self.method = method == "discover" ? "server/discover" : method
        answer = Self.answer(to: self.method)
        var parameters = CallParameters(base: base, read: read)
        switch method {
        case "tools/call": try parameters.addNamed("the name of a tool", words[...])
        case "prompts/get": try parameters.addNamed("the name of a prompt", words[...])
        case "resources/read", "resources/subscribe", "resources/unsubscribe":
            try parameters.addSingle("uri", "the URI of a resource", words[...])
        case "logging/setLevel": try parameters.addSingle("level", "a level, such as info", words[...])
        case "tasks/get", "tasks/result", "tasks/cancel", "tasks/update":
            try parameters.addSingle("taskId", "the id of a task", words[...])
        case "completion/complete": try parameters.addCompletion(words[...])
        default: try parameters.addMembers(words[...])
        }
        params = parameters.object
    }

    private static func answer(to method: String) -> Answer {
        if let key = lists[method] { return .list(key) }
        switch method {
        case "tools/call": return .toolResult
        case "resources/read": return .resource
        case "prompts/get": return .prompt
        case "completion/complete": return .completion
        case "server/discover": return .description
        case "ping": return .time
        default: return .other
        }
    }

    /// The methods that list something, and where their items lie.
    static let lists = [
        "tools/list": "tools", "resources/list": "resources", "resources/templates/list": "resourceTemplates",
        "prompts/list": "prompts", "tasks/list": "tasks",
    ]

    /// Methods worth completing.
    static let known =
        ["tools/call", "prompts/get", "resources/read", "completion/complete", "discover", "ping", "logging/setLevel"]
        + ["resources/subscribe", "resources/unsubscribe", "tasks/get", "tasks/result", "tasks/cancel"]
        + lists.keys.sorted()
}
