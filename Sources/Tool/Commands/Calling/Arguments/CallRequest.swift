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
    var params: JSON
    /// How the answer is shown.
    let answer: Answer

    /// Understands a method and the words behind it; `base` are parameters that were given as JSON.
    init(
        _ method: String,
        _ words: [String],
        base: JSON? = nil,
        read: @escaping (String) throws -> [UInt8]
    ) throws {
        let words = words[...]
        var params = base?.object ?? []
        switch method {
        case "tools/call":
            (self.method, answer) = (method, .toolResult)
            try Self.named("name", "the name of a tool", words, base, &params, read)
        case "prompts/get":
            (self.method, answer) = (method, .prompt)
            try Self.named("name", "the name of a prompt", words, base, &params, read)
        case "resources/read":
            (self.method, answer) = (method, .resource)
            try Self.single("uri", "the URI of a resource", words, base, &params, read)
        case "resources/subscribe", "resources/unsubscribe":
            (self.method, answer) = (method, .other)
            try Self.single("uri", "the URI of a resource", words, base, &params, read)
        case "logging/setLevel":
            (self.method, answer) = (method, .other)
            try Self.single("level", "a level, such as info", words, base, &params, read)
        case "tasks/get", "tasks/result", "tasks/cancel", "tasks/update":
            (self.method, answer) = (method, .other)
            try Self.single("taskId", "the id of a task", words, base, &params, read)
        case "completion/complete":
            (self.method, answer) = (method, .completion)
            if base == nil || !words.isEmpty { try Self.completion(words, &params, read) }
        case "discover", "server/discover":
            (self.method, answer) = ("server/discover", .description)
            try Self.members(words, &params, read)
        case "ping":
            (self.method, answer) = (method, .time)
            try Self.members(words, &params, read)
        default:
            self.method = method
            answer = Self.lists[method].map { .list($0) } ?? .other
            try Self.members(words, &params, read)
        }
        self.params = .object(params)
    }

    /// The methods that list something, and where their items lie.
    static let lists = [
        "tools/list": "tools", "resources/list": "resources", "resources/templates/list": "resourceTemplates",
        "prompts/list": "prompts", "tasks/list": "tasks",
    ]

    /// Methods worth completing and suggesting.
    static let known =
        ["tools/call", "prompts/get", "resources/read", "completion/complete", "discover", "ping", "logging/setLevel"]
        + ["resources/subscribe", "resources/unsubscribe", "tasks/get", "tasks/result", "tasks/cancel"]
        + lists.keys.sorted()

    private typealias Members = [(key: String, value: JSON)]
    private typealias Reader = (String) throws -> [UInt8]

    /// `NAME k=v…`: a name, and arguments in an object of their own.
    private static func named(
        _ key: String,
        _ what: String,
        _ words: ArraySlice<String>,
        _ base: JSON?,
        _ params: inout Members,
        _ read: @escaping Reader
    ) throws {
        if words.isEmpty, base?[key] != nil { return }
        set(key, .string(try first(of: words, what)), &params)
        let arguments = try ArgumentWords(words.dropFirst(), read: read)
        if words.count > 1 || base?["arguments"] == nil { set("arguments", arguments.object, &params) }
    }

    /// `VALUE k=v…`: one parameter without its name, and others with theirs.
    private static func single(
        _ key: String,
        _ what: String,
        _ words: ArraySlice<String>,
        _ base: JSON?,
        _ params: inout Members,
        _ read: @escaping Reader
    ) throws {
        if words.isEmpty, base?[key] != nil { return }
        set(key, .string(try first(of: words, what)), &params)
        try members(words.dropFirst(), &params, read)
    }

    /// `k=v…`: parameters with their names.
    private static func members(
        _ words: ArraySlice<String>,
        _ params: inout Members,
        _ read: @escaping Reader
    ) throws {
        for member in try ArgumentWords(words, read: read).members { set(member.key, member.value, &params) }
    }

    /// `REFERENCE NAME=START k=v…`: what is being filled in, the argument that is typed, and those typed before.
    private static func completion(
        _ words: ArraySlice<String>,
        _ params: inout Members,
        _ read: @escaping Reader
    ) throws {
        let reference = try first(of: words, "the name of a prompt or the URI template of a resource")
        let isResource = reference.contains("://") || reference.contains("{")
        set(
            "ref",
            isResource
                ? ["type": "ref/resource", "uri": .string(reference)]
                : ["type": "ref/prompt", "name": .string(reference)],
            &params
        )
        let given = try ArgumentWords(words.dropFirst(), read: read).members
        guard let typed = given.first else {
            throw ArgumentWords.Problem(
                word: reference,
                expected: "the argument to complete behind it, NAME=START",
                seen: "nothing"
            )
        }
        set("argument", ["name": .string(typed.key), "value": typed.value], &params)
        if given.count > 1 { set("context", ["arguments": .object(Array(given.dropFirst()))], &params) }
    }

    private static func first(of words: ArraySlice<String>, _ what: String) throws(ArgumentWords.Problem) -> String {
        guard let first = words.first, !first.isEmpty else {
            throw ArgumentWords.Problem(word: "the method", expected: "\(what) behind it", seen: "nothing")
        }
        return first
    }

    private static func set(_ key: String, _ value: JSON, _ params: inout Members) {
        params.removeAll { $0.key == key }
        params.append((key, value))
    }
}
